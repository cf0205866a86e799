/* SPDX-License-Identifier: BSD-3-Clause */
/* reduce_scatter.c: MPI_Reduce_scatter and MPI_Reduce_scatter_block (MPI 5.0, 6.10). */
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"
#include "coll/ring.h"

/* The vector to be reduced, cut as the result will be. */
static struct side vector_of(struct sched *s, const struct coll *c)
{
    void *vector = coll_in_place(c) ? c->recv.buffer : c->send.buffer;

    return side_packed(s, vector, &c->recv, c->team->size);
}

static MPI_Count total_count(const struct coll *c)
{
    MPI_Count total = 0;

    for (int i = 0; i < c->team->size; i++)
        total += side_count(&c->recv, i);
    return total;
}

/* Reduces the whole vector to `whole` at rank 0 of the team. */
static void reduce_to_zero(struct sched *s, const struct coll *c, MPI_Count total,
                           void *whole)
{
    struct coll reduce = *c;

    reduce.kind = COLL_REDUCE;
    reduce.root = 0;
    if (coll_in_place(c))
        reduce.send.buffer = c->recv.buffer;
    reduce.recv = (struct side){ .buffer = whole, .count = total, .type = c->recv.type };
    reduce_binomial(s, &reduce);
    sched_then(s);
}

static void scatter_from_zero(struct sched *s, const struct coll *c, void *whole)
{
    int rank = c->team->rank, n = c->team->size;
    struct coll scatter = *c;

    scatter.kind = COLL_SCATTERV;
    scatter.root = 0;
    scatter.send = side_packed(s, whole, &c->recv, n);
    scatter.recv = (struct side){ .buffer = c->recv.buffer,
                                  .count = side_count(&c->recv, rank),
                                  .type = c->recv.type,
                                  .same = true };
    scatter_linear(s, &scatter);
}

/*
 * Reduce to rank 0, which scatters the result.  log2 n + 1 rounds, the whole vector in
 * each; best for short vectors, and what is left when the operation does not commute.
 */
static void reduce_scatter_reduce_scatterv(struct sched *s, const struct coll *c)
{
    MPI_Count total = total_count(c);
    void *whole = c->team->rank == 0 ? sched_buffer(s, total, c->recv.type) : NULL;

    reduce_to_zero(s, c, total, whole);
    scatter_from_zero(s, c, whole);
}

/*
 * Pairwise: in round k every process sends rank + k the block that is meant for it, and
 * adds what it gets from rank - k to its own.  n-1 rounds, (n-1)/n of the vector per
 * process; best for vectors of middle length, because no message waits for another one.
 */
static void reduce_scatter_pairwise(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    struct side vector = vector_of(s, c);
    struct side result = { .count = side_count(&c->recv, rank),
                           .type = c->recv.type,
                           .same = true };
    struct side received = result;

    result.buffer = sched_buffer(s, result.count, result.type);
    received.buffer = sched_buffer(s, result.count, result.type);
    copy_block(s, &vector, rank, &result, 0);
    for (int k = 1; k < n; k++) {
        send_block(s, c->team, (rank + k) % n, &vector, (rank + k) % n);
        recv_block(s, c->team, (rank - k + n) % n, &received, 0);
        sched_reduce(s, received.buffer, result.buffer, result.count, result.type, c->op);
    }
    sched_copy(s, result.buffer, result.count, result.type, c->recv.buffer, result.count,
               result.type);
}

/* Ring (coll/ring.h): n-1 rounds, (n-1)/n of the vector per process, and only neighbours
 * talk; best for long vectors. */
static void reduce_scatter_ring(struct sched *s, const struct coll *c)
{
    struct side vector = vector_of(s, c);

    ring_reduce_scatter(s, c, &vector, c->recv.buffer);
}

/* Each group reduces to its process 0; the two exchange the results, and scatter what
 * they got in their group. */
void reduce_scatter_inter(struct sched *s, const struct coll *c)
{
    MPI_Count total = total_count(c);
    datatype_t *type = c->recv.type;
    void *ours = NULL, *theirs = NULL;

    if (c->team->rank == 0) {
        ours = sched_buffer(s, total, type);
        theirs = sched_buffer(s, total, type);
    }
    reduce_to_zero(s, c, total, ours);
    if (c->team->rank == 0) {
        sched_send(s, c->remote, 0, ours, total, type);
        sched_recv(s, c->remote, 0, theirs, total, type);
        sched_then(s);
    }
    scatter_from_zero(s, c, theirs);
}

const struct algorithm reduce_scatter_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "reduce_scatterv",
      .build = reduce_scatter_reduce_scatterv,
      .max_bytes = 2 << 10 },
    { .name = "pairwise",
      .build = reduce_scatter_pairwise,
      .max_bytes = 512 << 10,
      .commutative = true },
    { .name = "ring", .build = reduce_scatter_ring, .commutative = true },
    { .name = "reduce_scatterv", .build = reduce_scatter_reduce_scatterv },
    { 0 },
};
