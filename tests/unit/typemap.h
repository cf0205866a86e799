/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * typemap.h: datatypes by the book, for tests.  A typemap is a list of basic elements and
 * their displacements, with lower and upper bounds (MPI 5.0, 5.1 and 5.1.6).  Slow, and
 * simple enough to be believed.
 */
#ifndef TESTS_UNIT_TYPEMAP_H
#define TESTS_UNIT_TYPEMAP_H

#include <stdbool.h>

#include "obj/basic.h"

enum { TYPEMAP_ENTRIES = 3000, TYPEMAP_REACH = 1 << 20 };

struct typemap {
    int n;
    struct {
        enum basic basic;
        long at;
    } entry[TYPEMAP_ENTRIES];
    struct {
        bool set;
        long low, high;
    } ends, marks; /* lower and upper bounds, without and with explicit ones */
};

/* Bytes of a basic element, and of all. */
long typemap_size_of(enum basic basic);
long typemap_size(const struct typemap *m);

void typemap_bounds(const struct typemap *m, long *lb, long *ub);
void typemap_true_bounds(const struct typemap *m, long *lb, long *ub);
long typemap_extent(const struct typemap *m);

/* Widens the bounds, explicit ones or others. */
void typemap_mark(struct typemap *m, long low, long high);
void typemap_end(struct typemap *m, long low, long high);

/* Appends m, or a block of count of them, at a displacement; false if the map becomes too
 * long for a test. */
bool typemap_place(struct typemap *to, const struct typemap *m, long at);
bool typemap_place_block(struct typemap *to, const struct typemap *m, long at,
                         long count);

#endif
