/* SPDX-License-Identifier: BSD-3-Clause */
/* scan.c: MPI_Scan and MPI_Exscan (MPI 5.0, 6.11).  All algorithms keep rank order. */
#include "coll/algorithm.h"
#include "coll/node_call.h"

/*
 * The processes first .. n-1 each have a vector in `data`, and end with the reduction of
 * all from `first` up to their own.  In round k a process sends what it has, the
 * reduction of the 2^k ranks up to its own, 2^k ranks up (W. D. Hillis, G. L. Steele,
 * "Data parallel algorithms", 1986).
 */
static void scan_doubling(struct sched *s, const struct coll *c, int first, void *data)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    void *received = sched_buffer(s, count, type);

    for (long step = 1; step < n - first && rank >= first; step *= 2) {
        if (rank + step < n)
            sched_send(s, c->team, rank + step, data, count, type);
        if (rank - step >= first) {
            sched_recv(s, c->team, rank - step, received, count, type);
            sched_reduce(s, received, data, count, type, c->op);
        }
        sched_then(s);
    }
}

static void copy_to_recv(struct sched *s, const struct coll *c)
{
    if (!coll_in_place(c))
        sched_copy(s, c->send.buffer, c->send.count, c->send.type, c->recv.buffer,
                   c->recv.count, c->recv.type);
}

/* ceil(log2 n) rounds, the whole vector in each; best for short vectors. */
static void scan_recursive_doubling(struct sched *s, const struct coll *c)
{
    copy_to_recv(s, c);
    scan_doubling(s, c, 0, c->recv.buffer);
}

/* Each process waits for the one before it, and passes its result on.  n-1 rounds, the
 * vector is sent once per process; best for long vectors. */
static void scan_chain(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;

    copy_to_recv(s, c);
    if (rank > 0) {
        void *before = sched_buffer(s, count, type);

        sched_recv(s, c->team, rank - 1, before, count, type);
        sched_reduce(s, before, c->recv.buffer, count, type, c->op);
    }
    if (rank < n - 1)
        sched_send(s, c->team, rank + 1, c->recv.buffer, count, type);
}

/* Every process hands its vector one rank up, and those who got one scan.  ceil(log2 n) +
 * 1 rounds, the whole vector in each; best for short vectors. */
static void exscan_recursive_doubling(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    const void *mine = coll_in_place(c) ? c->recv.buffer : c->send.buffer;
    void *before = rank > 0 ? sched_buffer(s, count, type) : NULL;

    if (rank < n - 1)
        sched_send(s, c->team, rank + 1, mine, count, type);
    if (rank > 0)
        sched_recv(s, c->team, rank - 1, before, count, type);
    sched_then(s);
    scan_doubling(s, c, 1, before);
    if (rank > 0)
        sched_copy(s, before, count, type, c->recv.buffer, count, type);
}

/* Each process waits for the one before it, and passes on that and its own.  n-1 rounds,
 * the vector is sent once per process; best for long vectors. */
static void exscan_chain(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    const void *mine = coll_in_place(c) ? c->recv.buffer : c->send.buffer;
    bool passes_on = rank < n - 1;
    void *sum = sched_buffer(s, count, type), *before = sched_buffer(s, count, type);

    if (rank == 0) {
        if (passes_on)
            sched_send(s, c->team, 1, mine, count, type);
        return;
    }
    sched_recv(s, c->team, rank - 1, before, count, type);
    if (passes_on) {
        sched_copy(s, mine, count, type, sum, count, type);
        sched_reduce(s, before, sum, count, type, c->op);
        sched_send(s, c->team, rank + 1, sum, count, type);
    }
    sched_copy(s, before, count, type, c->recv.buffer, count, type);
}

const struct algorithm scan_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "recursive_doubling",
      .build = scan_recursive_doubling,
      .max_bytes = 1 << 20 },
    { .name = "chain", .build = scan_chain },
    { 0 },
};

const struct algorithm exscan_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "recursive_doubling",
      .build = exscan_recursive_doubling,
      .max_bytes = 1 << 20 },
    { .name = "chain", .build = exscan_chain },
    { 0 },
};
