/* SPDX-License-Identifier: BSD-3-Clause */
/* counts.h: the counts that tests of collectives go through; the last one is in the
 * millions. */
#ifndef COUNTS_H
#define COUNTS_H

static const int counts[] = { 0, 1, 2, 7, 1000, 4096, 30011, 1000000 };

enum { COUNTS = sizeof counts / sizeof counts[0] };

/* Large counts run with few roots, or the test would take minutes. */
static inline int roots(int count)
{
    return count > 5000 && size > 2 ? 2 : size;
}

#endif
