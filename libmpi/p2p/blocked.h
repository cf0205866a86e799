/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * blocked.h: why a rank waits, for those who look for ranks that wait for ever.
 *
 * A wait has needs: every one of them must be met before it can end.  A need is met when
 * one of some processes does something: sends a message, takes one, comes to a
 * collective. So a receive is one need of one process, or of any member for
 * MPI_ANY_SOURCE; MPI_Waitall has the needs of all its requests, MPI_Waitany one need of
 * all their processes.  Needs that are not known are left out: they make nobody look
 * stuck who is not.  A wait without needs is never called stuck.
 *
 * A record is filled on the slow path only, when a rank sleeps already and somebody asks
 * (p2p/wait.h).
 */
#ifndef P2P_BLOCKED_H
#define P2P_BLOCKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "comm/comm.h"

struct message;

/* What a process must do. */
enum blocked_way {
    BLOCKED_SEND,      /* send a message of its program */
    BLOCKED_TAKE,      /* take the message with this token */
    BLOCKED_STEP,      /* send a message of a collective */
    BLOCKED_TAKE_STEP, /* take one of a collective, with this token */
    BLOCKED_FLAG,      /* raise its flag of a collective of the node */
    BLOCKED_LETTER,    /* call what opens or ends an epoch of a window */
    BLOCKED_SELF,      /* call what completes a request: the rank that waits, itself */
    BLOCKED_LOCK,      /* grant its lock of the window with the context id `token` */
};

/* One of the processes first .. last does it; lines of the same need are alternatives. */
struct blocked_line {
    int32_t need;
    int32_t way; /* enum blocked_way */
    int32_t first, last;
    uint64_t token;
};

enum { BLOCKED_LINES = 32, BLOCKED_TEXT = 200 };

struct blocked {
    int32_t needs, lines;
    struct blocked_line line[BLOCKED_LINES];
    uint64_t context;        /* of the communicator of the collective that it waits in */
    uint64_t number;         /* of that collective there, from 1; 0: it waits in none */
    int32_t root;            /* of it, -1 if it has none */
    uint32_t call;           /* of the program, that began it (util/call.h) */
    int32_t by_schedule;     /* waits for this one schedule and nothing else (coll/) */
    char text[BLOCKED_TEXT]; /* "count=1, MPI_INT, source=5, tag=7, MPI_COMM_WORLD" */
    char hint[BLOCKED_TEXT]; /* messages that are here instead; or empty */
};

/* Fills a record, all zero before, with what argument waits for. */
typedef void blocked_f(const void *argument, struct blocked *blocked);

/* One more need, of nobody yet. */
void blocked_need(struct blocked *blocked);

/* Who can meet the last need.  If there is no room, or it is a process of another job,
 * that need is forgotten. */
void blocked_by(struct blocked *blocked, enum blocked_way way, int proc, uint64_t token);
void blocked_by_any(struct blocked *blocked, enum blocked_way way, const group_t *group);

/* Adds the needs of another record; or makes one need of all the processes in both. */
void blocked_and(struct blocked *blocked, const struct blocked *more);
void blocked_or(struct blocked *blocked, const struct blocked *other);

/* Adds to the text, or to the hint, with ", " or "; " between. */
void blocked_text(struct blocked *blocked, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void blocked_hint(struct blocked *blocked, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
