/* SPDX-License-Identifier: BSD-3-Clause */
/* allgather.c: MPI_Allgather and MPI_Allgatherv (MPI 5.0, 6.7). */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/node_call.h"
#include "coll/ring.h"

static void place_own_block(struct sched *s, const struct coll *c)
{
    if (!coll_in_place(c))
        copy_block(s, &c->send, 0, &c->recv, c->team->rank);
}

/*
 * Recursive doubling: in round k a process exchanges the 2^k blocks it has with the one
 * whose rank differs in bit k.  log2 n rounds, (n-1)/n of the result per process, nothing
 * copied; best for short results on a power of two of processes.  (R. Thakur, R.
 * Rabenseifner, W. Gropp, "Optimization of collective communication operations in MPICH",
 * 2005.)
 */
static void allgather_recursive_doubling(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    const struct side *side = &c->recv;

    place_own_block(s, c);
    for (int have = 1; have < n; have *= 2) {
        int first = rank & -have, peer = rank ^ have;

        sched_send(s, c->team, peer, side_at(side, first), have * side->count,
                   side->type);
        sched_recv(s, c->team, peer, side_at(side, first ^ have), have * side->count,
                   side->type);
        sched_then(s);
    }
}

/* Packed bytes of the blocks rank, rank + 1, ...: where each of the n begins, and the end
 * of the last. */
static const MPI_Count *starts_from_rank(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count *start = sched_alloc(s, (n + 1) * sizeof *start);

    if (!start)
        return NULL;
    start[0] = 0;
    for (int i = 0; i < n; i++)
        start[i + 1] = start[i] + side_bytes(&c->recv, (rank + i) % n);
    return start;
}

/*
 * Bruck's algorithm (J. Bruck, C. Ho, S. Kipnis, E. Upfal, D. Weathersby, "Efficient
 * algorithms for all-to-all communications in multiport message-passing systems", 1997):
 * in round k a process sends all it has, the 2^k blocks from its own on, to rank - 2^k,
 * and gets as many from rank + 2^k.  ceil(log2 n) rounds for any n, (n-1)/n of the result
 * per process, which is copied once; best for short results.
 */
static void allgather_bruck(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    const MPI_Count *start = starts_from_rank(s, c);
    char *blocks = start ? sched_alloc(s, start[n]) : NULL;

    if (!blocks)
        return;
    place_own_block(s, c);
    pack_block(s, &c->recv, rank, blocks);
    for (long have = 1; have < n; have *= 2) {
        int more = have < n - have ? have : n - have;

        send_bytes(s, c->team, (rank - have + n) % n, blocks, start[more]);
        recv_bytes(s, c->team, (rank + have) % n, blocks + start[have],
                   start[have + more] - start[have]);
        sched_then(s);
    }
    for (int i = 1; i < n; i++)
        unpack_block(s, blocks + start[i], &c->recv, (rank + i) % n);
}

/*
 * Ring: every process passes on to its right neighbour what it got last from the left
 * one. n-1 rounds, (n-1)/n of the result per process, nothing copied; best for long
 * results.
 */
static void allgather_ring(struct sched *s, const struct coll *c)
{
    place_own_block(s, c);
    ring_allgather(s, c->team, 0, &c->recv);
}

const struct algorithm allgather_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across",
      .build = allgather_across,
      .max_bytes = 16 << 10,
      .across = true },
    { .name = "recursive_doubling",
      .build = allgather_recursive_doubling,
      .max_bytes = 8 << 10,
      .power_of_two = true },
    { .name = "bruck", .build = allgather_bruck, .max_bytes = 4 << 10 },
    { .name = "ring", .build = allgather_ring },
    { 0 },
};

const struct algorithm allgatherv_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across",
      .build = allgather_across,
      .max_bytes = 64 << 10,
      .across = true },
    { .name = "bruck", .build = allgather_bruck, .max_bytes = 32 << 10 },
    { .name = "ring", .build = allgather_ring },
    { 0 },
};
