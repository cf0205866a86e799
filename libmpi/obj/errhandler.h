/* SPDX-License-Identifier: BSD-3-Clause */
/* errhandler.h: error handlers (MPI 5.0, 9.3).  Usable before MPI_Init and after
 * MPI_Finalize, the predefined ones, too. */
#ifndef OBJ_ERRHANDLER_H
#define OBJ_ERRHANDLER_H

#include "obj/object.h"

#include <mpi.h>

union errhandler_function {
    MPI_Comm_errhandler_function *comm;
    MPI_Win_errhandler_function *win;
    MPI_File_errhandler_function *file;
    MPI_Session_errhandler_function *session;
};

struct MPI_ABI_Errhandler {
    struct object object;
    /* OBJECT_COMM, _WIN, _FILE or _SESSION; OBJECT_FREED: a predefined one, fits all */
    enum object_kind attaches_to;
    union errhandler_function function;
};

typedef struct MPI_ABI_Errhandler errhandler_t;

static inline errhandler_t *errhandler_of(MPI_Errhandler handle)
{
    return object_of(handle, OBJECT_ERRHANDLER);
}

/* What MPI_ERRORS_ARE_FATAL and MPI_ERRORS_ABORT do in the end: prints text, ends the job
 * (object is the communicator, window, ..., or NULL).  Does not return. */
typedef void errhandler_fatal_f(struct object *object, int error_class, const char *text);

/* Until this is called, and with NULL, the end is abort(). */
void errhandler_set_fatal(errhandler_fatal_f *fatal);

/* A user's handler for objects of this kind; MPI_ERR_ARG if the function is NULL. */
int errhandler_create(enum object_kind attaches_to, union errhandler_function function,
                      errhandler_t **errhandler);

/* MPI_Errhandler_free's part: gives the reference of a handle back; predefined ones stay.
 */
void errhandler_release(errhandler_t *errhandler);

/* MPI_X_set_errhandler: the object gets a reference of its own.  MPI_ERR_ERRHANDLER if
 * the handler was made for another kind of object. */
int errhandler_attach(struct object *object, errhandler_t *errhandler);

/* MPI_X_get_errhandler: a new reference, as a handle; MPI_ERRORS_ARE_FATAL if the object
 * has none. */
MPI_Errhandler errhandler_attached(const struct object *object);

/*
 * Calls the object's error handler for an error that call (e.g. "MPI_Send") met; the
 * cause is in err_text().  No object, or one without a handler: MPI_ERRORS_ARE_FATAL.
 * Returns what the MPI call returns: error_code, if the handler returns at all.
 */
int errhandler_raise(struct object *object, int error_code, const char *call);

#endif
