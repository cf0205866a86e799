/* SPDX-License-Identifier: BSD-3-Clause */
/* death.h: how a task ended, in words, and what follows from it for the step. */
#ifndef SPANK_DEATH_H
#define SPANK_DEATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DEATH_TEXT = 256 };

/* What is known of it.  What comes from the slot can be any value: the user may have
 * written it. */
struct death {
    uint32_t state;     /* of its slot */
    int status;         /* as wait() gives it */
    bool out_of_memory; /* the kernel killed it */
    bool of_all;        /* all ranks of the step died at once */
    uint32_t call;      /* of its slot */
    uint64_t silent_ns; /* since it was last seen in MPI; 0: not known */
};

enum verdict {
    VERDICT_NOTHING, /* it ended well */
    VERDICT_ABSENT, /* it never called MPI_Init: either it uses no MPI, or it is missed */
    VERDICT_TELL,   /* tell the user, and end the step */
    VERDICT_END,    /* end the step; the rank itself has told the user */
    VERDICT_ENDED,  /* somebody else is ending the step */
};

/* is_cause: of a death that is_sent, it is no mere consequence, and the user has not heard. */
enum verdict death_verdict(const struct death *death, bool is_cause);

/* True for a signal that commonly is sent to the whole step (scancel, the time limit,
 * ctrl-C, the death of a rank on another node). */
bool death_is_sent(const struct death *death);

/* True for how UCX (1.13) may end a rank whose peer on another node has just died: with an
 * assertion that fails in an MPI call. */
bool death_may_follow(const struct death *death);

/* "died of SIGSEGV (core dumped) in MPI_Recv", "exited with code 3 without MPI_Finalize,
 * at most 12 ms after its last MPI call, MPI_Recv". */
void death_text(const struct death *death, char *text, size_t size);

#endif
