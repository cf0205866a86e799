/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ledger.h: the handles that a program was given and has to give back, with the call
 * that gave each.  What is still here in MPI_Finalize is named there: in normal runs by
 * the first rank that has something to say of requests, and of the rest, with --mpi-check
 * by each.  Requests come and go too often to be kept without --mpi-check; who has made
 * some knows which are left.
 *
 * A handle may be given several times (the group of a communicator): it has to come back
 * as often.  Predefined handles need not come back.
 */
#ifndef CHECK_LEDGER_H
#define CHECK_LEDGER_H

#include "check/check.h"
#include "obj/object.h"
#include "util/call.h"

/* From MPI_Init on: what is given before that may come back after MPI_Finalize. */
void ledger_open(void);

void ledger_enter(const void *handle, enum object_kind kind, enum mpi_call call);
void ledger_leave(const void *handle);

/* Keyvals are numbers: a kind of their own, beside those of objects. */
enum { LEDGER_KEYVAL = 1 };

/* The handle of an object, for the program: `*newcomm = ledger_give(&fresh->object,
 * call)`. */
static inline void *ledger_give(struct object *object, enum mpi_call call)
{
    if (!object->handle)
        ledger_enter(object, (enum object_kind)object->kind, call);
    return object_handle(object);
}

static inline void *ledger_give_request(struct object *request, enum mpi_call call)
{
    return likely(!check_on) ? object_handle(request) : ledger_give(request, call);
}

/* The program gives a handle back. */
static inline void ledger_take(const void *handle)
{
    ledger_leave(handle);
}

static inline void ledger_take_request(const void *handle)
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

/* What is asked of those who make requests.  state is a word for one ("never completed"),
 * NULL: it is none of the program's business.  each visits those that there are, with
 * "MPI_Ibcast" or, of point-to-point ones, whose call is not known, "receive". */
typedef const char *ledger_state_f(const void *request);
typedef void ledger_visit_f(const void *request, const char *name, void *argument);
struct ledger_requests {
    ledger_state_f *state;
    void (*each)(ledger_visit_f *visit, void *argument);
};

/* Whether some have not come back; says in a line per kind which, and which call gave them. */
bool ledger_has_requests(const struct ledger_requests *requests);
void ledger_say_requests(const struct ledger_requests *requests);
bool ledger_has_objects(void);
void ledger_say_objects(void);

/* Forgets all. */
void ledger_close(void);

#endif
