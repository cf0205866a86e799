/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * raise.h: the last thing that an entry point does with an error: hand it to the right
 * error handler.  call is the entry point's number (util/call.h).  Each returns what the
 * entry point returns, and MPI_SUCCESS passes through untouched:
 *
 *     return raise_comm(comm, comm_dup(c, newcomm), CALL_Comm_dup);
 */
#ifndef MPI_RAISE_H
#define MPI_RAISE_H

#include <mpi.h>

#include "obj/object.h"
#include "util/call.h"

int raise_comm(MPI_Comm comm, int error_class,
               enum mpi_call call); /* invalid: MPI_COMM_SELF's */
int raise_win(MPI_Win win, int error_class, enum mpi_call call);
int raise_file(MPI_File file, int error_class,
               enum mpi_call call); /* invalid: MPI_FILE_NULL's */
int raise_session(MPI_Session session, int error_class, enum mpi_call call);
int raise_self(int error_class,
               enum mpi_call call); /* no object at hand: MPI_COMM_SELF's */

/* Of a call that is legal before MPI_Init and after MPI_Finalize, too (MPI 5.0, 11.4.1).
 */
int raise_any_time(int error_class, enum mpi_call call);

/* Of a call that would have made an object of this kind: the handler which that was to
 * get (MPI 5.0, 7.4.2 and 11.3.1), MPI_COMM_SELF's if there is none for this kind. */
int raise_unborn(enum object_kind kind, MPI_Errhandler errhandler, int error_class,
                 enum mpi_call call);

/* MPI_ERR_ARG if an output argument of this name is NULL. */
int raise_if_null(const void *output, const char *name);

/* MPI_SUCCESS while MPI_Init or a session is in effect, else MPI_ERR_OTHER with a text
 * that says when it was. */
int raise_if_outside(void);

#endif
