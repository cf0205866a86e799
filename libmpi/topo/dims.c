/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * dims.c: a search through all ways to write a number as a product of n factors that do
 * not increase, from the smallest first factor on.  A branch is left as soon as its
 * factors are farther apart than those of the best way so far; with that, numbers with
 * hundreds of divisors take microseconds.
 */
#include "topo/dims.h"

#include <mpi.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "util/err.h"

struct search {
    int *divisors, ndivisors; /* of the number, increasing */
    int n;                    /* factors */
    int *current, *best;
    int spread; /* of best: its largest factor less its smallest */
};

/* base^n >= number? */
static bool reaches(int base, int n, int number)
{
    long power = 1;

    while (n-- > 0 && power < number)
        power *= base;
    return power >= number;
}

/* The smallest of n factors of number is at most number^(1/n). */
static bool can_improve(const struct search *s, int number, int n)
{
    long floor = (long)s->current[0] - s->spread + 1; /* what the smallest must be */

    return floor <= 1 || !reaches((int)floor - 1, n, number);
}

static void keep(struct search *s)
{
    int spread = s->current[0] - s->current[s->n - 1];

    if (spread >= s->spread)
        return;
    s->spread = spread;
    memcpy(s->best, s->current, (size_t)s->n * sizeof *s->best);
}

/* Chooses factor number `depth`, at most `most`, and those after it. */
static void descend(struct search *s, int depth, int number, int most)
{
    int left = s->n - depth;

    if (left == 0) {
        keep(s);
        return;
    }
    for (int i = 0; i < s->ndivisors && s->divisors[i] <= most; i++) {
        int factor = s->divisors[i];

        if (number % factor || !reaches(factor, left, number))
            continue;
        s->current[depth] = factor;
        if (!can_improve(s, number, left))
            return;
        descend(s, depth + 1, number / factor, factor);
    }
}

/* No int has more than 1600 divisors. */
enum { MOST_DIVISORS = 1600 };

static void list_divisors(struct search *s, int number)
{
    int large = MOST_DIVISORS;

    s->ndivisors = 0;
    for (int i = 1; (long)i * i <= number; i++) {
        if (number % i)
            continue;
        s->divisors[s->ndivisors++] = i;
        if (i != number / i)
            s->divisors[--large] = number / i;
    }
    memmove(s->divisors + s->ndivisors, s->divisors + large,
            (size_t)(MOST_DIVISORS - large) * sizeof *s->divisors);
    s->ndivisors += MOST_DIVISORS - large;
}

/* number as a product of n balanced factors. */
static int balance(int number, int n, int *factors)
{
    int *room = malloc((MOST_DIVISORS + (size_t)n) * sizeof *room);
    struct search search = {
        .divisors = room,
        .n = n,
        .current = room + MOST_DIVISORS,
        .best = factors,
        .spread = number - 1,
    };

    if (!room)
        return err(MPI_ERR_NO_MEM, "no memory for %d dimensions", n);
    for (int i = 0; i < n; i++) /* the worst way, to begin with */
        factors[i] = i == 0 ? number : 1;
    list_divisors(&search, number);
    descend(&search, 0, number, number);
    free(room);
    return MPI_SUCCESS;
}

/* How many dimensions are open, and the product of the others. */
static int check(int nodes, int ndims, const int *dims, int *open, long *product)
{
    *open = 0;
    *product = 1;
    if (nodes <= 0)
        return err(MPI_ERR_ARG, "nnodes is %d: it must be positive", nodes);
    if (ndims < 0)
        return err(MPI_ERR_DIMS, "ndims is %d: it must not be negative", ndims);
    if (ndims > 0 && !dims)
        return err(MPI_ERR_ARG, "dims is NULL: pass an array of %d", ndims);
    for (int i = 0; i < ndims; i++) {
        if (dims[i] < 0)
            return err(MPI_ERR_DIMS,
                       "dims[%d] is %d: it must be positive, or 0 to have it chosen", i,
                       dims[i]);
        *open += dims[i] == 0;
        if (dims[i] > 0 && *product <= nodes)
            *product *= dims[i];
    }
    if (nodes % *product || (*open == 0 && ndims > 0 && *product != nodes))
        return err(MPI_ERR_DIMS,
                   "%d processes in a grid whose given dimensions take %ld%s", nodes,
                   *product, *open ? ", of which it is no multiple" : "");
    return MPI_SUCCESS;
}

int dims_create(int nodes, int ndims, int *dims)
{
    int open, next = 0, error, *factors;
    long product;

    error = check(nodes, ndims, dims, &open, &product);
    if (error || open == 0)
        return error;
    factors = malloc((size_t)open * sizeof *factors);
    if (!factors)
        return err(MPI_ERR_NO_MEM, "no memory for %d dimensions", open);
    error = balance((int)(nodes / product), open, factors);
    for (int i = 0; !error && i < ndims; i++)
        if (dims[i] == 0)
            dims[i] = factors[next++];
    free(factors);
    return error;
}
