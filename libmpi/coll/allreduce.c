/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * allreduce.c: MPI_Allreduce (MPI 5.0, 6.9.6).  All processes end with the same bits: a
 * result is computed at one place and copied, or computed at several with the same
 * operands in the same order.
 */
#include "coll/across.h"
#include "coll/algorithm.h"
#include "coll/blocks.h"
#include "coll/columns.h"
#include "coll/node_call.h"
#include "coll/ring.h"

/*
 * Algorithms that want a power of two first fold the others away: of the first 2 * extra
 * processes the even ones hand their vector to their right neighbour and get the result
 * in the end.  me is this process's number among those that are left, or FOLDED.
 */
enum { FOLDED = -1 };

struct fold {
    int power, extra, me;
};

static struct fold fold_of(const struct team *team)
{
    struct fold fold = { .power = 1 };

    while (2L * fold.power <= team->size)
        fold.power *= 2;
    fold.extra = team->size - fold.power;
    if (team->rank >= 2 * fold.extra)
        fold.me = team->rank - fold.extra;
    else
        fold.me = team->rank % 2 ? team->rank / 2 : FOLDED;
    return fold;
}

static int unfolded(const struct fold *fold, int i)
{
    return i < fold->extra ? 2 * i + 1 : i + fold->extra;
}

static void start_fold(struct sched *s, const struct coll *c, void *data, void *spare)
{
    int rank = c->team->rank, extra = fold_of(c->team).extra;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;

    if (rank >= 2 * extra)
        return;
    if (rank % 2 == 0) {
        sched_send(s, c->team, rank + 1, data, count, type);
        sched_then(s);
    } else {
        sched_recv(s, c->team, rank - 1, spare, count, type);
        sched_reduce(s, spare, data, count, type, c->op);
    }
}

static void end_fold(struct sched *s, const struct coll *c, void *data)
{
    int rank = c->team->rank, extra = fold_of(c->team).extra;

    if (rank >= 2 * extra)
        return;
    if (rank % 2 == 0)
        sched_recv(s, c->team, rank + 1, data, c->recv.count, c->recv.type);
    else
        sched_send(s, c->team, rank - 1, data, c->recv.count, c->recv.type);
}

static void copy_to_recv(struct sched *s, const struct coll *c)
{
    if (!coll_in_place(c))
        sched_copy(s, c->send.buffer, c->send.count, c->send.type, c->recv.buffer,
                   c->recv.count, c->recv.type);
}

/*
 * Recursive doubling: in round k a process exchanges its whole partial result with the
 * one whose number differs in bit k; both have the result for 2^(k+1) neighbouring ranks
 * then, joined in rank order.  log2 n rounds (two more if n is no power of two), the
 * whole vector in each; best for short vectors (R. Thakur, R. Rabenseifner, W. Gropp,
 * "Optimization of collective communication operations in MPICH", 2005, as for all of
 * this file).
 */
static void allreduce_recursive_doubling(struct sched *s, const struct coll *c)
{
    struct fold fold = fold_of(c->team);
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;
    void *mine = c->recv.buffer, *other = sched_buffer(s, count, type);

    copy_to_recv(s, c);
    start_fold(s, c, mine, other);
    for (int bit = 1; bit < fold.power && fold.me != FOLDED; bit *= 2) {
        int peer = unfolded(&fold, fold.me ^ bit);

        sched_send(s, c->team, peer, mine, count, type);
        sched_recv(s, c->team, peer, other, count, type);
        if (fold.me & bit) {
            sched_reduce(s, other, mine, count, type, c->op);
        } else {
            void *joined = other;

            sched_reduce(s, mine, other, count, type, c->op);
            other = mine;
            mine = joined;
        }
    }
    end_fold(s, c, mine);
    if (mine != c->recv.buffer)
        sched_copy(s, mine, count, type, c->recv.buffer, count, type);
}

/* Blocks first .. first + blocks - 1 of a vector cut into parts, as one. */
static struct side range(const struct side *vector, int parts, int first, int blocks)
{
    MPI_Count start = split_at(vector->count, parts, first);

    return (struct side){
        .buffer = address_at(vector->buffer, start * vector->type->extent),
        .count = split_at(vector->count, parts, first + blocks) - start,
        .type = vector->type,
        .same = true,
    };
}

/* Each round halves the blocks a process is responsible for, the farthest peer first. */
static void halve(struct sched *s, const struct coll *c, const struct fold *fold,
                  const void *spare)
{
    struct side in = c->recv;
    int first = 0;

    in.buffer = (void *)spare;
    for (int half = fold->power / 2; half > 0; half /= 2) {
        int peer = unfolded(fold, fold->me ^ half);
        int keep = fold->me & half ? first + half : first;
        int give = fold->me & half ? first : first + half;
        struct side given = range(&c->recv, fold->power, give, half);
        struct side taken = range(&in, fold->power, keep, half);
        struct side kept = range(&c->recv, fold->power, keep, half);

        send_block(s, c->team, peer, &given, 0);
        recv_block(s, c->team, peer, &taken, 0);
        sched_reduce(s, taken.buffer, kept.buffer, kept.count, kept.type, c->op);
        first = keep;
    }
}

/* Each round doubles the blocks that a process knows the result of. */
static void double_up(struct sched *s, const struct coll *c, const struct fold *fold)
{
    for (int blocks = 1; blocks < fold->power; blocks *= 2) {
        int peer = unfolded(fold, fold->me ^ blocks), first = fold->me & -blocks;
        struct side known = range(&c->recv, fold->power, first, blocks);
        struct side unknown = range(&c->recv, fold->power, first ^ blocks, blocks);

        send_block(s, c->team, peer, &known, 0);
        recv_block(s, c->team, peer, &unknown, 0);
        sched_then(s);
    }
}

/*
 * Rabenseifner's algorithm: reduce-scatter by recursive halving, allgather by recursive
 * doubling.  2 log2 n rounds (two more if n is no power of two), 2 (n-1)/n of the vector
 * per process; best for vectors of middle length.
 */
static void allreduce_rabenseifner(struct sched *s, const struct coll *c)
{
    struct fold fold = fold_of(c->team);
    void *spare = sched_buffer(s, c->recv.count, c->recv.type);

    copy_to_recv(s, c);
    start_fold(s, c, c->recv.buffer, spare);
    if (fold.me != FOLDED) {
        halve(s, c, &fold, spare);
        double_up(s, c, &fold);
    }
    end_fold(s, c, c->recv.buffer);
}

/*
 * Ring: reduce-scatter and allgather, both around a ring (coll/ring.h).  2 (n-1) rounds,
 * 2 (n-1)/n of the vector per process, and only neighbours talk; best for long vectors,
 * and for those of middle length among few processes of a node.  Two processes have the
 * same messages as with halving and doubling, and half of the reduction of one exchange.
 */
static void allreduce_ring(struct sched *s, const struct coll *c)
{
    int rank = c->team->rank, n = c->team->size;
    struct side result = side_split(s, c->recv.buffer, c->recv.count, c->recv.type, n);
    struct side vector = result;

    if (!coll_in_place(c))
        vector.buffer = c->send.buffer;
    ring_reduce_scatter(s, c, &vector, side_at(&result, rank));
    ring_allgather(s, c->team, 0, &result);
}

/* Reduce to rank 0 and broadcast: 2 log2 n rounds, the whole vector in each; best for
 * long vectors when the operation does not commute. */
static void allreduce_reduce_bcast(struct sched *s, const struct coll *c)
{
    struct coll at_zero = *c;

    at_zero.root = 0;
    reduce_binomial(s, &at_zero);
    sched_then(s);
    bcast_binomial(s, &at_zero);
}

/* Each group reduces to its process 0; the two exchange the results, and broadcast what
 * they got in their group. */
void allreduce_inter(struct sched *s, const struct coll *c)
{
    struct coll local = *c;
    MPI_Count count = c->recv.count;
    datatype_t *type = c->recv.type;

    local.root = 0;
    if (c->team->rank == 0)
        local.recv.buffer = sched_buffer(s, count, type);
    reduce_binomial(s, &local);
    if (c->team->rank == 0) {
        sched_then(s);
        sched_send(s, c->remote, 0, local.recv.buffer, count, type);
        sched_recv(s, c->remote, 0, c->recv.buffer, count, type);
    }
    sched_then(s);
    local.recv.buffer = c->recv.buffer;
    bcast_binomial(s, &local);
}

const struct algorithm allreduce_algorithms[] = {
    { .name = "node", .build = node_call_build, .one_node = true },
    { .name = "across",
      .build = allreduce_across,
      .max_bytes = 64 << 10,
      .across = true },
    { .name = "across", .build = allreduce_across, .max_ranks = 16, .across = true },
    { .name = "columns", .build = allreduce_columns, .across = true, .columns = true },
    { .name = "across", .build = allreduce_across, .across = true },
    { .name = "recursive_doubling",
      .build = allreduce_recursive_doubling,
      .max_bytes = 128 << 10,
      .max_ranks = 2 },
    { .name = "recursive_doubling",
      .build = allreduce_recursive_doubling,
      .max_bytes = 16 << 10 },
    { .name = "ring", .build = allreduce_ring, .max_ranks = 2, .commutative = true },
    { .name = "recursive_doubling",
      .build = allreduce_recursive_doubling,
      .max_ranks = 2 },
    { .name = "ring",
      .build = allreduce_ring,
      .max_ranks = 4,
      .near = true,
      .commutative = true },
    { .name = "rabenseifner",
      .build = allreduce_rabenseifner,
      .max_bytes = 1 << 20,
      .commutative = true },
    { .name = "ring", .build = allreduce_ring, .commutative = true },
    { .name = "reduce_bcast", .build = allreduce_reduce_bcast },
    { 0 },
};
