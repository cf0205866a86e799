/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/meeting.h"

#include <mpi.h>
#include <stdbool.h>

#include "boot/boot.h"
#include "net/card.h"
#include "net/net.h"
#include "node/node.h"
#include "p2p/lane.h"

static bool over;
static void (*watcher)(void);

void meeting_watch_by(void (*waiting)(void))
{
    watcher = waiting;
}

int meeting_attend(void)
{
    int error;

    if (over)
        return MPI_SUCCESS;
    error = node_join();
    if (error)
        return error;
    lane_offer();
    if (boot()->nodes > 1 && lane_serves_node())
        net_leave_node();
    error = card_exchange(watcher);
    if (!error)
        error = lane_check_node();
    over = !error;
    return error;
}

int meeting_lookup(int proc, void **address, size_t *bytes)
{
    int error = meeting_attend();

    return error ? error : card_of(proc, address, bytes);
}

void meeting_fini(void)
{
    over = false;
}
