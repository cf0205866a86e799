/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * coll_case.h: what the tests of collectives share: buffers whose every byte is compared,
 * and the run of one collective over all ranks of a fake team.
 *
 * An element is two ints.  They lie side by side (DENSE), or apart, in elements that
 * overhang on the left and have a gap (GAPPY): both have the same type signature.
 */
#ifndef TESTS_COLL_CASE_H
#define TESTS_COLL_CASE_H

#include "coll/algorithm.h"
#include "fake_team.h"

enum { MOST_RANKS = 33 };

enum shape { DENSE, GAPPY, SHAPES };

/* Makes the types and operations that tests need, and takes them away again; cmocka's
 * group set-up and tear-down. */
int case_set_up(void **state);
int case_tear_down(void **state);

datatype_t *case_type(enum shape shape);

/* Composition of affine maps modulo 2^16, two numbers in one int: associative, but it does
 * not commute. */
unsigned case_compose(unsigned left, unsigned right);
op_t *case_composition(void);

/* Room for so many elements between margins, all bytes filled with the same pattern. */
struct store {
    enum shape shape;
    char *memory;
    size_t bytes;
    char *origin; /* the buffer argument */
};

struct store store_create(enum shape shape, int elements);
void store_destroy(struct store *store);
int *store_int(const struct store *store, long element, int which);

/* Fails the test, naming `what`, if any byte differs. */
void store_expect(const struct store *store, const struct store *expected,
                  const char *what);

/* Runs one collective: c[rank] has everything but the team.  A NULL builder lets
 * coll_build choose.  Fails the test if it ends with an error. */
void case_run(struct coll *c, int ranks, coll_build_f *build, unsigned seed);

#endif
