/* SPDX-License-Identifier: BSD-3-Clause */
#include "tool/category.h"

#include <stddef.h>
#include <string.h>

#include "coll/algorithm.h"
#include "util/macros.h"

static bool is_algorithm(int number)
{
    for (int kind = 0; kind < COLL_KINDS; kind++)
        if ((int)coll_operation((enum coll_kind)kind)->variable == number)
            return true;
    return false;
}

static bool is_other(int number)
{
    return !is_algorithm(number);
}

static bool all(int number)
{
    (void)number;
    return true;
}

static bool none(int number)
{
    (void)number;
    return false;
}

static const struct category categories[] = {
    { "algorithms", "which algorithm a collective operation takes", is_algorithm, none },
    { "settings", "all other settings", is_other, none },
    { "messages", "what is on its way", none, all },
};

int category_count(void)
{
    return array_length(categories);
}

const struct category *category_at(int number)
{
    return &categories[number];
}

int category_find(const char *name)
{
    for (int i = 0; name && i < category_count(); i++)
        if (strcmp(name, categories[i].name) == 0)
            return i;
    return -1;
}

int category_members(bool (*has)(int number), int count, int room, int *indices)
{
    int members = 0;

    for (int i = 0; i < count; i++) {
        if (!has(i))
            continue;
        if (members < room)
            indices[members] = i;
        members++;
    }
    return members;
}
