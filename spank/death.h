/* SPDX-License-Identifier: BSD-3-Clause */
/* death.h: how a task ended, in words, and what follows from it for the step. */
#ifndef SPANK_DEATH_H
#define SPANK_DEATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verdict {
    VERDICT_NOTHING, /* it ended well, or uses no MPI */
    VERDICT_TELL,    /* tell the user, and end the step */
    VERDICT_END,     /* end the step; the rank itself has told the user */
    VERDICT_ENDED,   /* somebody else is ending the step */
    VERDICT_UNKNOWN, /* killed, perhaps with the step: this node cannot tell */
};

/* state: of its slot, any value (the user may have written it); status: as wait() gives
 * it; singled_out: other tasks of the node live on, which counts only if
 * death_is_sent(status). */
enum verdict death_verdict(uint32_t state, int status, bool singled_out);

/* True for a signal that commonly is sent to the whole step (scancel, the time limit,
 * ctrl-C, the death of a rank on another node): such a death is a cause only if the task
 * was singled out. */
bool death_is_sent(int status);

/* "died of SIGSEGV (core dumped)", "exited with code 3". */
void death_text(int status, char *text, size_t size);

#endif
