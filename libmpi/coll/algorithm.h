/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * algorithm.h: which algorithms there are, and which one runs.  Each operation has a
 * table in its own file; the first row that fits is taken, unless the operation's
 * environment variable (SLIPWAY_ALLREDUCE=ring) names one.  A builder records the steps
 * of this process into a schedule; it may call other builders.
 *
 * All members of a team must come to the same choice: it depends on nothing but what all
 * of them know.
 */
#ifndef COLL_ALGORITHM_H
#define COLL_ALGORITHM_H

#include "coll/coll.h"
#include "util/env.h"

typedef void coll_build_f(struct sched *s, const struct coll *c);

struct algorithm {
    const char *name; /* NULL ends a table */
    coll_build_f *build;
    /* When it is a good choice, by coll_bytes() and the size of the team; 0: no bound. */
    MPI_Count max_bytes;
    int max_ranks;
    bool near; /* members that are known to be on one node (c->node) */
    /* What it cannot do without. */
    bool commutative;  /* an operation that commutes */
    bool power_of_two; /* a team of so many */
    bool across;       /* c->hierarchy (coll/across.h) */
    bool columns;      /* and as many members on each node (coll/columns.h) */
    bool one_node;     /* c->node, and data that fits there (coll/node_call.h) */
};

struct operation {
    const char *name; /* "MPI_Allreduce" */
    enum env variable;
    const struct algorithm *algorithms; /* for intra-communicators */
    coll_build_f *inter;                /* NULL: not for inter-communicators */
};

/* Does this process send (receive) data?  In its own group the root does both. */
bool coll_sends(const struct coll *c);
bool coll_receives(const struct coll *c);

/* The row of a kind. */
const struct operation *coll_operation(enum coll_kind kind);

/* True if the algorithm gives the right result for c. */
bool algorithm_is_right(const struct algorithm *algorithm, const struct coll *c);

/* The row that c takes: what the user named if it is right, else the first that fits;
 * NULL if all processes know that there is nothing to do.  MPI_ERR_ARG if the
 * environment variable names no algorithm. */
int coll_choose(const struct coll *c, const struct algorithm **row);

/* Records c, whose arguments are checked and whose teams are set.  MPI_ERR_ARG if the
 * environment variable names no algorithm. */
int coll_build(struct sched *s, const struct coll *c);

/* True if the environment is known to name no algorithm for this kind. */
bool coll_is_free(enum coll_kind kind);

/* Forgets what was read from the environment. */
void coll_reread_environment(void);

/* The tables, each in the file of its operation. */
extern const struct algorithm barrier_algorithms[], bcast_algorithms[],
    gather_algorithms[], gatherv_algorithms[], scatter_algorithms[],
    scatterv_algorithms[], allgather_algorithms[], allgatherv_algorithms[],
    alltoall_algorithms[], alltoallv_algorithms[], reduce_algorithms[],
    allreduce_algorithms[], reduce_scatter_algorithms[], scan_algorithms[],
    exscan_algorithms[], neighbor_algorithms[];

/* Inter-communicators, and what operations use of each other. */
coll_build_f barrier_inter, bcast_inter, gather_inter, scatter_inter, exchange_inter,
    reduce_inter, allreduce_inter, reduce_scatter_inter;
coll_build_f barrier_dissemination, bcast_binomial, gather_linear, scatter_linear,
    reduce_binomial, alltoall_bruck;

#endif
