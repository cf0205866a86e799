/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tool_call.h: what the entry points of the tool interface share (MPI 5.0, 15.3).  They
 * invoke no error handler, may be called before MPI_Init and after MPI_Finalize, and
 * leave no trace as the call that a process is in.
 */
#ifndef MPI_TOOL_CALL_H
#define MPI_TOOL_CALL_H

#include <mpi.h>

#include "tool/tool.h"
#include "util/lock.h"
#include "util/macros.h"

/* Takes the lock; MPI_T_ERR_NOT_INITIALIZED before MPI_T_init_thread. */
static inline int tool_begin(void)
{
    lock_enter();
    return tool_is_initialized() ? MPI_SUCCESS : MPI_T_ERR_NOT_INITIALIZED;
}

/* The same of a call with a number below count. */
static inline int tool_begin_at(int number, int count)
{
    int error = tool_begin();

    if (!error && (number < 0 || number >= count))
        error = MPI_T_ERR_INVALID_INDEX;
    return error;
}

static inline int tool_end(int error)
{
    lock_leave();
    return error;
}

/* A number that was found by name, or -1. */
static inline int tool_found(int number, int *out)
{
    if (number < 0)
        return MPI_T_ERR_INVALID_NAME;
    tool_number(number, out);
    return MPI_SUCCESS;
}

#endif
