/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ledger.h: the handles that a program was given and has to give back, with the call
 * that gave each.  Kept with --mpi-check only.  What is still here in MPI_Finalize is
 * named there.
 *
 * A handle may be given several times (the group of a communicator): it has to come back
 * as often.  Predefined handles need not come back.
 */
#ifndef CHECK_LEDGER_H
#define CHECK_LEDGER_H

#include "check/check.h"
#include "obj/object.h"
#include "util/call.h"

void ledger_enter(const void *handle, enum object_kind kind, enum mpi_call call);
void ledger_leave(const void *handle);

/* Keyvals are numbers: a kind of their own, beside those of objects. */
enum { LEDGER_KEYVAL = 1 };

/* The handle of an object, for the program: `*newcomm = ledger_give(&fresh->object,
 * call)`. */
static inline void *ledger_give(struct object *object, enum mpi_call call)
{
    if (unlikely(check_on) && !object->handle)
        ledger_enter(object, (enum object_kind)object->kind, call);
    return object_handle(object);
}

/* The program gives a handle back. */
static inline void ledger_take(const void *handle)
{
    if (unlikely(check_on))
        ledger_leave(handle);
}

/* Where in the program a handle was given: an address, and its text ("ring.c:42"; false:
 * nobody knows).  Requests have none: there are too many of them. */
struct ledger_places {
    const void *(*here)(void);
    bool (*text)(const void *where, char *text, size_t size);
};

/* Who can tell. */
void ledger_places_by(const struct ledger_places *places);

/* The call that gave this handle; CALL_NONE if it is not known. */
enum mpi_call ledger_giver(const void *handle);

/* Says in a line per kind what has not come back, and where it was given; what tells requests apart is asked of
 * request_state: a word for a request ("never completed"), NULL: it is none of the
 * program's business.  Then all is forgotten. */
typedef const char *ledger_state_f(const void *request);
void ledger_close(ledger_state_f *request_state);

#endif
