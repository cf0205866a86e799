/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/agree.h"

#include <string.h>

#include "coll/coll.h"
#include "io/system.h"
#include "obj/op.h"
#include "util/err.h"

static struct side block(void *buffer, MPI_Count count, MPI_Datatype datatype)
{
    return (struct side){
        .buffer = buffer, .count = count, .handle = datatype, .same = true
    };
}

static int reduce(comm_t *comm, enum coll_kind kind, void *in, void *out, MPI_Count count,
                  MPI_Datatype datatype, MPI_Op op)
{
    struct coll c = {
        .kind = kind,
        .send = block(in, count, datatype),
        .recv = block(out, count, datatype),
        .op = op_of(op),
        .comm = comm,
    };

    return coll_blocking(&c);
}

int agree_same(comm_t *comm, MPI_Count value, const char *what)
{
    MPI_Count mine[2] = { value, ~value }, greatest[2];
    int error = reduce(comm, COLL_ALLREDUCE, mine, greatest, 2, MPI_COUNT, MPI_MAX);

    if (error || greatest[0] == ~greatest[1])
        return error;
    return err(
        MPI_ERR_NOT_SAME,
        "%s is %lld here, and from %lld to %lld on other processes: all must pass the same",
        what, (long long)value, (long long)~greatest[1], (long long)greatest[0]);
}

int agree_outcome(comm_t *comm, int errnum, const char *verb, const char *path)
{
    struct {
        int errnum, rank;
    } mine = { errnum, comm->rank }, worst;
    int error = reduce(comm, COLL_ALLREDUCE, &mine, &worst, 1, MPI_2INT, MPI_MAXLOC);

    if (error || worst.errnum == 0)
        return error;
    if (worst.rank == comm->rank)
        return system_error(verb, path, errnum);
    return err(system_class(worst.errnum),
               "rank %d of the file's communicator cannot %s \"%s\": %s", worst.rank,
               verb, path, strerror(worst.errnum));
}

int agree_order(comm_t *comm, MPI_Offset length, MPI_Offset *before, MPI_Offset *total)
{
    MPI_Offset up_to_here;
    int error = reduce(comm, COLL_SCAN, &length, &up_to_here, 1, MPI_OFFSET, MPI_SUM);

    if (!error) {
        *before = up_to_here - length;
        *total = up_to_here;
    }
    return error;
}

int agree_tell(comm_t *comm, int root, MPI_Offset *value)
{
    struct coll c = {
        .kind = COLL_BCAST,
        .recv = block(value, 1, MPI_OFFSET),
        .root = root,
        .comm = comm,
    };

    return coll_blocking(&c);
}
