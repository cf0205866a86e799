/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/algorithm.h"

#include <stdio.h>
#include <string.h>

#include "coll/across.h"
#include "coll/columns.h"
#include "coll/node_call.h"
#include "util/err.h"

/* One row per kind, in the order of enum coll_kind. */
static const struct operation operations[COLL_KINDS] = {
    { "MPI_Barrier", ENV_SLIPWAY_BARRIER, barrier_algorithms, barrier_inter },
    { "MPI_Bcast", ENV_SLIPWAY_BCAST, bcast_algorithms, bcast_inter },
    { "MPI_Gather", ENV_SLIPWAY_GATHER, gather_algorithms, gather_inter },
    { "MPI_Gatherv", ENV_SLIPWAY_GATHERV, gatherv_algorithms, gather_inter },
    { "MPI_Scatter", ENV_SLIPWAY_SCATTER, scatter_algorithms, scatter_inter },
    { "MPI_Scatterv", ENV_SLIPWAY_SCATTERV, scatterv_algorithms, scatter_inter },
    { "MPI_Allgather", ENV_SLIPWAY_ALLGATHER, allgather_algorithms, exchange_inter },
    { "MPI_Allgatherv", ENV_SLIPWAY_ALLGATHERV, allgatherv_algorithms, exchange_inter },
    { "MPI_Alltoall", ENV_SLIPWAY_ALLTOALL, alltoall_algorithms, exchange_inter },
    { "MPI_Alltoallv", ENV_SLIPWAY_ALLTOALLV, alltoallv_algorithms, exchange_inter },
    { "MPI_Alltoallw", ENV_SLIPWAY_ALLTOALLW, alltoallv_algorithms, exchange_inter },
    { "MPI_Reduce", ENV_SLIPWAY_REDUCE, reduce_algorithms, reduce_inter },
    { "MPI_Allreduce", ENV_SLIPWAY_ALLREDUCE, allreduce_algorithms, allreduce_inter },
    { "MPI_Reduce_scatter", ENV_SLIPWAY_REDUCE_SCATTER, reduce_scatter_algorithms,
      reduce_scatter_inter },
    { "MPI_Reduce_scatter_block", ENV_SLIPWAY_REDUCE_SCATTER_BLOCK,
      reduce_scatter_algorithms, reduce_scatter_inter },
    { "MPI_Scan", ENV_SLIPWAY_SCAN, scan_algorithms, NULL },
    { "MPI_Exscan", ENV_SLIPWAY_EXSCAN, exscan_algorithms, NULL },
    { "MPI_Neighbor_allgather", ENV_SLIPWAY_NEIGHBOR, neighbor_algorithms, NULL },
    { "MPI_Neighbor_allgatherv", ENV_SLIPWAY_NEIGHBOR, neighbor_algorithms, NULL },
    { "MPI_Neighbor_alltoall", ENV_SLIPWAY_NEIGHBOR, neighbor_algorithms, NULL },
    { "MPI_Neighbor_alltoallv", ENV_SLIPWAY_NEIGHBOR, neighbor_algorithms, NULL },
    { "MPI_Neighbor_alltoallw", ENV_SLIPWAY_NEIGHBOR, neighbor_algorithms, NULL },
    { .name = "MPI_Reduce_local" },
};

const struct operation *coll_operation(enum coll_kind kind)
{
    return &operations[kind];
}

static MPI_Count all_blocks(const struct side *side, int blocks)
{
    MPI_Count bytes = 0;

    for (int i = 0; i < blocks; i++)
        bytes += side_bytes(side, i);
    return bytes;
}

MPI_Count coll_bytes(const struct coll *c)
{
    bool at_root = c->team->rank == c->root;

    switch (c->kind) {
    case COLL_GATHER:
        return side_bytes(at_root ? &c->recv : &c->send, 0);
    case COLL_SCATTER:
        return side_bytes(at_root ? &c->send : &c->recv, 0);
    case COLL_BCAST:
    case COLL_ALLGATHER:
    case COLL_ALLTOALL:
    case COLL_REDUCE:
    case COLL_ALLREDUCE:
    case COLL_SCAN:
    case COLL_EXSCAN:
        return side_bytes(&c->recv, 0);
    case COLL_ALLGATHERV:
    case COLL_REDUCE_SCATTER:
    case COLL_REDUCE_SCATTER_BLOCK:
        return all_blocks(&c->recv, c->team->size);
    default:
        return 0;
    }
}

bool algorithm_is_right(const struct algorithm *algorithm, const struct coll *c)
{
    int n = c->team->size;

    return (!algorithm->commutative || c->op->commutative) &&
           (!algorithm->power_of_two || (n & (n - 1)) == 0) &&
           (!algorithm->across || across_is_right(c)) &&
           (!algorithm->columns || columns_are_right(c)) &&
           (!algorithm->one_node || (c->node && node_call_fits(c)));
}

static bool is_good(const struct algorithm *algorithm, const struct coll *c,
                    MPI_Count bytes)
{
    int n = c->team->size;

    return (!algorithm->max_bytes || bytes <= algorithm->max_bytes) &&
           (!algorithm->max_ranks || n <= algorithm->max_ranks) &&
           (!algorithm->near || c->node);
}

/* What the user wants of each operation: a name, "" for no wish, NULL: not read yet. */
static const char *wishes[COLL_KINDS];

void coll_reread_environment(void)
{
    memset(wishes, 0, sizeof wishes);
}

bool coll_is_free(enum coll_kind kind)
{
    return wishes[kind] && !*wishes[kind];
}

static int no_such_algorithm(const struct operation *operation, const char *wish)
{
    char names[256] = "";
    size_t length = 0;

    for (const struct algorithm *row = operation->algorithms; row->name; row++)
        if (!strstr(names, row->name) && length < sizeof names)
            length += snprintf(names + length, sizeof names - length, " %s", row->name);
    return err(MPI_ERR_ARG, "%s=%s is no algorithm of %s: choose one of%s, or unset it",
               env_name(operation->variable), wish, operation->name, names);
}

static int read_wish(enum coll_kind kind)
{
    const struct operation *operation = &operations[kind];
    const struct algorithm *row = operation->algorithms;
    const char *wish = env_text(operation->variable);

    while (*wish && row->name && strcmp(row->name, wish) != 0)
        row++;
    if (!row->name)
        return no_such_algorithm(operation, wish);
    wishes[kind] = *wish ? row->name : "";
    return MPI_SUCCESS;
}

/* The row that c takes: what the user named if it is right, else the first that fits.
 * The last row of a table has no bounds and demands nothing. */
static const struct algorithm *choice(const struct coll *c, MPI_Count bytes)
{
    const struct algorithm *row = operations[c->kind].algorithms;
    const char *wish = wishes[c->kind];

    for (const struct algorithm *wished = row; *wish && wished->name; wished++)
        if (strcmp(wished->name, wish) == 0 && algorithm_is_right(wished, c))
            return wished;
    while (!algorithm_is_right(row, c) || !is_good(row, c, bytes))
        row++;
    return row;
}

/* True if every process knows that there is nothing to do. */
static bool is_empty(const struct coll *c, MPI_Count bytes)
{
    switch (c->kind) {
    case COLL_BARRIER:
        return c->team->size == 1;
    case COLL_GATHERV:
    case COLL_SCATTERV:
    case COLL_ALLTOALLV:
    case COLL_ALLTOALLW:
        return false;
    default:
        return !c->neighbors && bytes == 0;
    }
}

int coll_choose(const struct coll *c, const struct algorithm **row)
{
    int error_class = wishes[c->kind] ? MPI_SUCCESS : read_wish(c->kind);
    MPI_Count bytes;

    if (error_class != MPI_SUCCESS)
        return error_class;
    *row = NULL;
    if (c->remote)
        return MPI_SUCCESS;
    bytes = coll_bytes(c);
    if (!is_empty(c, bytes))
        *row = choice(c, bytes);
    return MPI_SUCCESS;
}

int coll_build(struct sched *s, const struct coll *c)
{
    const struct algorithm *row = NULL;
    int error_class = coll_choose(c, &row);

    if (error_class != MPI_SUCCESS)
        return error_class;
    if (c->remote)
        operations[c->kind].inter(s, c);
    else if (row)
        row->build(s, c);
    return MPI_SUCCESS;
}
