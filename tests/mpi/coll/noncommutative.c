/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * noncommutative: an operation of the user whose operands must keep the order of ranks.
 * An element is the map x -> a x + b modulo 2^31 - 1, packed as a << 32 | b; the
 * operation composes two maps.
 */
#include "../check.h"

enum { LONGEST = 3000 };
static const uint64_t prime = 2147483647;

static uint64_t compose(uint64_t first, uint64_t second)
{
    uint64_t a = first >> 32, b = first & 0xffffffff;
    uint64_t c = second >> 32, d = second & 0xffffffff;

    return (a * c % prime) << 32 | (c * b + d) % prime;
}

static void op_compose(void *in, void *inout, int *count, MPI_Datatype *type)
{
    uint64_t *a = in, *b = inout;

    check(*type == MPI_UINT64_T, "the operation is handed another type");
    for (int i = 0; i < *count; i++)
        b[i] = compose(a[i], b[i]);
}

static uint64_t value_of(int r, int i)
{
    return (uint64_t)(r * 3 + i + 2) << 32 | (uint64_t)(r * r + 5 * i + 1);
}

static uint64_t expected(int i)
{
    uint64_t result = value_of(0, i);

    for (int r = 1; r < size; r++)
        result = compose(result, value_of(r, i));
    return result;
}

static void check_result(const uint64_t *out, int count, const char *what)
{
    for (int i = 0; i < count; i++)
        check(out[i] == expected(i), "%s of %d: [%d] is wrong", what, count, i);
}

static void try_count(int count, MPI_Op op)
{
    uint64_t in[LONGEST], out[LONGEST];

    for (int i = 0; i < count; i++)
        in[i] = value_of(rank, i);
    check_ok(MPI_Allreduce(in, out, count, MPI_UINT64_T, op, MPI_COMM_WORLD));
    check_result(out, count, "MPI_Allreduce");
    for (int root = 0; root < size; root++) {
        check_ok(MPI_Reduce(in, out, count, MPI_UINT64_T, op, root, MPI_COMM_WORLD));
        if (rank == root)
            check_result(out, count, "MPI_Reduce");
    }
}

int main(int argc, char **argv)
{
    MPI_Op op;

    check_init(&argc, &argv);
    check_ok(MPI_Op_create(op_compose, 0, &op));
    try_count(1, op);
    try_count(17, op);
    try_count(LONGEST, op);
    check_ok(MPI_Op_free(&op));
    check(op == MPI_OP_NULL, "MPI_Op_free leaves the handle");
    return finish();
}
