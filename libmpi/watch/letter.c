/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/letter.h"

#include <mpi.h>
#include <string.h>

#include "boot/boot.h"
#include "net/net.h"
#include "p2p/parcel.h"

bool letter_send(int rank, enum letter_kind kind, uint32_t survey,
                 const struct report *report)
{
    const struct letter letter = { kind, boot()->rank, survey, 0 };
    size_t bytes = report ? report_bytes(report) : 0;
    struct parcel *parcel = parcel_create(sizeof letter + bytes);
    unsigned unreached = net_unreached();
    char *data;

    if (!parcel)
        return true;
    data = parcel_data(parcel);
    memcpy(data, &letter, sizeof letter);
    if (report)
        memcpy(data + sizeof letter, report, bytes);
    return parcel_send(parcel, rank, PARCEL_WATCH) == MPI_SUCCESS ||
           net_unreached() == unreached;
}
