/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/ticket.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

int ticket_select(struct ticket *tickets, int size, int color)
{
    int n = 0;

    for (int i = 0; i < size; i++)
        if (tickets[i].color == color)
            tickets[n++] = tickets[i];
    qsort(tickets, (size_t)n, sizeof *tickets, by_key);
    return n;
}
