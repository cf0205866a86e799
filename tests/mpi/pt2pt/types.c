/* SPDX-License-Identifier: BSD-3-Clause */
/* types: every named type of C carries its bytes, and MPI_Get_count counts in it. */
#include "../check.h"
#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COUNT = 13 };

/* The pair types of MPI_MINLOC; a message carries their two parts, not the gap behind
 * them. */
struct float_int {
    float value;
    int index;
};
struct double_int {
    double value;
    int index;
};
struct long_int {
    long value;
    int index;
};
struct short_int {
    short value;
    int index;
};

static const struct named {
    const char *name;
    MPI_Datatype type;
    size_t size;
} types[] = {
#define NAMED(type, c)                                                                   \
    {                                                                                    \
#        type, type, sizeof(c)                                                           \
    }
    NAMED(MPI_CHAR, char),
    NAMED(MPI_SIGNED_CHAR, signed char),
    NAMED(MPI_UNSIGNED_CHAR, unsigned char),
    NAMED(MPI_BYTE, char),
    NAMED(MPI_PACKED, char),
    NAMED(MPI_SHORT, short),
    NAMED(MPI_UNSIGNED_SHORT, short),
    NAMED(MPI_INT, int),
    NAMED(MPI_UNSIGNED, int),
    NAMED(MPI_LONG, long),
    NAMED(MPI_UNSIGNED_LONG, long),
    NAMED(MPI_LONG_LONG, long long),
    NAMED(MPI_UNSIGNED_LONG_LONG, long long),
    NAMED(MPI_FLOAT, float),
    NAMED(MPI_DOUBLE, double),
    NAMED(MPI_LONG_DOUBLE, long double),
    NAMED(MPI_WCHAR, wchar_t),
    NAMED(MPI_C_BOOL, bool),
    NAMED(MPI_INT8_T, int8_t),
    NAMED(MPI_INT16_T, int16_t),
    NAMED(MPI_INT32_T, int32_t),
    NAMED(MPI_INT64_T, int64_t),
    NAMED(MPI_UINT8_T, int8_t),
    NAMED(MPI_UINT16_T, int16_t),
    NAMED(MPI_UINT32_T, int32_t),
    NAMED(MPI_UINT64_T, int64_t),
    NAMED(MPI_AINT, MPI_Aint),
    NAMED(MPI_COUNT, MPI_Count),
    NAMED(MPI_OFFSET, MPI_Offset),
    NAMED(MPI_C_FLOAT_COMPLEX, float complex),
    NAMED(MPI_C_DOUBLE_COMPLEX, double complex),
    NAMED(MPI_C_LONG_DOUBLE_COMPLEX, long double complex),
    NAMED(MPI_2INT, int[2]),
    NAMED(MPI_FLOAT_INT, struct float_int),
};

static void pass(const struct named *t, int peer)
{
    size_t length = COUNT * t->size;
    unsigned char out[COUNT * 32], in[COUNT * 32] = { 0 };
    MPI_Status status;
    int count = -1;

    fill(out, length, rank, 5);
    check_ok(MPI_Sendrecv(out, COUNT, t->type, peer, 0, in, COUNT, t->type, peer, 0,
                          MPI_COMM_WORLD, &status));
    check_ok(MPI_Get_count(&status, t->type, &count));
    check(count == COUNT, "%s: count %d", t->name, count);
    for (size_t i = 0; i < length; i++)
        check(in[i] == pattern(peer, 5, i), "%s: byte %zu is %d", t->name, i, in[i]);
}

/* Only the two members are looked at: what lies between array elements is nobody's. */
#define PASS_PAIRS(pair, type, peer)                                                     \
    do {                                                                                 \
        struct pair out[3] = { { 1 + rank, 2 }, { 3, 4 + rank }, { 5, -6 } },            \
                    in[3] = { 0 };                                                       \
                                                                                         \
        check_ok(MPI_Sendrecv(out, 3, type, peer, 1, in, 3, type, peer, 1,               \
                              MPI_COMM_WORLD, MPI_STATUS_IGNORE));                       \
        check(in[0].value == 1 + peer && in[1].index == 4 + peer && in[2].index == -6,   \
              #type " came out wrong");                                                  \
    } while (0)

int main(int argc, char **argv)
{
    int peer;

    check_init(&argc, &argv);
    peer = rank ^ 1;
    if (peer >= size)
        peer = rank;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        pass(&types[i], peer);
    PASS_PAIRS(double_int, MPI_DOUBLE_INT, peer);
    PASS_PAIRS(long_int, MPI_LONG_INT, peer);
    PASS_PAIRS(short_int, MPI_SHORT_INT, peer);
    return finish();
}
