/* SPDX-License-Identifier: BSD-3-Clause */
/* basic.h: the named datatypes as numbers; datatypes and operations are made from one
 * table. */
#ifndef OBJ_BASIC_H
#define OBJ_BASIC_H

#include <mpi.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* What the optional Fortran types are made of where the compiler has them; elsewhere they
 * are carried but not computed with. */
#ifdef HAVE__FLOAT16
typedef _Float16 basic_float16;
#else
typedef struct {
    uint16_t bits;
} basic_float16;
#endif
#ifdef HAVE___FLOAT128
typedef __float128 basic_float128;
#else
typedef struct {
    _Alignas(16) uint64_t bits[2];
} basic_float128;
#endif
#ifdef HAVE___INT128
typedef __int128 basic_int128;
#else
typedef struct {
    _Alignas(16) uint64_t bits[2];
} basic_int128;
#endif
typedef struct {
    basic_float16 re, im;
} basic_complex16;
typedef struct {
    basic_float128 re, im;
} basic_complex128;

/* Pairs of MPI_MINLOC and MPI_MAXLOC (MPI 5.0, 6.9.4): a value and an index. */
struct basic_float_int {
    float value;
    int index;
};
struct basic_double_int {
    double value;
    int index;
};
struct basic_long_int {
    long value;
    int index;
};
struct basic_2int {
    int value;
    int index;
};
struct basic_short_int {
    short value;
    int index;
};
struct basic_long_double_int {
    long double value;
    int index;
};
struct basic_2real {
    float value;
    float index;
};
struct basic_2double {
    double value;
    double index;
};

/* BASIC_NONE is a derived datatype; BASIC_MPI_INT is MPI_INT, and so on. */
enum basic {
    BASIC_NONE = 0,
#define B(handle, c_type, arithmetic, family) BASIC_##handle,
#include "obj/basic.def"
#undef B
    BASIC_COUNT
};

#endif
