/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fake_team.h"

#include "type/pack.h"
#include "util/err.h"
#include "util/list.h"

/* One half of a message. */
struct half {
    struct list link;
    struct message message;
    transfer_done_f *done; /* NULL: the sender was told already */
    void *argument;
    char *copy; /* of an eager send: its packed data */
};

/* From one rank to another: what waits for its other half. */
struct channel {
    struct list sends, recvs;
};

struct arrival {
    struct half *send, *recv;
};

/* How a rank's schedule ended. */
struct outcome {
    bool over;
    int error_class;
};

struct fake_world {
    int size;
    uint64_t random;
    int sends_before_failure;
    struct outcome *outcomes;
    struct channel *channels;
    struct arrival *arrivals; /* matched, and not yet delivered */
    int arrival_count, arrival_room;
    struct list deferred;
};

/* Who a team's member is; teams point here. */
struct fake_member {
    struct list link;
    struct fake_world *world;
    int rank;
    int map[];
};

static struct list members = { &members, &members };

static unsigned draw(struct fake_world *world, unsigned below)
{
    world->random = world->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(world->random >> 33) % below;
}

struct fake_world *fake_create(int size, unsigned seed)
{
    struct fake_world *world = calloc(1, sizeof *world);

    world->size = size;
    world->random = seed;
    world->sends_before_failure = -1;
    world->channels = calloc((size_t)size * size, sizeof *world->channels);
    world->outcomes = calloc(size, sizeof *world->outcomes);
    for (int i = 0; i < size * size; i++) {
        list_init(&world->channels[i].sends);
        list_init(&world->channels[i].recvs);
    }
    list_init(&world->deferred);
    return world;
}

void fake_destroy(struct fake_world *world)
{
    for (int i = 0; i < world->size * world->size; i++) {
        assert_true(list_is_empty(&world->channels[i].sends));
        assert_true(list_is_empty(&world->channels[i].recvs));
    }
    assert_int_equal(world->arrival_count, 0);
    list_for_each_safe (link, &members) {
        list_remove(link);
        free(container_of(link, struct fake_member, link));
    }
    free(world->arrivals);
    free(world->channels);
    free(world->outcomes);
    free(world);
}

void fake_fail_send(struct fake_world *world, int after)
{
    world->sends_before_failure = after;
}

static void add_arrival(struct fake_world *world, struct half *send, struct half *recv)
{
    if (world->arrival_count == world->arrival_room) {
        world->arrival_room = 2 * world->arrival_room + 16;
        world->arrivals =
            realloc(world->arrivals, world->arrival_room * sizeof *world->arrivals);
    }
    world->arrivals[world->arrival_count++] = (struct arrival){ send, recv };
}

static struct half *take(struct list *list, int tag)
{
    list_for_each (link, list) {
        struct half *half = container_of(link, struct half, link);

        if (half->message.tag == tag) {
            list_remove(link);
            return half;
        }
    }
    return NULL;
}

static struct half *half_create(const struct message *message, transfer_done_f *done,
                                void *argument)
{
    struct half *half = calloc(1, sizeof *half);

    half->message = *message;
    half->done = done;
    half->argument = argument;
    return half;
}

static void make_eager(struct half *half, bool tell_now)
{
    const struct message *m = &half->message;
    MPI_Count bytes = m->count * m->type->size;

    half->copy = malloc(bytes + 1);
    type_pack(m->buffer, m->count, m->type, 0, half->copy, bytes);
    if (tell_now) {
        half->done(half->argument, MPI_SUCCESS);
        half->done = NULL;
    }
}

static int fake_send(const struct team *team, struct message *message,
                     transfer_done_f *done, void *argument)
{
    struct fake_member *member = team->transport;
    struct fake_world *world = member->world;
    struct channel *channel =
        &world->channels[member->rank * world->size + message->peer];
    struct half *send, *recv;
    unsigned how = draw(world, 3);

    if (world->sends_before_failure-- == 0)
        return err(MPI_ERR_OTHER, "this send was told to fail");
    send = half_create(message, done, argument);
    if (how > 0)
        make_eager(send, how == 1);
    recv = take(&channel->recvs, message->tag);
    if (recv)
        add_arrival(world, send, recv);
    else
        list_append(&channel->sends, &send->link);
    return MPI_SUCCESS;
}

static int fake_recv(const struct team *team, struct message *message,
                     transfer_done_f *done, void *argument)
{
    struct fake_member *member = team->transport;
    struct fake_world *world = member->world;
    struct channel *channel =
        &world->channels[message->peer * world->size + member->rank];
    struct half *recv = half_create(message, done, argument);
    struct half *send = take(&channel->sends, message->tag);

    if (send)
        add_arrival(world, send, recv);
    else
        list_append(&channel->recvs, &recv->link);
    return MPI_SUCCESS;
}

static int deliver(const struct half *send, const struct half *recv)
{
    const struct message *from = &send->message, *to = &recv->message;
    MPI_Count bytes = from->count * from->type->size;

    if (bytes > to->count * to->type->size)
        return err(MPI_ERR_TRUNCATE, "%lld bytes for %lld", (long long)bytes,
                   (long long)(to->count * to->type->size));
    if (send->copy)
        type_unpack(to->buffer, to->count, to->type, 0, send->copy, bytes);
    else
        type_copy(from->buffer, from->count, from->type, to->buffer, to->count, to->type);
    return MPI_SUCCESS;
}

static void tell(struct half *half, int error_class)
{
    if (half->done)
        half->done(half->argument, error_class);
    free(half->copy);
    free(half);
}

/* Lets one thing happen; false if nothing can. */
static bool fake_step(struct fake_world *world)
{
    struct arrival arrival;
    unsigned which;

    if (!list_is_empty(&world->deferred) && (!world->arrival_count || draw(world, 2))) {
        struct list *link = list_pop(&world->deferred);
        struct deferred *deferred = container_of(link, struct deferred, link);

        deferred->run(deferred);
        return true;
    }
    if (!world->arrival_count)
        return false;
    which = draw(world, world->arrival_count);
    arrival = world->arrivals[which];
    world->arrivals[which] = world->arrivals[--world->arrival_count];
    tell(arrival.recv, deliver(arrival.send, arrival.recv));
    tell(arrival.send, MPI_SUCCESS);
    return true;
}

static void fake_wait(const struct team *team, const bool *flag)
{
    struct fake_member *member = team->transport;

    while (!*flag)
        assert_true(fake_step(member->world)); /* deadlock */
}

static void fake_defer(const struct team *team, struct deferred *deferred)
{
    struct fake_member *member = team->transport;

    if (list_is_empty(&deferred->link))
        list_append(&member->world->deferred, &deferred->link);
}

struct team fake_part(struct fake_world *world, int rank, int first, int size)
{
    static const struct team_ops ops = { fake_send, fake_recv, fake_wait, fake_defer };
    struct fake_member *member = malloc(sizeof *member + size * sizeof *member->map);

    member->world = world;
    member->rank = first + rank;
    for (int i = 0; i < size; i++)
        member->map[i] = first + i;
    list_append(&members, &member->link);
    return (struct team){
        .rank = rank,
        .size = size,
        .map = member->map,
        .tag = 16,
        .ops = &ops,
        .transport = member,
    };
}

struct team fake_team(struct fake_world *world, int rank)
{
    return fake_part(world, rank, 0, world->size);
}

static void over(void *argument, int error_class)
{
    struct outcome *outcome = argument;

    assert_false(outcome->over);
    outcome->over = true;
    outcome->error_class = error_class;
}

void fake_start(struct fake_world *world, int rank, struct sched *s,
                const struct team *team)
{
    struct outcome *outcome = &world->outcomes[rank];
    int error_class;

    outcome->over = false;
    if (sched_start(s, team, over, outcome, &error_class))
        over(outcome, error_class);
}

void fake_settle(struct fake_world *world)
{
    while (fake_step(world))
        ;
}

bool fake_is_over(const struct fake_world *world, int rank)
{
    return world->outcomes[rank].over;
}

int fake_run(struct fake_world *world, struct sched **scheds, const struct team *teams)
{
    int first = (int)draw(world, world->size), error_class = MPI_SUCCESS;

    for (int i = 0; i < world->size; i++) {
        int rank = (first + i) % world->size;

        fake_start(world, rank, scheds[rank], &teams[rank]);
    }
    fake_settle(world);
    for (int rank = 0; rank < world->size; rank++) {
        assert_true(fake_is_over(world, rank)); /* or they wait for each other */
        if (error_class == MPI_SUCCESS)
            error_class = world->outcomes[rank].error_class;
    }
    return error_class;
}
