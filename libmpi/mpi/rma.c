/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * rma.c: one-sided operations (MPI 5.0, 12.3): put, get, accumulate and its kin.  Each
 * call fills a struct rma_op.
 */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/rma_call.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "rma/rma_op.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static struct rma_side side(const void *buffer, MPI_Count count, MPI_Datatype datatype)
{
    return (
        struct rma_side){ .buffer = (void *)buffer, .count = count, .handle = datatype };
}

static int __attribute__((cold))
fail(const struct rma_op *o, MPI_Win win, int error, enum mpi_call call)
{
    const struct rma_side *origin = o->origin.handle ? &o->origin : &o->result;

    given(
        error,
        "origin_count=%jd, %pD, target_rank=%d, target_disp=%jd, target_count=%jd, %pD, %pW",
        origin->count, origin->handle, o->rank, o->disp, o->target.count,
        o->target.handle, win);
    return win_finish(win, error, call);
}

static inline int finish(const struct rma_op *o, MPI_Win win, int error,
                         enum mpi_call call)
{
    return unlikely(error) ? fail(o, win, error, call) : win_finish(win, error, call);
}

static int start(struct rma_op *o, MPI_Win win, enum mpi_call call)
{
    int error;

    call_enter(call);
    o->win = win_of(win);
    error = rma_op_start(o);
    return finish(o, win, error, call);
}

static int start_requested(struct rma_op *o, MPI_Win win, MPI_Request *request,
                           enum mpi_call call)
{
    request_t *made;
    int error;

    call_enter(call);
    o->win = win_of(win);
    error = raise_if_null(request, "request");
    if (!error)
        error = rma_op_request(o, &made);
    if (!error)
        *request = ledger_give_request(&made->object, call);
    return finish(o, win, error, call);
}

int PMPI_Put(const void *origin_addr, int origin_count, MPI_Datatype origin_datatype,
             int target_rank, MPI_Aint target_disp, int target_count,
             MPI_Datatype target_datatype, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_PUT,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start(&o, win, CALL_Put);
}
weak_alias(PMPI_Put, MPI_Put);

int PMPI_Put_c(const void *origin_addr, MPI_Count origin_count,
               MPI_Datatype origin_datatype, int target_rank, MPI_Aint target_disp,
               MPI_Count target_count, MPI_Datatype target_datatype, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_PUT,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start(&o, win, CALL_Put_c);
}
weak_alias(PMPI_Put_c, MPI_Put_c);

int PMPI_Get(void *origin_addr, int origin_count, MPI_Datatype origin_datatype,
             int target_rank, MPI_Aint target_disp, int target_count,
             MPI_Datatype target_datatype, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_GET,
        .result = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start(&o, win, CALL_Get);
}
weak_alias(PMPI_Get, MPI_Get);

int PMPI_Get_c(void *origin_addr, MPI_Count origin_count, MPI_Datatype origin_datatype,
               int target_rank, MPI_Aint target_disp, MPI_Count target_count,
               MPI_Datatype target_datatype, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_GET,
        .result = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start(&o, win, CALL_Get_c);
}
weak_alias(PMPI_Get_c, MPI_Get_c);

int PMPI_Accumulate(const void *origin_addr, int origin_count,
                    MPI_Datatype origin_datatype, int target_rank, MPI_Aint target_disp,
                    int target_count, MPI_Datatype target_datatype, MPI_Op op,
                    MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start(&o, win, CALL_Accumulate);
}
weak_alias(PMPI_Accumulate, MPI_Accumulate);

int PMPI_Accumulate_c(const void *origin_addr, MPI_Count origin_count,
                      MPI_Datatype origin_datatype, int target_rank, MPI_Aint target_disp,
                      MPI_Count target_count, MPI_Datatype target_datatype, MPI_Op op,
                      MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start(&o, win, CALL_Accumulate_c);
}
weak_alias(PMPI_Accumulate_c, MPI_Accumulate_c);

int PMPI_Get_accumulate(const void *origin_addr, int origin_count,
                        MPI_Datatype origin_datatype, void *result_addr, int result_count,
                        MPI_Datatype result_datatype, int target_rank,
                        MPI_Aint target_disp, int target_count,
                        MPI_Datatype target_datatype, MPI_Op op, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_GET_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .result = side(result_addr, result_count, result_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start(&o, win, CALL_Get_accumulate);
}
weak_alias(PMPI_Get_accumulate, MPI_Get_accumulate);

int PMPI_Get_accumulate_c(const void *origin_addr, MPI_Count origin_count,
                          MPI_Datatype origin_datatype, void *result_addr,
                          MPI_Count result_count, MPI_Datatype result_datatype,
                          int target_rank, MPI_Aint target_disp, MPI_Count target_count,
                          MPI_Datatype target_datatype, MPI_Op op, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_GET_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .result = side(result_addr, result_count, result_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start(&o, win, CALL_Get_accumulate_c);
}
weak_alias(PMPI_Get_accumulate_c, MPI_Get_accumulate_c);

int PMPI_Rput(const void *origin_addr, int origin_count, MPI_Datatype origin_datatype,
              int target_rank, MPI_Aint target_disp, int target_count,
              MPI_Datatype target_datatype, MPI_Win win, MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_PUT,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start_requested(&o, win, request, CALL_Rput);
}
weak_alias(PMPI_Rput, MPI_Rput);

int PMPI_Rput_c(const void *origin_addr, MPI_Count origin_count,
                MPI_Datatype origin_datatype, int target_rank, MPI_Aint target_disp,
                MPI_Count target_count, MPI_Datatype target_datatype, MPI_Win win,
                MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_PUT,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start_requested(&o, win, request, CALL_Rput_c);
}
weak_alias(PMPI_Rput_c, MPI_Rput_c);

int PMPI_Rget(void *origin_addr, int origin_count, MPI_Datatype origin_datatype,
              int target_rank, MPI_Aint target_disp, int target_count,
              MPI_Datatype target_datatype, MPI_Win win, MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_GET,
        .result = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start_requested(&o, win, request, CALL_Rget);
}
weak_alias(PMPI_Rget, MPI_Rget);

int PMPI_Rget_c(void *origin_addr, MPI_Count origin_count, MPI_Datatype origin_datatype,
                int target_rank, MPI_Aint target_disp, MPI_Count target_count,
                MPI_Datatype target_datatype, MPI_Win win, MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_GET,
        .result = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
    };

    return start_requested(&o, win, request, CALL_Rget_c);
}
weak_alias(PMPI_Rget_c, MPI_Rget_c);

int PMPI_Raccumulate(const void *origin_addr, int origin_count,
                     MPI_Datatype origin_datatype, int target_rank, MPI_Aint target_disp,
                     int target_count, MPI_Datatype target_datatype, MPI_Op op,
                     MPI_Win win, MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start_requested(&o, win, request, CALL_Raccumulate);
}
weak_alias(PMPI_Raccumulate, MPI_Raccumulate);

int PMPI_Raccumulate_c(const void *origin_addr, MPI_Count origin_count,
                       MPI_Datatype origin_datatype, int target_rank,
                       MPI_Aint target_disp, MPI_Count target_count,
                       MPI_Datatype target_datatype, MPI_Op op, MPI_Win win,
                       MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start_requested(&o, win, request, CALL_Raccumulate_c);
}
weak_alias(PMPI_Raccumulate_c, MPI_Raccumulate_c);

int PMPI_Rget_accumulate(const void *origin_addr, int origin_count,
                         MPI_Datatype origin_datatype, void *result_addr,
                         int result_count, MPI_Datatype result_datatype, int target_rank,
                         MPI_Aint target_disp, int target_count,
                         MPI_Datatype target_datatype, MPI_Op op, MPI_Win win,
                         MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_GET_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .result = side(result_addr, result_count, result_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start_requested(&o, win, request, CALL_Rget_accumulate);
}
weak_alias(PMPI_Rget_accumulate, MPI_Rget_accumulate);

int PMPI_Rget_accumulate_c(const void *origin_addr, MPI_Count origin_count,
                           MPI_Datatype origin_datatype, void *result_addr,
                           MPI_Count result_count, MPI_Datatype result_datatype,
                           int target_rank, MPI_Aint target_disp, MPI_Count target_count,
                           MPI_Datatype target_datatype, MPI_Op op, MPI_Win win,
                           MPI_Request *request)
{
    struct rma_op o = {
        .kind = LETTER_GET_ACCUMULATE,
        .origin = side(origin_addr, origin_count, origin_datatype),
        .result = side(result_addr, result_count, result_datatype),
        .target = side(NULL, target_count, target_datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start_requested(&o, win, request, CALL_Rget_accumulate_c);
}
weak_alias(PMPI_Rget_accumulate_c, MPI_Rget_accumulate_c);

int PMPI_Fetch_and_op(const void *origin_addr, void *result_addr, MPI_Datatype datatype,
                      int target_rank, MPI_Aint target_disp, MPI_Op op, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_GET_ACCUMULATE,
        .origin = side(origin_addr, 1, datatype),
        .result = side(result_addr, 1, datatype),
        .target = side(NULL, 1, datatype),
        .rank = target_rank,
        .disp = target_disp,
        .op = op,
    };

    return start(&o, win, CALL_Fetch_and_op);
}
weak_alias(PMPI_Fetch_and_op, MPI_Fetch_and_op);

int PMPI_Compare_and_swap(const void *origin_addr, const void *compare_addr,
                          void *result_addr, MPI_Datatype datatype, int target_rank,
                          MPI_Aint target_disp, MPI_Win win)
{
    struct rma_op o = {
        .kind = LETTER_COMPARE_AND_SWAP,
        .origin = side(origin_addr, 1, datatype),
        .result = side(result_addr, 1, datatype),
        .target = side(NULL, 1, datatype),
        .compare = compare_addr,
        .rank = target_rank,
        .disp = target_disp,
    };

    return start(&o, win, CALL_Compare_and_swap);
}
weak_alias(PMPI_Compare_and_swap, MPI_Compare_and_swap);
