/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * rma_op.h: what the caller of a one-sided operation says, in one descriptor (MPI 5.0,
 * 12.3).  All calls fill one and hand it to rma_op_start or rma_op_request, which check
 * it and write to the target.
 *
 * Data for the target is copied into the letter, so an operation that brings nothing back
 * is complete at the origin when the call returns.
 */
#ifndef RMA_RMA_OP_H
#define RMA_RMA_OP_H

#include "obj/op.h"
#include "p2p/request.h"
#include "rma/letter.h"
#include "rma/win.h"
#include "type/type.h"

struct rma_side {
    void *buffer;
    MPI_Count count;
    MPI_Datatype handle;
    datatype_t *type; /* set by the checker */
};

struct rma_op {
    enum letter_kind kind;  /* LETTER_PUT .. LETTER_COMPARE_AND_SWAP */
    struct rma_side origin; /* what is sent; of a get nothing */
    struct rma_side result; /* what comes back; of a put and an accumulate nothing */
    struct rma_side target; /* without a buffer, which is at */
    const void *compare;    /* MPI_Compare_and_swap */
    int rank;               /* or MPI_PROC_NULL */
    MPI_Aint disp;
    MPI_Op op;
    win_t *win;         /* NULL: not a window */
    enum basic element; /* accumulates: what all data is made of; set by the checker */
    MPI_Aint offset;    /* disp in bytes; set by the checker */
};

/*
 * MPI_ERR_WIN, _RANK, _RMA_SYNC (no epoch with the target), _COUNT, _TYPE, _OP, _DISP,
 * _RMA_RANGE, _TRUNCATE (more data than there is room for): nothing has happened then.
 * MPI_PROC_NULL: nothing happens at all.
 */
int rma_op_start(struct rma_op *o);

/* The same with a request, which is complete when the buffers of the origin may be used
 * again. */
int rma_op_request(struct rma_op *o, request_t **request);

#endif
