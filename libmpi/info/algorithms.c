/* SPDX-License-Identifier: BSD-3-Clause */
/* algorithms.c: the tables of the collective operations (coll/algorithm.h).  The first
 * row of an operation that fits is taken. */
#include <stdio.h>
#include <string.h>

#include "coll/algorithm.h"
#include "info/out.h"
#include "info/sections.h"

static void append(char *text, size_t size, const char *condition)
{
    size_t length = strlen(text);

    snprintf(text + length, size - length, "%s%s", length ? ", " : "", condition);
}

/* What must be so, in words. */
static void tell_conditions(const struct algorithm *row)
{
    char text[128] = "";

    if (row->one_node || row->near)
        append(text, sizeof text, "ranks of one node");
    if (row->across)
        append(text, sizeof text, "ranks of several nodes");
    if (row->columns)
        append(text, sizeof text, "as many on each");
    if (row->commutative)
        append(text, sizeof text, "an operation that commutes");
    if (row->power_of_two)
        append(text, sizeof text, "a power of two of ranks");
    if (text[0])
        out_text(NULL, "%s", text);
    else
        out_none(NULL);
}

static void tell_bound(MPI_Count bound)
{
    if (bound)
        out_number(NULL, bound);
    else
        out_none(NULL);
}

static void tell_row(const struct operation *operation, const struct algorithm *row)
{
    out_row();
    out_text(NULL, "%s", operation->name);
    out_text(NULL, "%s", row->name);
    tell_bound(row->max_bytes);
    tell_bound(row->max_ranks);
    tell_conditions(row);
    out_text(NULL, "%s=%s", env_name(operation->variable), row->name);
    out_row_end();
}

void tell_algorithms(void)
{
    static const struct out_column columns[] = {
        { "operation", 26 }, { "algorithm", 20 }, { "max_bytes", 9 }, { "max_ranks", 9 },
        { "needs", 45 },     { "chosen_by", 0 },  { NULL, 0 },
    };

    out_list("algorithms", columns);
    for (int kind = 0; kind < COLL_KINDS; kind++) {
        const struct operation *operation = coll_operation((enum coll_kind)kind);
        const struct algorithm *row = operation->algorithms;

        for (; row && row->name; row++)
            tell_row(operation, row);
    }
    out_list_end();
}
