/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * op_kernels.c: the loops of the predefined operations.  KERNELS lists them once, as
 * X(operation, arithmetic, C type, expression of a = in[i] and b = inout[i]); it makes
 * the functions and their table.
 *
 * - Every machine must come to the same bits, since the ranks of an allreduce may each
 *   compute the result for themselves: no contraction to fused multiply-add, which some of
 *   the instruction sets lack.  So complex numbers have no clone for AVX-512: GCC 12 fuses
 *   their products there whatever fp-contract says.
 * - Sums and products of integers are computed in unsigned arithmetic: they wrap around,
 *   and signed types need no loops of their own except for minimum and maximum.
 * - NaN takes no special way: a minimum or maximum keeps inout if the comparison is
 * false.
 * - Complex products are the school's formula, which vectorises, not C's with its repair
 * of infinities.
 */
#include "obj/op_kernels.h"

/* GCC leaves loops of unknown length alone below -O3. */
#if defined __GNUC__ && !defined __clang__
#    pragma GCC optimize("O3", "fp-contract=off")
#elif defined __clang__
#    pragma clang fp contract(off)
#endif

#ifdef HAVE_TARGET_CLONES
#    define CLONED         __attribute__((target_clones("avx512f", "avx2", "default")))
#    define CLONED_UNFUSED __attribute__((target_clones("avx2", "default")))
#else
#    define CLONED
#    define CLONED_UNFUSED
#endif

/* What a type computes with; L (logical) is done on words of its width. */
enum arithmetic {
    ARITHMETIC_NONE,
    ARITHMETIC_U8,
    ARITHMETIC_U16,
    ARITHMETIC_U32,
    ARITHMETIC_U64,
    ARITHMETIC_U128,
    ARITHMETIC_I8,
    ARITHMETIC_I16,
    ARITHMETIC_I32,
    ARITHMETIC_I64,
    ARITHMETIC_I128,
    ARITHMETIC_F16,
    ARITHMETIC_F32,
    ARITHMETIC_F64,
    ARITHMETIC_FLD,
    ARITHMETIC_F128,
    ARITHMETIC_C16,
    ARITHMETIC_C32,
    ARITHMETIC_C64,
    ARITHMETIC_CLD,
    ARITHMETIC_C128,
    ARITHMETIC_FLOAT_INT,
    ARITHMETIC_DOUBLE_INT,
    ARITHMETIC_LONG_INT,
    ARITHMETIC_2INT,
    ARITHMETIC_SHORT_INT,
    ARITHMETIC_LONG_DOUBLE_INT,
    ARITHMETIC_2REAL,
    ARITHMETIC_2DOUBLE,
    ARITHMETIC_COUNT,
    ARITHMETIC_BOOL = ARITHMETIC_U8,
    ARITHMETIC_L8 = ARITHMETIC_U8,
    ARITHMETIC_L16 = ARITHMETIC_U16,
    ARITHMETIC_L32 = ARITHMETIC_U32,
    ARITHMETIC_L64 = ARITHMETIC_U64,
    ARITHMETIC_L128 = ARITHMETIC_U128,
};

static const uint8_t arithmetic_of[BASIC_COUNT] = {
#define B(handle, c_type, arithmetic, family) [BASIC_##handle] = ARITHMETIC_##arithmetic,
#include "obj/basic.def"
#undef B
};

/* The families of types, a bit each. */
enum {
    INTEGER = 1,
    MULTI = 2,
    FLOATING = 4,
    COMPLEX = 8,
    LOGICAL = 16,
    BYTE = 32,
    PAIR = 64,
    CHARACTER = 128,
    PACKED = 256,
};

static const uint16_t family_of[BASIC_COUNT] = {
#define B(handle, c_type, arithmetic, family) [BASIC_##handle] = family,
#include "obj/basic.def"
#undef B
};

/* The real and the imaginary part, as C lays out its complex types (C11, 6.2.5). */
struct complex_float {
    float re, im;
};
struct complex_double {
    double re, im;
};
struct complex_long_double {
    long double re, im;
};

/* X(operation, arithmetic, type, expression) for the types of a kind. */
#ifdef HAVE___INT128
#    define WORD128(X, op, ...)   X(op, U128, unsigned __int128, __VA_ARGS__)
#    define SIGNED128(X, op, ...) X(op, I128, __int128, __VA_ARGS__)
#else
#    define WORD128(X, op, ...)
#    define SIGNED128(X, op, ...)
#endif
#ifdef HAVE__FLOAT16
#    define REAL16BIT(X, op, ...)    X(op, F16, basic_float16, __VA_ARGS__)
#    define COMPLEX16BIT(X, op, ...) X(op, C16, basic_complex16, __VA_ARGS__)
#else
#    define REAL16BIT(X, op, ...)
#    define COMPLEX16BIT(X, op, ...)
#endif
#ifdef HAVE___FLOAT128
#    define REAL128BIT(X, op, ...)    X(op, F128, basic_float128, __VA_ARGS__)
#    define COMPLEX128BIT(X, op, ...) X(op, C128, basic_complex128, __VA_ARGS__)
#else
#    define REAL128BIT(X, op, ...)
#    define COMPLEX128BIT(X, op, ...)
#endif

#define WORDS(X, op, ...)                                                                \
    X(op, U8, uint8_t, __VA_ARGS__)                                                      \
    X(op, U16, uint16_t, __VA_ARGS__)                                                    \
    X(op, U32, uint32_t, __VA_ARGS__)                                                    \
    X(op, U64, uint64_t, __VA_ARGS__)                                                    \
    WORD128(X, op, __VA_ARGS__)

#define SIGNED(X, op, ...)                                                               \
    X(op, I8, int8_t, __VA_ARGS__)                                                       \
    X(op, I16, int16_t, __VA_ARGS__)                                                     \
    X(op, I32, int32_t, __VA_ARGS__)                                                     \
    X(op, I64, int64_t, __VA_ARGS__)                                                     \
    SIGNED128(X, op, __VA_ARGS__)

#define REALS(X, op, ...)                                                                \
    X(op, F32, float, __VA_ARGS__)                                                       \
    X(op, F64, double, __VA_ARGS__)                                                      \
    X(op, FLD, long double, __VA_ARGS__)                                                 \
    REAL16BIT(X, op, __VA_ARGS__)                                                        \
    REAL128BIT(X, op, __VA_ARGS__)

#define COMPLEXES(X, op, ...)                                                            \
    X(op, C32, struct complex_float, __VA_ARGS__)                                        \
    X(op, C64, struct complex_double, __VA_ARGS__)                                       \
    X(op, CLD, struct complex_long_double, __VA_ARGS__)                                  \
    COMPLEX16BIT(X, op, __VA_ARGS__)                                                     \
    COMPLEX128BIT(X, op, __VA_ARGS__)

#define PAIRS(X, op, ...)                                                                \
    X(op, FLOAT_INT, struct basic_float_int, __VA_ARGS__)                                \
    X(op, DOUBLE_INT, struct basic_double_int, __VA_ARGS__)                              \
    X(op, LONG_INT, struct basic_long_int, __VA_ARGS__)                                  \
    X(op, 2INT, struct basic_2int, __VA_ARGS__)                                          \
    X(op, SHORT_INT, struct basic_short_int, __VA_ARGS__)                                \
    X(op, LONG_DOUBLE_INT, struct basic_long_double_int, __VA_ARGS__)                    \
    X(op, 2REAL, struct basic_2real, __VA_ARGS__)                                        \
    X(op, 2DOUBLE, struct basic_2double, __VA_ARGS__)

/* Loops of words serve signed and unsigned types: W enters both.  1u keeps the product of
 * two 16-bit words from being computed, and overflowing, as int. */
#define WORD_KERNELS(W)                                                                  \
    WORDS(W, sum, (type)(a + b))                                                         \
    WORDS(W, prod, (type)(1u * a * b))                                                   \
    WORDS(W, band, (a & b))                                                              \
    WORDS(W, bor, (a | b))                                                               \
    WORDS(W, bxor, (a ^ b))                                                              \
    WORDS(W, land, (!!a & !!b))                                                          \
    WORDS(W, lor, (!!a | !!b))                                                           \
    WORDS(W, lxor, !a != !b)

#define KERNELS(X)                                                                       \
    WORDS(X, min, a < b ? a : b)                                                         \
    WORDS(X, max, a > b ? a : b)                                                         \
    SIGNED(X, min, a < b ? a : b)                                                        \
    SIGNED(X, max, a > b ? a : b)                                                        \
    REALS(X, sum, a + b)                                                                 \
    REALS(X, prod, (a * b))                                                              \
    REALS(X, min, a < b ? a : b)                                                         \
    REALS(X, max, a > b ? a : b)                                                         \
    PAIRS(X, minloc, CHOICE(a.value < b.value))                                          \
    PAIRS(X, maxloc, CHOICE(a.value > b.value))

#define COMPLEX_KERNELS(X)                                                               \
    COMPLEXES(X, sum, (type){ a.re + b.re, a.im + b.im })                                \
    COMPLEXES(X, prod, (type){ a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re })

/* Of two pairs a if it comes first, and of equal values the one with the smaller index.
 * No part of it is a branch: which pair wins cannot be foretold. */
#define A_WINS(first) ((first) | ((a.value == b.value) & (a.index < b.index)))
#define CHOICE(first)                                                                    \
    (type)                                                                               \
    {                                                                                    \
        A_WINS(first) ? a.value : b.value, A_WINS(first) ? a.index : b.index             \
    }

#define DEFINE_AS(clones, op, arithmetic, c_type, ...)                                   \
    clones static void op##_##arithmetic(const void *restrict in, void *restrict inout,  \
                                         MPI_Count count)                                \
    {                                                                                    \
        typedef c_type type;                                                             \
        const type *restrict left = in;                                                  \
        type *restrict right = inout;                                                    \
                                                                                         \
        for (MPI_Count i = 0; i < count; i++) {                                          \
            const type a = left[i], b = right[i];                                        \
            right[i] = __VA_ARGS__;                                                      \
        }                                                                                \
    }
#define DEFINE(...)         DEFINE_AS(CLONED, __VA_ARGS__)
#define DEFINE_UNFUSED(...) DEFINE_AS(CLONED_UNFUSED, __VA_ARGS__)
WORD_KERNELS(DEFINE)
KERNELS(DEFINE)
COMPLEX_KERNELS(DEFINE_UNFUSED)

enum { op_sum, op_prod, op_min, op_max, op_band, op_bor, op_bxor };
enum { op_land = op_bxor + 1, op_lor, op_lxor, op_minloc, op_maxloc, op_count };

#define ENTER(op, arithmetic, ...) [op_##op][ARITHMETIC_##arithmetic] = op##_##arithmetic,
#define ENTER_WORD(op, arithmetic, ...)                                                  \
    ENTER(op, arithmetic)                                                                \
    [op_##op][ARITHMETIC_##arithmetic - ARITHMETIC_U8 + ARITHMETIC_I8] =                 \
        op##_##arithmetic,
static op_kernel_f *const kernels[op_count][ARITHMETIC_COUNT] = { WORD_KERNELS(
    ENTER_WORD) KERNELS(ENTER) COMPLEX_KERNELS(ENTER) };

/* MPI 5.0, 6.9.2; Fortran's integers are let through to the logical operations, as
 * everywhere, though the standard names C's only. */
enum {
    ORDERED = INTEGER | MULTI | FLOATING,
    ADDABLE = ORDERED | COMPLEX,
    BITWISE = INTEGER | MULTI | BYTE,
    BOOLEAN = INTEGER | LOGICAL,
};
#define ORDERED_WORDS "integer, floating-point and multi-language types"
#define ADDABLE_WORDS "integer, floating-point, complex and multi-language types"
#define BITWISE_WORDS "integer and multi-language types and MPI_BYTE"
#define BOOLEAN_WORDS "integer and logical types"
#define PAIR_WORDS    "pairs such as MPI_DOUBLE_INT"

static op_kernel_f *const none[ARITHMETIC_COUNT];

#define HANDLE(op) (uint32_t)(uintptr_t)(op), #op
const struct op_kernels op_kernels[] = {
    { HANDLE(MPI_SUM), ADDABLE_WORDS, ADDABLE, kernels[op_sum] },
    { HANDLE(MPI_PROD), ADDABLE_WORDS, ADDABLE, kernels[op_prod] },
    { HANDLE(MPI_MIN), ORDERED_WORDS, ORDERED, kernels[op_min] },
    { HANDLE(MPI_MAX), ORDERED_WORDS, ORDERED, kernels[op_max] },
    { HANDLE(MPI_BAND), BITWISE_WORDS, BITWISE, kernels[op_band] },
    { HANDLE(MPI_BOR), BITWISE_WORDS, BITWISE, kernels[op_bor] },
    { HANDLE(MPI_BXOR), BITWISE_WORDS, BITWISE, kernels[op_bxor] },
    { HANDLE(MPI_LAND), BOOLEAN_WORDS, BOOLEAN, kernels[op_land] },
    { HANDLE(MPI_LOR), BOOLEAN_WORDS, BOOLEAN, kernels[op_lor] },
    { HANDLE(MPI_LXOR), BOOLEAN_WORDS, BOOLEAN, kernels[op_lxor] },
    { HANDLE(MPI_MINLOC), PAIR_WORDS, PAIR, kernels[op_minloc] },
    { HANDLE(MPI_MAXLOC), PAIR_WORDS, PAIR, kernels[op_maxloc] },
    { HANDLE(MPI_REPLACE), "", 0, none },
    { HANDLE(MPI_NO_OP), "", 0, none },
};
const size_t op_kernels_count = sizeof op_kernels / sizeof *op_kernels;

bool op_kernels_legal(const struct op_kernels *op, enum basic basic)
{
    return op->families & family_of[basic];
}

op_kernel_f *op_kernel(const struct op_kernels *op, enum basic basic)
{
    return op->of_arithmetic[arithmetic_of[basic]];
}
