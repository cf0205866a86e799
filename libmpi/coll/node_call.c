/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/node_call.h"

#include <string.h>

#include "node/node.h"
#include "p2p/wait.h"
#include "p2p/wake.h"
#include "type/pack.h"

/* Who leaves something for whom. */
enum flow { ALL_TO_ALL, ALL_TO_ROOT, ROOT_TO_ALL };

/* Data of a side to and from a slot. */

static void put(const void *buffer, MPI_Count count, const datatype_t *type, char *out)
{
    MPI_Count bytes = count * type->size;

    if (likely(type->contiguous))
        memcpy(out, address_at(buffer, type->true_lb), (size_t)bytes);
    else
        type_pack(buffer, count, type, 0, out, bytes);
}

static void get(void *buffer, MPI_Count count, const datatype_t *type, const char *in)
{
    MPI_Count bytes = count * type->size;

    if (likely(type->contiguous))
        memcpy(address_at(buffer, type->true_lb), in, (size_t)bytes);
    else
        type_unpack(buffer, count, type, 0, in, bytes);
}

static void put_block(const struct side *side, int i, char *out)
{
    put(side_at(side, i), side_count(side, i), side_type(side, i), out);
}

static void get_block(const struct side *side, int i, const char *in)
{
    get(side_at(side, i), side_count(side, i), side_type(side, i), in);
}

static char *data_of(const struct node_call *call, int member)
{
    struct node_cell *cell = &call->team->cells[member];

    return call->small ? cell->slots[call->number % NODE_SLOTS].data
                       : cell->parcels[call->number % NODE_PARCELS];
}

static bool is_root(const struct node_call *call)
{
    return call->team->rank == call->c->root;
}

/* What a member brings, and what it takes when the others' is there. */

static void nothing(const struct node_call *call)
{
    (void)call;
}

static void bcast_bring(const struct node_call *call)
{
    put_block(&call->c->recv, 0, data_of(call, call->team->rank));
}

static void bcast_take(const struct node_call *call)
{
    if (!is_root(call))
        get_block(&call->c->recv, 0, data_of(call, call->c->root));
}

static void reduce_bring(const struct node_call *call)
{
    const struct coll *c = call->c;

    put(coll_in_place(c) ? c->recv.buffer : c->send.buffer, c->recv.count, c->recv.type,
        data_of(call, call->team->rank));
}

/* A part of everybody's vector, count elements from start on, joined in the order of
 * ranks: all who do this come to the same bits. */
static void join(const struct node_call *call, MPI_Count start, MPI_Count count,
                 void *out)
{
    const struct coll *c = call->c;
    const datatype_t *type = c->recv.type;
    int last = call->team->size - 1;

    get(out, count, type, data_of(call, last) + start * type->size);
    for (int i = last - 1; i >= 0; i--)
        op_apply(c->op, address_at(data_of(call, i) + start * type->size, -type->true_lb),
                 out, count, type->basic, object_handle(&type->object), type->extent);
}

static void allreduce_take(const struct node_call *call)
{
    join(call, 0, call->c->recv.count, call->c->recv.buffer);
}

static void reduce_take(const struct node_call *call)
{
    if (is_root(call))
        allreduce_take(call);
}

static void reduce_scatter_bring(const struct node_call *call)
{
    const struct coll *c = call->c;

    put(coll_in_place(c) ? c->recv.buffer : c->send.buffer,
        c->recv.count * call->team->size, c->recv.type, data_of(call, call->team->rank));
}

static void reduce_scatter_take(const struct node_call *call)
{
    MPI_Count count = call->c->recv.count;

    join(call, call->team->rank * count, count, call->c->recv.buffer);
}

/* One block of this member's: of the receive side's if it stands there. */
static void gather_bring(const struct node_call *call)
{
    const struct coll *c = call->c;
    int rank = call->team->rank;

    if (coll_in_place(c))
        put_block(&c->recv, rank, data_of(call, rank));
    else
        put_block(&c->send, 0, data_of(call, rank));
}

static void allgather_take(const struct node_call *call)
{
    for (int i = 0; i < call->team->size; i++)
        if (i != call->team->rank || !coll_in_place(call->c))
            get_block(&call->c->recv, i, data_of(call, i));
}

static void gather_take(const struct node_call *call)
{
    if (is_root(call))
        allgather_take(call);
}

/* A block for each member. */
static void put_all(const struct node_call *call, const struct side *side)
{
    char *out = data_of(call, call->team->rank);

    for (int i = 0; i < call->team->size; i++)
        put_block(side, i, out + i * side_bytes(side, 0));
}

static void scatter_bring(const struct node_call *call)
{
    put_all(call, &call->c->send);
}

static void scatter_take(const struct node_call *call)
{
    const struct coll *c = call->c;

    if (c->recv.buffer != MPI_IN_PLACE)
        get_block(&c->recv, 0,
                  data_of(call, c->root) + call->team->rank * side_bytes(&c->recv, 0));
}

static void alltoall_bring(const struct node_call *call)
{
    put_all(call, coll_in_place(call->c) ? &call->c->recv : &call->c->send);
}

static void alltoall_take(const struct node_call *call)
{
    const struct side *recv = &call->c->recv;

    for (int i = 0; i < call->team->size; i++)
        get_block(recv, i, data_of(call, i) + call->team->rank * side_bytes(recv, 0));
}

typedef void node_stage_f(const struct node_call *call);

static const struct node_kind {
    node_stage_f *bring, *take; /* NULL: there is no such operation here */
    enum flow flow;
    bool reduces;
    bool all_blocks; /* a member brings a block for each */
} kinds[COLL_KINDS] = {
    [COLL_BARRIER] = { nothing, nothing, ALL_TO_ALL, false, false },
    [COLL_BCAST] = { bcast_bring, bcast_take, ROOT_TO_ALL, false, false },
    [COLL_GATHER] = { gather_bring, gather_take, ALL_TO_ROOT, false, false },
    [COLL_SCATTER] = { scatter_bring, scatter_take, ROOT_TO_ALL, false, true },
    [COLL_ALLGATHER] = { gather_bring, allgather_take, ALL_TO_ALL, false, false },
    [COLL_ALLTOALL] = { alltoall_bring, alltoall_take, ALL_TO_ALL, false, true },
    [COLL_REDUCE] = { reduce_bring, reduce_take, ALL_TO_ROOT, true, false },
    [COLL_ALLREDUCE] = { reduce_bring, allreduce_take, ALL_TO_ALL, true, false },
    [COLL_REDUCE_SCATTER_BLOCK] = { reduce_scatter_bring, reduce_scatter_take, ALL_TO_ALL,
                                    true, false },
};

/* Does what a member brings, of which bytes are for each if it brings some for each, have
 * room there? */
static bool is_within(const struct coll *c, MPI_Count bytes, MPI_Count room)
{
    return bytes <= room / (kinds[c->kind].all_blocks ? c->team->size : 1);
}

/* Reductions work in the slots, so the data must be there as it is in memory. */
bool node_call_fits(const struct coll *c)
{
    const struct node_kind *kind = &kinds[c->kind];

    if (!kind->bring)
        return false;
    if (kind->reduces && (!c->recv.type->contiguous || c->recv.type->basic == BASIC_NONE))
        return false;
    return is_within(c, coll_bytes(c), NODE_DATA_BYTES);
}

void node_call_begin(struct node_call *call, struct node_team *team, const struct coll *c)
{
    call->c = c;
    call->team = team;
    call->number = ++team->last;
    call->small = is_within(c, coll_bytes(c), NODE_SMALL_BYTES);
    call->stage = NODE_CALL_BRING;
    call->next = call->end = 0;
    if (kinds[c->kind].flow == ALL_TO_ALL ||
        (kinds[c->kind].flow == ALL_TO_ROOT && is_root(call)))
        call->end = team->size;
    if (kinds[c->kind].flow == ROOT_TO_ALL && !is_root(call)) {
        call->next = c->root;
        call->end = c->root + 1;
    }
}

/* Have all members done so much that this operation's slots are free?  Their slots say it
 * by the way; only a member that nobody waits for has to look on purpose. */
static bool may_bring(struct node_call *call)
{
    const uint64_t ahead = call->small ? NODE_SLOTS : NODE_PARCELS;
    struct node_team *team = call->team;
    uint64_t safe = UINT64_MAX;

    if (likely(team->safe + ahead >= call->number))
        return true;
    for (int i = 0; i < team->size; i++) {
        uint64_t done = __atomic_load_n(&team->done[i].number, __ATOMIC_ACQUIRE);

        safe = done < safe ? done : safe;
    }
    team->safe = safe;
    return safe + ahead >= call->number;
}

static void wake_members(const struct node_team *team)
{
    for (int i = 0; i < team->size; i++)
        if (i != team->rank)
            wake_sleeper(team->members[i].proc, team->members[i].local_rank);
}

static void bring(struct node_call *call)
{
    struct node_team *team = call->team;
    struct node_slot *slot = node_team_slot(team, team->rank, call->number);

    kinds[call->c->kind].bring(call);
    slot->done = team->done[team->rank].number;
    __atomic_store_n(&slot->number, call->number, __ATOMIC_RELEASE);
    if (unlikely(node_has_sleepers()))
        wake_members(team);
}

static bool brings(const struct node_call *call)
{
    return kinds[call->c->kind].flow != ROOT_TO_ALL || is_root(call);
}

static bool are_there(struct node_call *call)
{
    for (; call->next < call->end; call->next++) {
        struct node_slot *slot = node_team_slot(call->team, call->next, call->number);

        if (__atomic_load_n(&slot->number, __ATOMIC_ACQUIRE) != call->number)
            return false;
    }
    return true;
}

/* What the others say that they have done, by the way. */
static void note_done(const struct node_call *call)
{
    uint64_t safe = UINT64_MAX;

    for (int i = 0; i < call->team->size; i++) {
        uint64_t done = node_team_slot(call->team, i, call->number)->done;

        safe = done < safe ? done : safe;
    }
    if (safe > call->team->safe)
        call->team->safe = safe;
}

/* Nonblocking operations may be over in another order than they began. */
static void finish(struct node_call *call)
{
    struct node_team *team = call->team;
    uint64_t done = team->done[team->rank].number;

    team->finished[call->number % NODE_SLOTS] = true;
    while (team->finished[(done + 1) % NODE_SLOTS])
        team->finished[++done % NODE_SLOTS] = false;
    __atomic_store_n(&team->done[team->rank].number, done, __ATOMIC_RELEASE);
}

/* Those who need not wait for this member may be ahead of it: their next slots are under
 * way while this operation ends. */
static void look_ahead(const struct node_call *call)
{
    const struct node_team *team = call->team;

    switch (kinds[call->c->kind].flow) {
    case ROOT_TO_ALL:
        __builtin_prefetch(node_team_slot(team, call->c->root, call->number + 1));
        break;
    case ALL_TO_ROOT:
        for (int i = 0; i < call->end; i++)
            __builtin_prefetch(node_team_slot(team, i, call->number + 1));
        break;
    case ALL_TO_ALL:
        break;
    }
}

static void take(struct node_call *call)
{
    const struct node_kind *kind = &kinds[call->c->kind];

    look_ahead(call);
    kind->take(call);
    if (kind->flow == ALL_TO_ALL)
        note_done(call);
    finish(call);
}

bool node_call_advance(struct node_call *call)
{
    if (call->stage == NODE_CALL_BRING) {
        if (brings(call)) {
            if (!may_bring(call))
                return false;
            bring(call);
        }
        call->stage = NODE_CALL_WAIT;
    }
    if (call->stage == NODE_CALL_WAIT) {
        if (!are_there(call))
            return false;
        take(call);
        call->stage = NODE_CALL_OVER;
    }
    return true;
}

static void relax(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#endif
}

static bool is_over(const void *call)
{
    return node_call_advance((struct node_call *)call);
}

/* The others are mostly about to come: a short look at nothing but their flags, before
 * the network and the rest have their turn as well. */
void node_call_run(const struct coll *c)
{
    enum { LOOKS = 500, LOOKS_CROWDED = 2 };
    struct node_call call;

    node_call_begin(&call, c->node, c);
    for (int looks = wait_is_crowded() ? LOOKS_CROWDED : LOOKS; looks > 0; looks--) {
        if (node_call_advance(&call))
            return;
        relax();
    }
    wait_until(is_over, &call);
}

static bool advance(void *call)
{
    return node_call_advance(call);
}

void node_call_build(struct sched *s, const struct coll *c)
{
    struct node_call *call = sched_alloc(s, sizeof *call);
    struct coll *copy = sched_alloc(s, sizeof *copy);

    if (!call || !copy)
        return;
    *copy = *c;
    node_call_begin(call, c->node, copy);
    sched_poll(s, advance, call);
}
