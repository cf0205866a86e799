/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * origin.h: what this process waits for when it is an origin.  All of that are answers:
 * they are counted, per target.
 */
#ifndef RMA_ORIGIN_H
#define RMA_ORIGIN_H

#include "p2p/request.h"
#include "rma/letter.h"
#include "rma/win.h"
#include "type/type.h"

/* A letter from a target; body is what stands behind it. */
void origin_read(win_t *win, const struct letter *letter, const char *body);

/* Sends a letter without data to a target; if it is one that asks for an answer, that is
 * awaited.  An MPI error class. */
int origin_send(win_t *win, int rank, enum letter_kind kind, bool answer);

/* Where the data of an answer goes. */
struct fetch {
    request_t request; /* of the calls with a request */
    bool requested;
    void *buffer;
    MPI_Count count;
    datatype_t *type; /* a reference */
};

/* NULL, with a text: no memory.  origin_read frees it when the answer comes, unless there
 * is a request; then that does. */
struct fetch *fetch_create(void *buffer, MPI_Count count, datatype_t *type,
                           bool requested);
void fetch_destroy(struct fetch *fetch);

/* An answer will come from this target. */
void origin_await(win_t *win, int rank);

/* Wait until no more answers are due, from one target or from all.  MPI_ERR_RMA_RANGE if
 * a target has refused an operation since the last time. */
int origin_wait(win_t *win, int rank);
int origin_wait_all(win_t *win);

/* Wait until the targets have carried out everything. */
int origin_flush(win_t *win, int rank);
int origin_flush_all(win_t *win);

#endif
