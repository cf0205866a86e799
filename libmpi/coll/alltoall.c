/* SPDX-License-Identifier: BSD-3-Clause */
/* alltoall.c: MPI_Alltoall, MPI_Alltoallv and MPI_Alltoallw (MPI 5.0, 6.8). */
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/columns.h"
#include "coll/node_call.h"

/*
 * Every pair of processes by itself: in round k a process sends to rank + k and receives
 * from rank - k, and every lane takes one round after the other, so that few messages are
 * on their way at a time.  n-1 rounds, every block moves once and is not copied; best for
 * long blocks.
 */
static void exchange(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;

    copy_block(s, &c->send, rank, &c->recv, rank);
    for (int k = 1; k < n; k++) {
        sched_lane(s, k % TEAM_LANES);
        send_block(s, c->team, (rank + k) % n, &c->send, (rank + k) % n);
        recv_block(s, c->team, (rank - k + n) % n, &c->recv, (rank - k + n) % n);
        sched_then(s);
    }
}

/*
 * In place, a block is overwritten by what comes from the process that it goes to.  So
 * ranks meet in pairs, in round k those whose sum is k modulo n, and what is sent is
 * copied first.
 */
static void exchange_in_place(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;

    for (int k = 0; k < n; k++) {
        int peer = (k - rank + n) % n;
        struct side copy = c->recv;

        if (peer == rank || side_bytes(&c->recv, peer) == 0)
            continue;
        sched_lane(s, k % TEAM_LANES);
        copy = (struct side){ .count = side_count(&c->recv, peer),
                              .type = side_type(&c->recv, peer),
                              .same = true };
        copy.buffer = sched_buffer(s, copy.count, copy.type);
        copy_block(s, &c->recv, peer, &copy, 0);
        send_block(s, c->team, peer, &copy, 0);
        recv_block(s, c->team, peer, &c->recv, peer);
        sched_then(s);
    }
}

static void alltoall_pairwise(struct sched *s, const struct coll *c)
{
    if (coll_in_place(c))
        exchange_in_place(s, c);
    else
        exchange(s, c);
}

/* Blocks first, first + 2 * run, ... and the run - 1 blocks behind each, side by side in
 * `together`: into it, or out of it.  Returns how many blocks that are. */
static int move_runs(struct sched *s, char *blocks, int n, long run, MPI_Count block,
                     char *together, bool out)
{
    datatype_t *byte = type_named(BASIC_MPI_BYTE);
    int moved = 0;

    for (long i = run; i < n; i += 2 * run) {
        int some = i + run <= n ? run : n - i;
        char *apart = blocks + i * block, *joined = together + moved * block;

        sched_copy(s, out ? joined : apart, some * block, byte, out ? apart : joined,
                   some * block, byte);
        moved += some;
    }
    return moved;
}

/*
 * Bruck's algorithm (J. Bruck, C. Ho, S. Kipnis, E. Upfal, D. Weathersby, "Efficient
 * algorithms for all-to-all communications in multiport message-passing systems", 1997):
 * block i is the one that has i ranks to go; in round k all blocks whose i has bit k go
 * 2^k ranks further, together.  ceil(log2 n) rounds of about half of all blocks; best for
 * short blocks.
 */
void alltoall_bruck(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    const struct side *from = coll_in_place(c) ? &c->recv : &c->send;
    MPI_Count block = coll_bytes(c);
    char *blocks = sched_alloc(s, n * block), *leaving = sched_alloc(s, n * block),
         *coming = sched_alloc(s, n * block);

    if (!blocks || !leaving || !coming)
        return;
    for (int i = 0; i < n; i++)
        pack_block(s, from, (rank + i) % n, blocks + i * block);
    for (long bit = 1; bit < n; bit *= 2) {
        int moved = move_runs(s, blocks, n, bit, block, leaving, false);

        send_bytes(s, c->team, (rank + bit) % n, leaving, moved * block);
        recv_bytes(s, c->team, (rank - bit + n) % n, coming, moved * block);
        move_runs(s, blocks, n, bit, block, coming, true);
    }
    for (int i = 0; i < n; i++)
        unpack_block(s, blocks + i * block, &c->recv, (rank - i + n) % n);
}

/* What a process of one group has for those of the other, be it one block for all
 * (allgather) or one for each.  In round k the processes i and (i + k) % N meet, N being
 * the size of the larger group. */
void exchange_inter(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, there = c->remote->size;
    int n = c->team->size > there ? c->team->size : there;

    for (int k = 0; k < n; k++) {
        int to = (rank + k) % n, from = (rank - k + n) % n;

        sched_lane(s, k % TEAM_LANES);
        if (to < there)
            send_block(s, c->remote, to, &c->send, to);
        if (from < there)
            recv_block(s, c->remote, from, &c->recv, from);
        sched_then(s);
    }
}

const struct algorithm alltoall_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "columns",
      .build = alltoall_columns,
      .max_bytes = 4 << 10,
      .across = true,
      .columns = true },
    { .name = "pairwise", .build = alltoall_pairwise, .max_ranks = 4 },
    { .name = "bruck", .build = alltoall_bruck, .max_bytes = 256 },
    { .name = "pairwise", .build = alltoall_pairwise },
    { 0 },
};

const struct algorithm alltoallv_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "pairwise", .build = alltoall_pairwise },
    { 0 },
};
