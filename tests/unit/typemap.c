/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/typemap.h"

#include <stdlib.h>

#include "type/type.h"

long typemap_size_of(enum basic basic)
{
    return type_named(basic)->size;
}

static long min(long a, long b)
{
    return a < b ? a : b;
}

static long max(long a, long b)
{
    return a > b ? a : b;
}

long typemap_size(const struct typemap *m)
{
    long size = 0;

    for (int i = 0; i < m->n; i++)
        size += typemap_size_of(m->entry[i].basic);
    return size;
}

void typemap_true_bounds(const struct typemap *m, long *lb, long *ub)
{
    *lb = *ub = 0;
    for (int i = 0; i < m->n; i++) {
        long low = m->entry[i].at, high = low + typemap_size_of(m->entry[i].basic);

        *lb = i ? min(*lb, low) : low;
        *ub = i ? max(*ub, high) : high;
    }
}

void typemap_bounds(const struct typemap *m, long *lb, long *ub)
{
    long align = 1;

    *lb = m->marks.set ? m->marks.low : m->ends.low;
    *ub = m->marks.set ? m->marks.high : m->ends.high;
    if (m->marks.set)
        return;
    for (int i = 0; i < m->n; i++)
        align = max(align, type_named(m->entry[i].basic)->align);
    while ((*ub - *lb) % align)
        ++*ub;
}

long typemap_extent(const struct typemap *m)
{
    long lb, ub;

    typemap_bounds(m, &lb, &ub);
    return ub - lb;
}

void typemap_mark(struct typemap *m, long low, long high)
{
    m->marks.low = m->marks.set ? min(m->marks.low, low) : low;
    m->marks.high = m->marks.set ? max(m->marks.high, high) : high;
    m->marks.set = true;
}

void typemap_end(struct typemap *m, long low, long high)
{
    m->ends.low = m->ends.set ? min(m->ends.low, low) : low;
    m->ends.high = m->ends.set ? max(m->ends.high, high) : high;
    m->ends.set = true;
}

bool typemap_place(struct typemap *to, const struct typemap *m, long at)
{
    long lb, ub;

    if (to->n + m->n > TYPEMAP_ENTRIES || labs(at) > TYPEMAP_REACH)
        return false;
    for (int i = 0; i < m->n; i++) {
        to->entry[to->n] = m->entry[i];
        to->entry[to->n++].at += at;
    }
    typemap_bounds(m, &lb, &ub);
    if (m->marks.set)
        typemap_mark(to, lb + at, ub + at);
    else if (m->n > 0)
        typemap_end(to, lb + at, ub + at);
    return true;
}

bool typemap_place_block(struct typemap *to, const struct typemap *m, long at, long count)
{
    for (long i = 0; i < count; i++)
        if (!typemap_place(to, m, at + i * typemap_extent(m)))
            return false;
    return true;
}
