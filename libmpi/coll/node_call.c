/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/node_call.h"

#include "coll/describe.h"
#include "coll/fingerprint.h"
#include "coll/node_kind.h"
#include "p2p/wait.h"

enum { GRAIN = 16 }; /* places begin at a multiple of it: the alignment of any element */

/* From one place in so many bytes to the next. */
static MPI_Count stride(const struct node_kind *kind, int size, int bytes)
{
    int others = size > 1 ? size - 1 : 1;

    if (!kind->to_each)
        return bytes;
    return bytes / (kind->reduces ? size : others) & -GRAIN;
}

/* Bytes of a block that fit into a place: reductions need whole elements. */
static MPI_Count room(const struct node_kind *kind, const struct coll *c, MPI_Count place)
{
    return kind->reduces ? place - place % c->recv.type->size : place;
}

/* Reductions work in the places, so the data must be there as it is in memory. */
static bool can_reduce(const struct coll *c)
{
    const datatype_t *type = c->recv.type;

    return type->contiguous && type->basic != BASIC_NONE;
}

static bool needs_parcels(const struct coll *c)
{
    const struct node_kind *kind = &node_kinds[c->kind];

    return kind->secret || kind->most(c) > stride(kind, c->node->size, NODE_SLOT_BYTES);
}

/* Rounds of which not all members know how many there are get their numbers while the
 * operation is under way: nothing else may begin meanwhile. */
bool node_call_is_possible(const struct coll *c)
{
    const struct node_kind *kind = &node_kinds[c->kind];

    return kind->bring && (!kind->reduces || can_reduce(c)) &&
           (!kind->secret || c->blocking);
}

bool node_call_fits(const struct coll *c)
{
    const struct node_kind *kind = &node_kinds[c->kind];

    if (!node_call_is_possible(c))
        return false;
    return !needs_parcels(c) || (c->node->parcels == PARCELS_THERE &&
                                 stride(kind, c->node->size, NODE_PARCEL_BYTES) > 0);
}

/* All members offer parcels, and know then whether all have some. */
void node_call_get_parcels(struct node_team *node, const struct team *team,
                           uint32_t whole)
{
    node_team_offer_parcels(node);
    for (int i = 0; i < node->size; i++) {
        struct coll bcast = {
            .kind = COLL_BCAST,
            .recv = { .buffer = &node->members[i].offset,
                      .count = sizeof node->members[i].offset,
                      .type = type_named(BASIC_MPI_BYTE) },
            .root = i,
            .whole = whole | FINGERPRINT_PREPARES,
            .team = team,
            .node = node,
        };

        (void)node_call_run(&bcast); /* the operation itself says so, too */
    }
    node_team_take_parcels(node);
}

void node_call_want(const struct coll *c)
{
    if (c->node->parcels == PARCELS_UNASKED && node_kinds[c->kind].bring &&
        needs_parcels(c))
        c->node->parcels = PARCELS_WANTED;
}

bool node_call_prepare(const struct coll *c)
{
    node_call_want(c);
    if (c->node->parcels != PARCELS_WANTED)
        return false;
    node_call_get_parcels(c->node, c->team, fingerprint_mark(c));
    return true;
}

static bool is_root(const struct node_call *call)
{
    return call->team->rank == call->c->root;
}

/* Whom this member waits for in a round. */
static void watch(struct node_call *call)
{
    bool is_roll_call = call->kind->secret && call->round == 0;

    call->next = 0;
    call->end = call->team->size;
    if (call->kind->flow == ALL_TO_ALL || is_roll_call)
        return;
    if (call->kind->flow == LOWER_TO_HIGHER)
        call->end = call->team->rank;
    if (call->kind->flow == ALL_TO_ROOT && !is_root(call))
        call->end = 0;
    if (call->kind->flow == ROOT_TO_ALL) {
        call->next = call->c->root;
        call->end = is_root(call) ? call->next : call->next + 1;
    }
}

/* What is a part of another operation has amounts of its own. */
static uint32_t say_data(const struct node_call *call)
{
    const struct coll *c = call->c;
    uint32_t here = call->parcels ? 0 : NODE_DATA_HERE;

    if (!call->kind->alike || c->whole || c->call == CALL_NONE)
        return here | NODE_DATA_VARIES | call->parcels;
    return here | fingerprint_data(call->kind->alike(c));
}

void node_call_begin(struct node_call *call, struct node_team *team, const struct coll *c)
{
    const struct node_kind *kind = &node_kinds[c->kind];
    MPI_Count most = kind->most(c);

    call->c = c;
    call->kind = kind;
    call->team = team;
    call->slot_stride = stride(kind, team->size, NODE_SLOT_BYTES);
    call->parcel_stride = stride(kind, team->size, NODE_PARCEL_BYTES);
    call->at = 0;
    call->room = call->parcel_stride;
    call->parcels = 0;
    if (unlikely(most > call->slot_stride)) {
        call->room = room(kind, c, call->parcel_stride);
        call->parcels = (uint32_t)((most + call->room - 1) / call->room);
    }
    call->round = 0;
    call->rounds = call->parcels > 1 && !kind->secret ? call->parcels : 1;
    call->number = team->last + 1;
    team->last += call->rounds;
    call->saying = (struct node_saying){ say_data(call), fingerprint_mark(c) };
    call->error_class = MPI_SUCCESS;
    call->brought = 0;
    watch(call);
}

/* Have all members done so much that this round's slots are free?  Their slots say it by
 * the way; only a member that nobody waits for has to look on purpose. */
static bool may_bring(struct node_call *call)
{
    const uint32_t needed = call->number - (call->parcels ? NODE_PARCELS : NODE_SLOTS);
    struct node_team *team = call->team;
    uint32_t safe = call->number;

    if (likely(!node_is_before(team->safe, needed)))
        return true;
    for (int i = 0; i < team->size; i++) {
        uint32_t done = __atomic_load_n(&team->done[i].number, __ATOMIC_ACQUIRE);

        safe = node_is_before(done, safe) ? done : safe;
    }
    team->safe = safe;
    return !node_is_before(safe, needed);
}

static void bring(struct node_call *call)
{
    struct node_team *team = call->team;
    struct node_slot *slot = node_team_slot(team, team->rank, call->number);

    slot->saying = call->saying;
    call->kind->bring(call);
    node_team_raise(team, slot, call->number);
}

static void go_to(struct node_call *call, uint32_t round)
{
    call->number += round - call->round;
    call->at = round * call->room;
    call->round = round;
}

static bool brings(const struct node_call *call)
{
    return call->kind->flow != ROOT_TO_ALL || call->kind->secret || is_root(call);
}

enum { AHEAD = 2 }; /* rounds under way: the others' flags arrive while it brings more */

/* True if this member has brought what belongs to the round. */
static bool bring_ahead(struct node_call *call)
{
    uint32_t round = call->round, left = call->rounds - round;
    uint32_t end = round + (left < AHEAD ? left : AHEAD);

    while (call->brought < end) {
        go_to(call, call->brought);
        if (!may_bring(call))
            break;
        bring(call);
        call->brought++;
    }
    go_to(call, round);
    return call->brought > round;
}

/* Whoever waits for this member hears of it. */
static void find_mismatch(struct node_call *call, int member)
{
    const struct node_mismatch found = {
        .with = (uint32_t)member,
        .mine = call->saying,
        .theirs = node_team_slot(call->team, member, call->number)->saying,
    };

    node_team_break(call->team, &found);
    call->error_class = fingerprint_mismatch(call->c, &found);
}

static bool are_there(struct node_call *call)
{
    for (; call->next < call->end; call->next++) {
        struct node_slot *slot = node_team_slot(call->team, call->next, call->number);

        if (__atomic_load_n(&slot->number, __ATOMIC_ACQUIRE) != call->number)
            return false;
        if (unlikely(!fingerprint_agrees(call->saying, slot->saying))) {
            find_mismatch(call, call->next);
            return true;
        }
    }
    return true;
}

/* As many rounds as the member with the longest block needs. */
static void call_roll(struct node_call *call)
{
    for (int i = 0; i < call->team->size; i++) {
        struct node_saying saying = node_team_slot(call->team, i, call->number)->saying;
        uint32_t rounds =
            node_saying_has_parcels(saying) ? saying.data & ~NODE_DATA_VARIES : 0;

        call->rounds = rounds > call->rounds ? rounds : call->rounds;
    }
    call->team->last += call->rounds - 1;
}

/* Nonblocking operations may be over in another order than they began.  Somebody may
 * sleep until there is room for what he brings, if he waits for nothing else of this
 * member. */
static void finish(struct node_call *call)
{
    struct node_team *team = call->team;
    uint32_t done = team->done[team->rank].number;

    team->finished[call->number % NODE_SLOTS] = true;
    while (team->finished[(done + 1) % NODE_SLOTS])
        team->finished[++done % NODE_SLOTS] = false;
    __atomic_store_n(&team->done[team->rank].number, done, __ATOMIC_RELEASE);
    if (call->kind->flow != ALL_TO_ALL)
        node_team_wake(team);
}

/* Others have looked at this member's next slot long ago: it is got back while this round
 * ends.  Those who need not wait for this member may be ahead of it: their next slots are
 * under way, too. */
static void look_ahead(const struct node_call *call)
{
    uint32_t next = call->number - call->round + call->brought;
    int first = call->kind->flow == ROOT_TO_ALL ? call->c->root : 0;

    __builtin_prefetch(node_team_slot(call->team, call->team->rank, next), 1);
    if (call->kind->flow != ALL_TO_ALL)
        for (int i = first; i < call->end; i++)
            __builtin_prefetch(node_team_slot(call->team, i, call->number + 1));
}

static void take(struct node_call *call)
{
    bool is_roll_call = call->kind->secret && call->round == 0;

    look_ahead(call);
    call->kind->take(call);
    if (call->kind->flow == ALL_TO_ALL || is_roll_call)
        node_team_note_done(call->team, call->number);
    if (is_roll_call)
        call_roll(call);
    finish(call);
}

bool node_call_advance(struct node_call *call)
{
    while (call->round < call->rounds) {
        if ((brings(call) && !bring_ahead(call)) || !are_there(call))
            return false;
        if (unlikely(call->error_class != MPI_SUCCESS))
            return true;
        take(call);
        go_to(call, call->round + 1);
        watch(call);
    }
    return true;
}

/* A wait that is long has an eye on those whose turn it is not yet, too: those before
 * them may never come. */
static bool look_at_others(struct node_call *call)
{
    for (int i = 0; i < call->team->size; i++) {
        const struct node_slot *slot = node_team_slot(call->team, i, call->number);

        if (__atomic_load_n(&slot->number, __ATOMIC_ACQUIRE) == call->number &&
            unlikely(!fingerprint_agrees(call->saying, slot->saying))) {
            find_mismatch(call, i);
            return true;
        }
    }
    return false;
}

/* A wait for those who have gone with an error ends with the same one. */
static bool is_broken(struct node_call *call)
{
    struct node_mismatch found;

    if (likely(!node_team_is_broken(call->team, &found)))
        return false;
    call->error_class = fingerprint_mismatch_of_others(call->c, &found);
    return true;
}

static bool is_over(const void *argument)
{
    struct node_call *call = (struct node_call *)argument;

    return node_call_advance(call) || is_broken(call) || look_at_others(call);
}

/* While there is no room for what it brings, nobody knows.  The number tells a round from
 * the next: who is in another one has moved. */
static void describe(const void *argument, struct blocked *blocked)
{
    const struct node_call *call = argument;
    bool is_waiting = call->brought > call->round || !brings(call);

    describe_call(call->c, blocked);
    for (int i = call->next; is_waiting && i < call->end; i++) {
        struct node_slot *slot = node_team_slot(call->team, i, call->number);

        if (__atomic_load_n(&slot->number, __ATOMIC_ACQUIRE) == call->number)
            continue;
        blocked_need(blocked);
        blocked_by(blocked, BLOCKED_FLAG, call->team->members[i].proc, call->number);
    }
}

static int run(struct node_call *call)
{
    if (!node_call_advance(call) && !wait_briefly(is_over, call))
        wait_until(is_over, call, describe);
    return call->error_class;
}

int node_call_run(const struct coll *c)
{
    struct node_call call;

    node_call_begin(&call, c->node, c);
    return run(&call);
}

int node_call_resume(struct coll *c)
{
    struct team team = team_of_comm(c->comm, 0);
    struct node_call call;
    int error_class;

    c->team = &team;
    c->node = c->comm->node;
    c->number = c->comm->coll_count;
    c->node->last--;
    node_call_begin(&call, c->node, c);
    call.brought = 1;
    error_class = run(&call);
    c->team = NULL;
    return error_class;
}

static void begin(void *argument)
{
    struct node_call *call = argument;

    node_call_begin(call, call->team, call->c);
}

static int look(void *argument)
{
    struct node_call *call = argument;

    return node_call_advance(call) || is_broken(call) ? call->error_class : SCHED_AGAIN;
}

static struct counts keep(struct sched *s, struct counts counts, int size)
{
    MPI_Count *copy = NULL;

    if (counts.address)
        copy = sched_alloc(s, size * (MPI_Count)sizeof *copy);
    for (int i = 0; copy && i < size; i++)
        copy[i] = count_at(counts, i);
    return counts_64(copy);
}

/* mpi4py (4.1.2) gives the arrays of counts back when a call has returned, and other
 * libraries have read them by then.  Of the calls that come here all members have those
 * of the receive side (allgatherv, reduce_scatter), and only those. */
void node_call_build(struct sched *s, const struct coll *c)
{
    struct node_call *call = sched_alloc(s, sizeof *call);
    struct coll *copy = sched_alloc(s, sizeof *copy);

    if (!call || !copy)
        return;
    *copy = *c;
    if (c->recv.uneven) {
        copy->recv.counts = keep(s, c->recv.counts, c->team->size);
        copy->recv.displs = keep(s, c->recv.displs, c->team->size);
    }
    call->c = copy;
    call->team = c->node;
    sched_poll(s, begin, look, describe, call);
}
