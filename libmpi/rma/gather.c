/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/gather.h"

#include "coll/coll.h"
#include "obj/op.h"
#include "util/err.h"

int gather_all(comm_t *comm, const void *mine, void *all, size_t bytes)
{
    struct coll c = {
        .kind = COLL_ALLGATHER,
        .send = { .buffer = (void *)mine,
                  .count = bytes,
                  .handle = MPI_BYTE,
                  .same = true },
        .recv = { .buffer = all, .count = bytes, .handle = MPI_BYTE },
        .comm = comm,
    };

    return coll_blocking(&c);
}

int gather_verdict(comm_t *comm, int error_class)
{
    int worst = MPI_SUCCESS;
    struct coll c = {
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = &error_class, .count = 1, .handle = MPI_INT, .same = true },
        .recv = { .buffer = &worst, .count = 1, .handle = MPI_INT, .same = true },
        .op = op_of(MPI_MAX),
        .comm = comm,
    };
    int error = coll_blocking(&c);

    if (error_class || error)
        return error_class ? error_class : error;
    return worst ? err(worst, "the call failed at another rank: its own error says why")
                 : MPI_SUCCESS;
}

int gather_meet(comm_t *comm)
{
    struct coll barrier = { .kind = COLL_BARRIER, .comm = comm };

    return coll_blocking(&barrier);
}
