/* SPDX-License-Identifier: BSD-3-Clause */
/* user_op: an operation outlives its handle while it is in use, and sees the datatype that
 * was passed. */
#include "../check.h"

static void add(void *in, void *inout, int *len, MPI_Datatype *type)
{
    check(*type == MPI_INT, "%p", (void *)*type);
    for (int i = 0; i < *len; i++)
        ((int *)inout)[i] += ((int *)in)[i];
}

static void add_large(void *in, void *inout, MPI_Count *len, MPI_Datatype *type)
{
    int count = (int)*len;

    add(in, inout, &count, type);
}

static void allreduce(MPI_Op op, int commutative)
{
    int in[100], out[100], commute;

    for (int i = 0; i < 100; i++)
        in[i] = rank + i;
    check_ok(MPI_Op_commutative(op, &commute));
    check(commute == commutative, "%d", commute);
    check_ok(MPI_Allreduce(in, out, 100, MPI_INT, op, MPI_COMM_WORLD));
    for (int i = 0; i < 100; i++)
        check(out[i] == size * i + size * (size - 1) / 2, "element %d is %d", i, out[i]);
    check_ok(MPI_Op_free(&op));
}

int main(int argc, char **argv)
{
    MPI_Op op, large, sum = MPI_SUM;
    double in = 1, out;

    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    errors_return(MPI_COMM_WORLD);
    check_ok(MPI_Op_create(add, 1, &op));
    check_ok(MPI_Op_create_c(add_large, 0, &large));
    allreduce(op, 1);
    allreduce(large, 0);
    check_class(MPI_Op_free(&sum), MPI_ERR_OP);
    check_class(MPI_Op_create(NULL, 1, &op), MPI_ERR_ARG);
    check_class(MPI_Allreduce(&in, &out, 1, MPI_DOUBLE, MPI_BAND, MPI_COMM_WORLD),
                MPI_ERR_OP);
    return finish();
}
