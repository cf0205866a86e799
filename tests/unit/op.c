/* SPDX-License-Identifier: BSD-3-Clause */
/* op: every predefined operation on every named type, against the plain C expression;
 * what the standard does not define is refused; functions of users get what MPI promises.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <complex.h>
#include <limits.h>
#include <math.h>

#include "obj/op.h"
#include "util/err.h"

/* Odd, so that vector loops have a remainder. */
enum { N = 67 };

static const struct {
    enum basic basic;
    const char *name;
    const char *family;
} types[] = {
#define B(handle, c_type, arithmetic, family) { BASIC_##handle, #handle, #family },
#include "obj/basic.def"
#undef B
};

static int setup(void **state)
{
    (void)state;
    return op_init();
}

static int teardown(void **state)
{
    (void)state;
    op_fini();
    return 0;
}

/* Types that a compiler may lack; the others must be there. */
static bool is_optional(const char *name)
{
    return !strcmp(name, "MPI_REAL2") || !strcmp(name, "MPI_COMPLEX4") ||
           !strcmp(name, "MPI_COMPLEX32") || strstr(name, "16");
}

/* False, and nothing is done, if the compiler had no such type. */
static bool apply(MPI_Op handle, enum basic basic, const void *in, void *inout,
                  size_t size)
{
    op_t *op = op_of(handle);
    int error;

    assert_non_null(op);
    error = op_check(op, basic, "the type");
    if (error && is_optional(types[basic - 1].name))
        return false;
    assert_int_equal(error, MPI_SUCCESS);
    op_apply(op, in, inout, N, basic, MPI_DATATYPE_NULL, (MPI_Count)size);
    return true;
}

/* Applies op to a and a copy of b, and compares each element with expression(x, y). */
#define EXPECT(op, basic, c_type, expression)                                            \
    do {                                                                                 \
        c_type result[N];                                                                \
                                                                                         \
        memcpy(result, b, sizeof result);                                                \
        if (!apply(op, basic, a, result, sizeof(c_type)))                                \
            break;                                                                       \
        for (int i = 0; i < N; i++) {                                                    \
            const c_type x = a[i], y = b[i];                                             \
            if (result[i] != (c_type)(expression))                                       \
                fail_msg("%p on type %d, element %d", (void *)op, basic, i);             \
        }                                                                                \
    } while (0)

/* Holds every result before it is cut to the type's width.  Types that the compiler lacks
 * have a stand-in here, which is compiled and not run. */
#ifdef HAVE___INT128
typedef unsigned __int128 wide;
#else
typedef uint64_t wide;
#    define basic_int128 int64_t
#endif
#ifndef HAVE__FLOAT16
#    define basic_float16 float
#endif
#ifndef HAVE___FLOAT128
#    define basic_float128 double
#endif

#define EXPECT_BITWISE(basic, c_type)                                                    \
    EXPECT(MPI_BAND, basic, c_type, x &y);                                               \
    EXPECT(MPI_BOR, basic, c_type, x | y);                                               \
    EXPECT(MPI_BXOR, basic, c_type, x ^ y)
#define EXPECT_MULTI(basic, c_type)                                                      \
    EXPECT_BITWISE(basic, c_type);                                                       \
    EXPECT(MPI_SUM, basic, c_type, (wide)x + (wide)y);                                   \
    EXPECT(MPI_PROD, basic, c_type, (wide)x *(wide)y);                                   \
    EXPECT(MPI_MIN, basic, c_type, x < y ? x : y);                                       \
    EXPECT(MPI_MAX, basic, c_type, x > y ? x : y)
#define EXPECT_LOGICAL(basic, c_type)                                                    \
    EXPECT(MPI_LAND, basic, c_type, x &&y);                                              \
    EXPECT(MPI_LOR, basic, c_type, x || y);                                              \
    EXPECT(MPI_LXOR, basic, c_type, !x != !y)
#define EXPECT_INTEGER(basic, c_type)                                                    \
    EXPECT_MULTI(basic, c_type);                                                         \
    EXPECT_LOGICAL(basic, c_type)
#define EXPECT_BYTE(basic, c_type) EXPECT_BITWISE(basic, c_type)
#define EXPECT_FLOATING(basic, c_type)                                                   \
    EXPECT(MPI_SUM, basic, c_type, x + y);                                               \
    EXPECT(MPI_PROD, basic, c_type, x *y);                                               \
    EXPECT(MPI_MIN, basic, c_type, x < y ? x : y);                                       \
    EXPECT(MPI_MAX, basic, c_type, x > y ? x : y)

/* Values of both signs and, in wide types, ones whose sum and product overflow; many
 * zeros and equal pairs for the logical operations. */
#define FILL_MULTI(c_type)                                                               \
    do {                                                                                 \
        for (int i = 0; i < N; i++) {                                                    \
            wide mix = (wide)(i + 1) * 0x9e3779b97f4a7c15u * 0xd1b54a32d192ed03u;        \
                                                                                         \
            a[i] = i % 4 == 0 ? (c_type)0 : (c_type)mix;                                 \
            b[i] = i % 3 == 0 ? (c_type)0 : (c_type)(mix >> 5);                          \
            if (i % 7 == 0)                                                              \
                b[i] = a[i];                                                             \
        }                                                                                \
    } while (0)
#define FILL_INTEGER(c_type) FILL_MULTI(c_type)
#define FILL_LOGICAL(c_type) FILL_MULTI(c_type)
#define FILL_BYTE(c_type)    FILL_MULTI(c_type)
#define FILL_FLOATING(c_type)                                                            \
    do {                                                                                 \
        for (int i = 0; i < N; i++) {                                                    \
            a[i] = (c_type)(i % 5 - 2);                                                  \
            b[i] = (c_type)(i % 7 - 3);                                                  \
        }                                                                                \
    } while (0)

/* The families with one element per C value, checked for each named type of basic.def. */
#define CHECK(basic, c_type, family)                                                     \
    {                                                                                    \
        c_type a[N], b[N];                                                               \
        FILL_##family(c_type);                                                           \
        EXPECT_##family(basic, c_type);                                                  \
    }
#define SCALAR_MULTI(basic, c_type, family)    CHECK(basic, c_type, family)
#define SCALAR_INTEGER(basic, c_type, family)  CHECK(basic, c_type, family)
#define SCALAR_LOGICAL(basic, c_type, family)  CHECK(basic, c_type, family)
#define SCALAR_BYTE(basic, c_type, family)     CHECK(basic, c_type, family)
#define SCALAR_FLOATING(basic, c_type, family) CHECK(basic, c_type, family)
#define SCALAR_COMPLEX(basic, c_type, family)
#define SCALAR_PAIR(basic, c_type, family)
#define SCALAR_CHARACTER(basic, c_type, family)
#define SCALAR_PACKED(basic, c_type, family)

static void scalar_types(void **state)
{
    (void)state;
#define B(handle, c_type, arithmetic, family)                                            \
    SCALAR_##family(BASIC_##handle, c_type, family)
#include "obj/basic.def"
#undef B
}

static void complex_types(void **state)
{
    double _Complex a[N], b[N], sum[N], product[N];

    (void)state;
    for (int i = 0; i < N; i++) {
        a[i] = i - 30 + (7 - i) * I;
        sum[i] = product[i] = b[i] = 2 * i + (i - 5) * I;
    }
    apply(MPI_SUM, BASIC_MPI_C_DOUBLE_COMPLEX, a, sum, sizeof *a);
    apply(MPI_PROD, BASIC_MPI_COMPLEX16, a, product, sizeof *a);
    for (int i = 0; i < N; i++) {
        assert_true(sum[i] == a[i] + b[i]);
        assert_true(product[i] == a[i] * b[i]);
    }
}

static void complex_of_every_width(void **state)
{
    float _Complex f[2][N];
    long double _Complex l[2][N];

    (void)state;
    for (int i = 0; i < N; i++) {
        f[0][i] = l[0][i] = 1 + i * I;
        f[1][i] = l[1][i] = i + 2 * I;
    }
    apply(MPI_PROD, BASIC_MPI_COMPLEX, f[0], f[1], sizeof **f);
    apply(MPI_PROD, BASIC_MPI_C_LONG_DOUBLE_COMPLEX, l[0], l[1], sizeof **l);
    for (int i = 0; i < N; i++) {
        assert_true(f[1][i] == -i + (i * i + 2) * I);
        assert_true(l[1][i] == -i + (i * i + 2) * I);
    }
#ifdef HAVE___FLOAT128
    basic_complex128 q[2][N];

    for (int i = 0; i < N; i++) {
        q[0][i] = (basic_complex128){ 1, i };
        q[1][i] = (basic_complex128){ i, 2 };
    }
    apply(MPI_SUM, BASIC_MPI_COMPLEX32, q[0], q[1], sizeof **q);
    for (int i = 0; i < N; i++)
        assert_true(q[1][i].re == i + 1 && q[1][i].im == i + 2);
#endif
}

/* value: 0 smaller left, 1 equal, 2 larger left; of equal values the lower index wins. */
#define CHECK_PAIR(basic, c_type, ...)                                                   \
    {                                                                                    \
        c_type a[N], min[N], max[N];                                                     \
                                                                                         \
        for (int i = 0; i < N; i++) {                                                    \
            a[i] = (c_type){ (short)(i % 3), (short)(i % 5) };                           \
            min[i] = max[i] = (c_type){ 1, 2 };                                          \
        }                                                                                \
        apply(MPI_MINLOC, basic, a, min, sizeof(c_type));                                \
        apply(MPI_MAXLOC, basic, a, max, sizeof(c_type));                                \
        for (int i = 0; i < N; i++) {                                                    \
            int tie = i % 5 < 2 ? i % 5 : 2;                                             \
                                                                                         \
            assert_true(min[i].value == (i % 3 == 0 ? 0 : 1));                           \
            assert_true(min[i].index == (i % 3 == 0 ? i % 5 : i % 3 == 1 ? tie : 2));    \
            assert_true(max[i].value == (i % 3 == 2 ? 2 : 1));                           \
            assert_true(max[i].index == (i % 3 == 2 ? i % 5 : i % 3 == 1 ? tie : 2));    \
        }                                                                                \
    }
#define PAIRED_PAIR(basic, c_type) CHECK_PAIR(basic, c_type)
#define PAIRED_MULTI(basic, c_type)
#define PAIRED_INTEGER(basic, c_type)
#define PAIRED_LOGICAL(basic, c_type)
#define PAIRED_BYTE(basic, c_type)
#define PAIRED_FLOATING(basic, c_type)
#define PAIRED_COMPLEX(basic, c_type)
#define PAIRED_CHARACTER(basic, c_type)
#define PAIRED_PACKED(basic, c_type)

static void pairs(void **state)
{
    (void)state;
#define B(handle, c_type, arithmetic, family) PAIRED_##family(BASIC_##handle, c_type)
#include "obj/basic.def"
#undef B
}

static void a_false_comparison_with_nan_keeps_inout(void **state)
{
    float a[N], b[N];

    (void)state;
    for (int i = 0; i < N; i++) {
        a[i] = NAN;
        b[i] = i;
    }
    apply(MPI_MIN, BASIC_MPI_FLOAT, a, b, sizeof *a);
    apply(MPI_MAX, BASIC_MPI_FLOAT, a, b, sizeof *a);
    for (int i = 0; i < N; i++)
        assert_true(b[i] == i);
}

/* MPI 5.0, 6.9.2: which operation takes which family. */
static const struct {
    MPI_Op op;
    const char *families;
} legal[] = {
    { MPI_SUM, "INTEGER MULTI FLOATING COMPLEX" },
    { MPI_PROD, "INTEGER MULTI FLOATING COMPLEX" },
    { MPI_MIN, "INTEGER MULTI FLOATING" },
    { MPI_MAX, "INTEGER MULTI FLOATING" },
    { MPI_BAND, "INTEGER MULTI BYTE" },
    { MPI_BOR, "INTEGER MULTI BYTE" },
    { MPI_BXOR, "INTEGER MULTI BYTE" },
    { MPI_LAND, "INTEGER LOGICAL" },
    { MPI_LOR, "INTEGER LOGICAL" },
    { MPI_LXOR, "INTEGER LOGICAL" },
    { MPI_MINLOC, "PAIR" },
    { MPI_MAXLOC, "PAIR" },
    { MPI_REPLACE, "" },
    { MPI_NO_OP, "" },
};

static void only_legal_types_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < array_length(legal); i++)
        for (size_t t = 0; t < array_length(types); t++) {
            bool want = strstr(legal[i].families, types[t].family) != NULL;
            int got = op_check(op_of(legal[i].op), types[t].basic, types[t].name);

            if (want && got != MPI_SUCCESS && is_optional(types[t].name))
                continue;
            if (got != (want ? MPI_SUCCESS : MPI_ERR_OP))
                fail_msg("operation %zu on %s: %d", i, types[t].name, got);
        }
}

static void a_refusal_names_both_and_what_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(op_check(op_of(MPI_SUM), BASIC_MPI_CHAR, "MPI_CHAR"), MPI_ERR_OP);
    assert_string_equal(err_text(),
                        "MPI_SUM is not defined for MPI_CHAR: it takes integer, "
                        "floating-point, complex and multi-language types");
    assert_int_equal(op_check(op_of(MPI_MAX), BASIC_NONE, "mine"), MPI_ERR_OP);
    assert_non_null(strstr(err_text(), "derived datatype \"mine\""));
    assert_int_equal(op_check(op_of(MPI_REPLACE), BASIC_MPI_INT, "MPI_INT"), MPI_ERR_OP);
    assert_non_null(strstr(err_text(), "MPI_Accumulate"));
}

static void replace_and_no_op(void **state)
{
    char a[4] = "abc", b[4] = "xyz";

    (void)state;
    op_apply(op_of(MPI_NO_OP), a, b, 4, BASIC_MPI_CHAR, MPI_CHAR, 1);
    assert_string_equal(b, "xyz");
    op_apply(op_of(MPI_REPLACE), a, b, 4, BASIC_MPI_CHAR, MPI_CHAR, 1);
    assert_string_equal(b, "abc");
}

static void handles_live_between_init_and_fini(void **state)
{
    (void)state;
    assert_null(op_of(MPI_OP_NULL));
    assert_ptr_equal(object_handle(&op_of(MPI_SUM)->object), MPI_SUM);
    assert_true(op_of(MPI_MINLOC)->commutative);
    assert_false(op_of(MPI_REPLACE)->commutative);
    op_fini();
    assert_null(op_of(MPI_SUM));
    op_init();
}

static MPI_Count seen;
static int calls;

static void subtract(void *in, void *inout, int *len, MPI_Datatype *type)
{
    assert_ptr_equal(*type, MPI_INT);
    for (int i = 0; i < *len; i++)
        ((int *)inout)[i] = ((int *)in)[i] - ((int *)inout)[i];
    *type = MPI_DATATYPE_NULL;
}

static void users_function(void **state)
{
    int a[3] = { 10, 20, 30 }, b[3] = { 1, 2, 3 };
    op_t *op;

    (void)state;
    assert_int_equal(op_create(subtract, NULL, false, &op), MPI_SUCCESS);
    assert_int_equal(op_check(op, BASIC_NONE, "derived"), MPI_SUCCESS);
    op_apply(op, a, b, 3, BASIC_MPI_INT, MPI_INT, sizeof(int));
    assert_int_equal(b[0], 9);
    assert_int_equal(b[2], 27);
    object_put(&op->object);
}

/* The elements have extent 0, so that many need no memory. */
static void count_int(void *in, void *inout, int *len, MPI_Datatype *type)
{
    (void)in, (void)inout;
    assert_ptr_equal(*type, MPI_INT);
    seen += *len;
    calls++;
    *len = -1;
    *type = MPI_BYTE;
}

static void count_large(void *in, void *inout, MPI_Count *len, MPI_Datatype *type)
{
    (void)in, (void)inout, (void)type;
    seen += *len;
    calls++;
}

static void many_elements_reach_a_function_of_int_in_pieces(void **state)
{
    const MPI_Count count = 2 * (MPI_Count)INT_MAX + 5;
    char a = 0, b = 0;
    op_t *small, *large;

    (void)state;
    op_create(count_int, NULL, true, &small);
    op_create(NULL, count_large, true, &large);

    seen = calls = 0;
    op_apply(small, &a, &b, count, BASIC_NONE, MPI_INT, 0);
    assert_true(seen == count);
    assert_int_equal(calls, 3);

    seen = calls = 0;
    op_apply(large, &a, &b, count, BASIC_NONE, MPI_INT, 0);
    assert_true(seen == count);
    assert_int_equal(calls, 1);
    object_put(&small->object);
    object_put(&large->object);
}

static void an_operation_needs_a_function(void **state)
{
    op_t *op = NULL;

    (void)state;
    assert_int_equal(op_create(NULL, NULL, true, &op), MPI_ERR_ARG);
    assert_null(op);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalar_types),
        cmocka_unit_test(complex_types),
        cmocka_unit_test(complex_of_every_width),
        cmocka_unit_test(pairs),
        cmocka_unit_test(a_false_comparison_with_nan_keeps_inout),
        cmocka_unit_test(only_legal_types_are_taken),
        cmocka_unit_test(a_refusal_names_both_and_what_is_allowed),
        cmocka_unit_test(replace_and_no_op),
        cmocka_unit_test(handles_live_between_init_and_fini),
        cmocka_unit_test(users_function),
        cmocka_unit_test(many_elements_reach_a_function_of_int_in_pieces),
        cmocka_unit_test(an_operation_needs_a_function),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
