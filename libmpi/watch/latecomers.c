/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/latecomers.h"

#include <stdio.h>
#include <stdlib.h>

#include "boot/boot.h"
#include "node/segment.h"
#include "util/log.h"
#include "watch/rollcall.h"

static bool has_come(int local_rank)
{
    const struct slot *slot = segment_slot((uint32_t)local_rank);

    return slot && __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) != SLOT_EMPTY;
}

static bool is_first_here(void)
{
    for (int i = 0; i < boot()->local_rank; i++) {
        if (has_come(i))
            return false;
    }
    return true;
}

/* The ranks of this node that have not come; how many. */
static int find_missing(bool missing[])
{
    int n = 0;

    for (int i = 0; i < boot()->local_size; i++) {
        bool *is_missing = &missing[boot()->local_ranks[i]];

        *is_missing = !has_come(i);
        n += *is_missing;
    }
    return n;
}

static void tell(unsigned seconds, const bool *missing)
{
    char whom[256] = "ranks of other nodes";
    FILE *out = missing ? fmemopen(whom, sizeof whom, "w") : NULL;

    if (out) {
        rollcall_ranks(out, boot()->size, missing);
        fclose(out);
    }
    log_line("has waited %u s in MPI_Init for %s", seconds, whom);
}

/* Of the nodes that are complete, one writes; it may be the first that is not. */
bool latecomers_tell(unsigned seconds)
{
    bool *missing, is_complete, is_ours;

    if (!is_first_here())
        return false;
    missing = calloc((size_t)boot()->size, sizeof *missing);
    is_complete = !missing || find_missing(missing) == 0;
    is_ours = !is_complete || boot()->node <= 1;
    if (is_ours)
        tell(seconds, is_complete ? NULL : missing);
    free(missing);
    return is_ours;
}
