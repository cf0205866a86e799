/* SPDX-License-Identifier: BSD-3-Clause */
/* errhandler.h: error handlers (MPI 5.0, 9.3). */
#ifndef OBJ_ERRHANDLER_H
#define OBJ_ERRHANDLER_H

#include "obj/object.h"

#include <mpi.h>

struct MPI_ABI_Errhandler {
    struct object object;
    enum object_kind
        attaches_to; /* OBJECT_COMM, _WIN, _FILE or _SESSION; predefined: any */
    union {
        MPI_Comm_errhandler_function *comm;
        MPI_Win_errhandler_function *win;
        MPI_File_errhandler_function *file;
        MPI_Session_errhandler_function *session;
    } function;
};

typedef struct MPI_ABI_Errhandler errhandler_t;

static inline errhandler_t *errhandler_of(MPI_Errhandler handle)
{
    return object_of(handle, OBJECT_ERRHANDLER);
}

/* What MPI_ERRORS_ARE_FATAL and MPI_ERRORS_ABORT do in the end: prints text, ends the job
 * (object is the communicator, window, ..., or NULL).  Does not return. */
typedef void errhandler_fatal_f(struct object *object, int error_class, const char *text);

/* Enters the predefined handlers in the table of predefined objects. */
int errhandler_init(errhandler_fatal_f *fatal);
void errhandler_fini(void);

/*
 * Calls the object's error handler for an error that call (e.g. "MPI_Send") met; the
 * cause is in err_text().  Returns what the MPI call returns: error_code, if the handler
 * returns at all.
 */
int errhandler_raise(struct object *object, int error_code, const char *call);

#endif
