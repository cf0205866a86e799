/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/sched.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "type/pack.h"
#include "util/arena.h"
#include "util/err.h"

enum step_kind {
    STEP_SEND,
    STEP_RECV,
    STEP_COPY,
    STEP_REDUCE,
    STEP_POLL,
    STEP_GATE,
    STEP_THEN
};

struct step {
    enum step_kind kind;
    int next; /* step of the same lane, NONE */
    const void *in;
    void *out;
    MPI_Count count; /* elements of type: of a copy, those of out */
    datatype_t *type;
    union {
        struct {
            const struct team *team;
            int peer;
        } message;
        struct {
            MPI_Count count;
            datatype_t *type;
        } from; /* of a copy */
        op_t *op;
        struct {
            void (*begin)(void *argument);
            int (*look)(void *argument);
            blocked_f *describe;
        } poll;                      /* the argument is out */
        int (*pass)(void *argument); /* the same */
    };
};

enum { NONE = -1 };

struct lane {
    struct sched *sched;
    int first, last; /* steps */
    int cursor;      /* the next step to carry out */
    int pending;     /* messages on their way */
};

struct sched {
    struct deferred deferred;
    struct poller poller;
    struct sched *next; /* in the pool */
    struct step *steps;
    int step_count, step_room;
    int lane; /* being recorded */
    int lane_count;
    struct lane lanes[TEAM_LANES];
    struct arena arena;
    bool no_memory;  /* while recording */
    int gates, shut; /* recorded; not passed yet */

    const struct team *team;
    bool moved;     /* a message has come to its end since this was last false */
    bool advancing; /* no need to be told: advance() is looking anyway */
    sched_over_f *over;
    void *argument;
    int error_class;
    char *error_text;
};

static struct sched *pool;
static int under_way; /* started, and not over */

static void continue_later(struct deferred *deferred);
static bool look_again(struct poller *poller);

static void lane_init(struct sched *s, int lane)
{
    s->lanes[lane] = (struct lane){ s, NONE, NONE, NONE, 0 };
}

struct sched *sched_get(void)
{
    struct sched *s = pool;

    if (s) {
        pool = s->next;
    } else {
        s = calloc(1, sizeof *s);
        if (!s)
            return NULL;
        list_init(&s->deferred.link);
        s->deferred.run = continue_later;
        poller_init(&s->poller, look_again);
    }
    s->step_count = 0;
    s->lane = 0;
    s->lane_count = 1;
    lane_init(s, 0);
    s->no_memory = false;
    s->gates = 0;
    return s;
}

static void forget_error(struct sched *s)
{
    s->error_class = MPI_SUCCESS;
    free(s->error_text);
    s->error_text = NULL;
}

void sched_put(struct sched *s)
{
    if (!s)
        return;
    arena_reset(&s->arena);
    forget_error(s);
    s->next = pool;
    pool = s;
}

void sched_trim(void)
{
    while (pool) {
        struct sched *s = pool;

        pool = s->next;
        arena_fini(&s->arena);
        free(s->steps);
        free(s);
    }
}

void *sched_alloc(struct sched *s, MPI_Count bytes)
{
    void *memory = arena_alloc(&s->arena, bytes);

    s->no_memory |= !memory;
    return memory;
}

void *sched_buffer(struct sched *s, MPI_Count count, const datatype_t *type)
{
    MPI_Count last = count > 0 ? (count - 1) * type->extent : 0;
    MPI_Count low = type->true_lb + (last < 0 ? last : 0);
    MPI_Count span = type->true_extent + (last < 0 ? -last : last);
    MPI_Count skip = low & ~(MPI_Count)(ARENA_ALIGN - 1); /* keeps the alignment */
    char *memory = sched_alloc(s, span + low - skip);

    return memory ? (void *)((uintptr_t)memory - skip) : NULL;
}

void sched_lane(struct sched *s, int lane)
{
    while (s->lane_count <= lane)
        lane_init(s, s->lane_count++);
    s->lane = lane;
}

static bool make_room(struct sched *s)
{
    int room = s->step_room ? 2 * s->step_room : 32;
    struct step *steps = realloc(s->steps, room * sizeof *steps);

    if (!steps) {
        s->no_memory = true;
        return false;
    }
    s->steps = steps;
    s->step_room = room;
    return true;
}

static void add(struct sched *s, struct step step)
{
    struct lane *lane = &s->lanes[s->lane];
    int index = s->step_count;

    if (index == s->step_room && !make_room(s))
        return;
    step.next = NONE;
    s->steps[index] = step;
    s->step_count++;
    if (lane->last == NONE)
        lane->first = index;
    else
        s->steps[lane->last].next = index;
    lane->last = index;
}

void sched_send(struct sched *s, const struct team *team, int member, const void *buffer,
                MPI_Count count, datatype_t *type)
{
    add(s, (struct step){ .kind = STEP_SEND,
                          .in = buffer,
                          .count = count,
                          .type = type,
                          .message = { team, team_peer(team, member) } });
}

void sched_recv(struct sched *s, const struct team *team, int member, void *buffer,
                MPI_Count count, datatype_t *type)
{
    add(s, (struct step){ .kind = STEP_RECV,
                          .out = buffer,
                          .count = count,
                          .type = type,
                          .message = { team, team_peer(team, member) } });
}

void sched_copy(struct sched *s, const void *in, MPI_Count in_count, datatype_t *in_type,
                void *out, MPI_Count out_count, datatype_t *out_type)
{
    add(s, (struct step){ .kind = STEP_COPY,
                          .in = in,
                          .out = out,
                          .count = out_count,
                          .type = out_type,
                          .from = { in_count, in_type } });
}

void sched_reduce(struct sched *s, const void *in, void *inout, MPI_Count count,
                  datatype_t *type, op_t *op)
{
    add(s, (struct step){ .kind = STEP_REDUCE,
                          .in = in,
                          .out = inout,
                          .count = count,
                          .type = type,
                          .op = op });
}

void sched_poll(struct sched *s, void (*begin)(void *argument),
                int (*look)(void *argument), blocked_f *describe, void *argument)
{
    add(s, (struct step){
               .kind = STEP_POLL, .out = argument, .poll = { begin, look, describe } });
}

void sched_gate(struct sched *s, int (*pass)(void *argument), void *argument)
{
    s->gates++;
    add(s, (struct step){ .kind = STEP_GATE, .out = argument, .pass = pass });
}

void sched_then(struct sched *s)
{
    add(s, (struct step){ .kind = STEP_THEN });
}

static void keep_error(struct sched *s, int error_class)
{
    if (error_class != MPI_SUCCESS && s->error_class == MPI_SUCCESS) {
        s->error_class = error_class;
        s->error_text = strdup(err_text());
    }
}

/* A message is over: from inside the network's callbacks, where nothing may be started.
 */
static void message_done(void *argument, int error_class)
{
    struct lane *lane = argument;
    struct sched *s = lane->sched;

    keep_error(s, error_class);
    s->moved = true;
    if (--lane->pending == 0 && s->over && !s->advancing)
        s->team->ops->defer(s->team, &s->deferred);
}

static void start_message(struct lane *lane, const struct step *step)
{
    const struct team *team = step->message.team;
    bool is_send = step->kind == STEP_SEND;
    struct message message = {
        .buffer = is_send ? (void *)step->in : step->out,
        .count = step->count,
        .type = step->type,
        .peer = step->message.peer,
        .tag = team->tag + (int)(lane - lane->sched->lanes),
        .operation = (uint8_t)team->operation,
    };
    int error_class;

    lane->pending++;
    error_class =
        (is_send ? team->ops->send : team->ops->recv)(team, &message, message_done, lane);
    if (error_class != MPI_SUCCESS) {
        lane->pending--;
        keep_error(lane->sched, error_class);
    }
}

static int copy(const struct step *step)
{
    MPI_Count bytes = step->from.count * step->from.type->size;
    MPI_Count room = step->count * step->type->size;

    if (bytes > room)
        return err(
            MPI_ERR_TRUNCATE,
            "this process sends itself %lld B and has room for %lld: give send and receive side the same amount of data",
            (long long)bytes, (long long)room);
    type_copy(step->in, step->from.count, step->from.type, step->out, step->count,
              step->type);
    return MPI_SUCCESS;
}

static void pass_gate(struct sched *s, const struct step *step)
{
    int error_class = step->pass(step->out);

    keep_error(s, error_class);
    s->shut = error_class ? 0 : s->shut - 1;
    s->moved = true; /* lanes may go on that were looked at before */
    for (int i = 0; error_class && i < s->lane_count; i++)
        s->lanes[i].cursor = NONE;
}

static void carry_out(struct lane *lane, const struct step *step)
{
    switch (step->kind) {
    case STEP_SEND:
    case STEP_RECV:
        start_message(lane, step);
        break;
    case STEP_COPY:
        keep_error(lane->sched, copy(step));
        break;
    case STEP_REDUCE:
        op_apply(step->op, step->in, step->out, step->count, step->type->basic,
                 object_handle(&step->type->object), step->type->extent);
        break;
    case STEP_GATE:
        pass_gate(lane->sched, step);
        break;
    case STEP_POLL: /* it is over, or it would not be carried out */
    case STEP_THEN:
        break;
    }
}

/* True if what a lane waits for is there. */
static bool pass_poll(struct sched *s, const struct step *step)
{
    int error_class = step->poll.look(step->out);

    if (error_class == SCHED_AGAIN) {
        progress_poll(&s->poller);
        return false;
    }
    keep_error(s, error_class);
    return true;
}

/* As far as the lane goes without waiting; true if it has come to its end. */
static bool lane_advance(struct lane *lane)
{
    const struct step *steps = lane->sched->steps;

    if (unlikely(lane->sched->shut > 0) && lane != lane->sched->lanes)
        return false;
    while (lane->cursor != NONE) {
        const struct step *step = &steps[lane->cursor];

        if (step->kind > STEP_RECV && lane->pending > 0)
            return false;
        if (step->kind == STEP_POLL && !pass_poll(lane->sched, step))
            return false;
        lane->cursor = step->next;
        carry_out(lane, step);
    }
    return lane->pending == 0;
}

/* The step that a lane waits at, if it is of the kind that must be asked; else NULL. */
static const struct step *polled_step(const struct lane *lane)
{
    const struct step *step = &lane->sched->steps[lane->cursor];

    return lane->cursor != NONE && lane->pending == 0 && step->kind == STEP_POLL ? step
                                                                                 : NULL;
}

/* Starting a message may end one of a lane that was looked at before: look again. */
static bool advance(struct sched *s)
{
    bool over;

    s->advancing = true;
    do {
        s->moved = false;
        over = true;
        for (int i = 0; i < s->lane_count; i++)
            over &= lane_advance(&s->lanes[i]);
    } while (!over && s->moved);
    s->advancing = false;
    if (over) { /* whatever wanted to go on with it */
        list_remove(&s->deferred.link);
        list_remove(&s->poller.link);
    }
    return over;
}

/* To the first step of every lane.  Nothing is carried out if the record is incomplete.
 */
static void rewind_lanes(struct sched *s, const struct team *team, sched_over_f *over,
                         void *argument)
{
    s->team = team;
    s->over = over;
    s->argument = argument;
    s->shut = s->no_memory ? 0 : s->gates;
    forget_error(s);
    if (s->no_memory)
        keep_error(s, err(MPI_ERR_NO_MEM, "no memory for a collective operation"));
    for (int i = 0; i < s->lane_count; i++)
        s->lanes[i].cursor = s->no_memory ? NONE : s->lanes[i].first;
    for (int i = 0; i < s->step_count && !s->no_memory; i++)
        if (s->steps[i].kind == STEP_POLL)
            s->steps[i].poll.begin(s->steps[i].out);
}

static int first_error(const struct sched *s)
{
    if (s->error_class == MPI_SUCCESS)
        return MPI_SUCCESS;
    return err(s->error_class, "%s", s->error_text ? s->error_text : "no memory");
}

int sched_run(struct sched *s, const struct team *team)
{
    rewind_lanes(s, team, NULL, NULL);
    while (!advance(s))
        team->ops->wait(team, &s->moved);
    return first_error(s);
}

/* The schedule may be gone when over() returns. */
static void continue_later(struct deferred *deferred)
{
    struct sched *s = container_of(deferred, struct sched, deferred);

    if (!advance(s))
        return;
    under_way--;
    s->over(s->argument, first_error(s));
}

/* From progress(): asks what cannot tell by itself. */
static bool look_again(struct poller *poller)
{
    struct sched *s = container_of(poller, struct sched, poller);
    bool moved = false;

    for (int i = 0; i < s->lane_count; i++) {
        const struct step *step = polled_step(&s->lanes[i]);

        moved |= step && step->poll.look(step->out) != SCHED_AGAIN;
    }
    if (!moved)
        return false;
    s->moved = true;
    if (s->over)
        continue_later(&s->deferred);
    return true;
}

bool sched_start(struct sched *s, const struct team *team, sched_over_f *over,
                 void *argument, int *error_class)
{
    rewind_lanes(s, team, over, argument);
    if (!advance(s)) {
        under_way++;
        return false;
    }
    *error_class = first_error(s);
    return true;
}

bool sched_describe(const struct sched *s, struct blocked *blocked)
{
    bool is_polled = false;

    for (int i = 0; i < s->lane_count; i++) {
        const struct step *step = polled_step(&s->lanes[i]);

        is_polled |= step != NULL;
        if (step)
            step->poll.describe(step->out, blocked);
    }
    return is_polled;
}

int sched_under_way(void)
{
    return under_way;
}
