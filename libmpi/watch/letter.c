/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/letter.h"

#include <string.h>

#include "boot/boot.h"
#include "p2p/parcel.h"

void letter_send(int rank, enum letter_kind kind, uint32_t survey,
                 const struct report *report)
{
    const struct letter letter = { kind, boot()->rank, survey, 0 };
    size_t bytes = report ? report_bytes(report) : 0;
    struct parcel *parcel = parcel_create(sizeof letter + bytes);
    char *data;

    if (!parcel)
        return;
    data = parcel_data(parcel);
    memcpy(data, &letter, sizeof letter);
    if (report)
        memcpy(data + sizeof letter, report, bytes);
    parcel_send(parcel, rank, PARCEL_WATCH);
}
