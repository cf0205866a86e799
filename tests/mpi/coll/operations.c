/* SPDX-License-Identifier: BSD-3-Clause */
/* operations: every predefined operation on integers, and those that doubles have. */
#include "../check.h"

enum { COUNT = 37 };

/* What rank r puts at i: small, of both signs, sometimes 0. */
static int value_of(int r, int i)
{
    return (r * 5 + i * 3) % 7 - 2;
}

static long apply(MPI_Op op, long a, long b)
{
    if (op == MPI_SUM)
        return a + b;
    if (op == MPI_PROD)
        return a * b;
    if (op == MPI_MAX)
        return a > b ? a : b;
    if (op == MPI_MIN)
        return a < b ? a : b;
    if (op == MPI_LAND)
        return a && b;
    if (op == MPI_LOR)
        return a || b;
    if (op == MPI_LXOR)
        return !a != !b;
    if (op == MPI_BAND)
        return a & b;
    if (op == MPI_BOR)
        return a | b;
    return a ^ b;
}

static long expected(MPI_Op op, int i)
{
    long result = value_of(0, i);

    for (int r = 1; r < size; r++)
        result = apply(op, result, value_of(r, i));
    return result;
}

#define TRY(c, type, op)                                                                 \
    do {                                                                                 \
        c in[COUNT], out[COUNT];                                                         \
                                                                                         \
        for (int i = 0; i < COUNT; i++)                                                  \
            in[i] = (c)value_of(rank, i);                                                \
        check_ok(MPI_Allreduce(in, out, COUNT, type, op, MPI_COMM_WORLD));               \
        for (int i = 0; i < COUNT && (size > 1 || (op) == MPI_SUM); i++)                 \
            check(out[i] == (c)expected(op, i),                                          \
                  #type ", operation %d: [%d] is %ld, not %ld", (int)(size_t)(op), i,    \
                  (long)out[i], expected(op, i));                                        \
    } while (0)

static void on_integers(void)
{
    static const MPI_Op ops[] = { MPI_SUM, MPI_PROD, MPI_MAX,  MPI_MIN, MPI_LAND,
                                  MPI_LOR, MPI_LXOR, MPI_BAND, MPI_BOR, MPI_BXOR };

    for (size_t k = 0; k < sizeof ops / sizeof ops[0]; k++) {
        TRY(int, MPI_INT, ops[k]);
        TRY(long, MPI_LONG, ops[k]);
        TRY(short, MPI_SHORT, ops[k]);
    }
}

static void on_floats(void)
{
    static const MPI_Op ops[] = { MPI_SUM, MPI_PROD, MPI_MAX, MPI_MIN };

    for (size_t k = 0; k < sizeof ops / sizeof ops[0]; k++) {
        TRY(double, MPI_DOUBLE, ops[k]);
        TRY(float, MPI_FLOAT, ops[k]);
        TRY(long double, MPI_LONG_DOUBLE, ops[k]);
    }
}

/* Of equal values the one with the lower index counts (MPI 5.0, 6.9.4). */
static void locations(void)
{
    struct {
        double value;
        int index;
    } in = { -(rank / 2), rank }, low, high;
    int pair[2] = { rank % 3, rank }, best[2];

    check_ok(MPI_Allreduce(&in, &low, 1, MPI_DOUBLE_INT, MPI_MINLOC, MPI_COMM_WORLD));
    check(low.value == -((size - 1) / 2) && low.index == (size - 1) / 2 * 2,
          "MPI_MINLOC gives %g at %d", low.value, low.index);
    check_ok(MPI_Allreduce(&in, &high, 1, MPI_DOUBLE_INT, MPI_MAXLOC, MPI_COMM_WORLD));
    check(high.value == 0 && high.index == 0, "MPI_MAXLOC gives %g at %d", high.value,
          high.index);
    check_ok(MPI_Allreduce(pair, best, 1, MPI_2INT, MPI_MAXLOC, MPI_COMM_WORLD));
    check(best[1] == (size < 3 ? size - 1 : 2), "MPI_MAXLOC gives %d at %d", best[0],
          best[1]);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    on_integers();
    on_floats();
    locations();
    return finish();
}
