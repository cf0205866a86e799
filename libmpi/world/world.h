/* SPDX-License-Identifier: BSD-3-Clause */
/* world.h: from MPI_Init to MPI_Finalize (MPI 5.0, 11.2 and 11.4). */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "comm/comm.h"

enum world_state { WORLD_NOT_YET, WORLD_RUNNING, WORLD_FINALIZED };

enum world_state world_state(void);

/* Brings everything up; *provided is the level of thread support, at most required.
 * MPI_ERR_OTHER if it was called before. */
int world_init(int required, int *provided);

/* Waits for everybody, and takes everything down. */
int world_finalize(void);

/* The level of thread support, and whether this is the thread that called MPI_Init. */
int world_thread_level(void);
bool world_is_main_thread(void);

/* Says why in one line, and ends the job with this exit code. */
_Noreturn void world_abort(int code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
