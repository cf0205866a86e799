/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * rollcall.h: the reports of all ranks as text for the user: those who wait in the same
 * place together, who waits for whom, what is here that nobody takes.
 */
#ifndef WATCH_ROLLCALL_H
#define WATCH_ROLLCALL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "watch/report.h"

struct rollcall {
    int size;
    struct report *const *reports; /* by rank; NULL: it has not answered */
    const uint32_t *calls; /* of those, the last call, with CALL_OVER if it is over; or
                              CALL_NONE */
};

/* Lines that begin with "slipway: ". */
void rollcall_write(FILE *out, const struct rollcall *roll);

/* "rank 3", "ranks 0-2,4": those that are set, at least one; long lists are cut. */
void rollcall_ranks(FILE *out, int size, const bool set[]);

#endif
