/* SPDX-License-Identifier: BSD-3-Clause */
/* category.h: the variables by what they are about (MPI 5.0, 15.3.9). */
#ifndef TOOL_CATEGORY_H
#define TOOL_CATEGORY_H

#include <stdbool.h>

struct category {
    const char *name, *help;
    bool (*has_cvar)(int number);
    bool (*has_pvar)(int number);
};

int category_count(void);
const struct category *category_at(int number);

/* Its number, -1 if none has this name. */
int category_find(const char *name);

/* How many of the variables 0 to count - 1 are in it; the first `room` of them are
 * written to indices. */
int category_members(bool (*has)(int number), int count, int room, int *indices);

#endif
