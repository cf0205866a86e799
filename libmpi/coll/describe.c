/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/describe.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "obj/handle.h"
#include "p2p/match.h"
#include "util/call.h"

/* Text that grows, and is cut at its end. */
struct text {
    char *start;
    size_t size, used;
};

static void __attribute__((format(printf, 2, 3)))
add(struct text *text, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text->start + text->used, text->size - text->used, format, args);
    va_end(args);
    if (length > 0)
        text->used += (size_t)length;
    if (text->used >= text->size)
        text->used = text->size - 1;
}

static void add_side(struct text *text, const struct side *side, const char *name)
{
    char type[MPI_MAX_OBJECT_NAME];

    if (side->buffer == MPI_IN_PLACE) {
        add(text, "%sbuf=MPI_IN_PLACE, ", name);
        return;
    }
    if (side->uneven)
        add(text, "%scounts[], ", name);
    else
        add(text, "%scount=%lld, ", name, (long long)side->count);
    if (side->types)
        add(text, "types[], ");
    else
        add(text, "%s, ", handle_text(side->handle, OBJECT_DATATYPE, type, sizeof type));
}

bool coll_has_root(enum coll_kind kind)
{
    return kind == COLL_BCAST || kind == COLL_GATHER || kind == COLL_GATHERV ||
           kind == COLL_SCATTER || kind == COLL_SCATTERV || kind == COLL_REDUCE;
}

int coll_shown_root(const struct coll *c)
{
    return coll_has_root(c->kind) && c->call != CALL_NONE ? c->root : -1;
}

static void add_sides(struct text *text, const struct coll *c)
{
    if (c->kind == COLL_BARRIER)
        return;
    if (c->kind == COLL_BCAST || (c->kind >= COLL_REDUCE && c->kind <= COLL_EXSCAN)) {
        add_side(text, &c->recv, "");
        return;
    }
    add_side(text, &c->send, "send");
    add_side(text, &c->recv, "recv");
}

const char *coll_describe(const struct coll *c, char *buffer, size_t size)
{
    struct text text = { buffer, size, 0 };
    char comm[MPI_MAX_OBJECT_NAME];

    add_sides(&text, c);
    if (c->op)
        add(&text, "%s, ", op_name(c->op));
    if (coll_has_root(c->kind))
        add(&text, "root=%d, ", c->root);
    add(&text, "%s",
        handle_text(c->comm ? object_handle(&c->comm->object) : MPI_COMM_NULL,
                    OBJECT_COMM, comm, sizeof comm));
    return buffer;
}

/* Under way */

static void describe_comm(const comm_t *comm, struct blocked *blocked)
{
    char text[MPI_MAX_OBJECT_NAME];

    blocked_text(
        blocked, "%s",
        handle_text(object_handle(&comm->object), OBJECT_COMM, text, sizeof text));
}

void describe_call(const struct coll *c, struct blocked *blocked)
{
    char text[BLOCKED_TEXT];

    if (!c->comm)
        return; /* what comes before the operation itself: node_call_get_parcels */
    if (c->call != CALL_NONE)
        blocked_text(blocked, "%s", coll_describe(c, text, sizeof text));
    else
        describe_comm(c->comm, blocked);
    blocked->context = c->comm->context;
    blocked->number = c->number;
    blocked->call = c->call;
    blocked->root = coll_shown_root(c);
}

/* What describe_team looks for. */
struct search {
    const struct team *team;
    struct blocked *blocked;
};

static bool is_of_team(const struct transfer *transfer, const struct team *team)
{
    const comm_t *comm = team->transport;
    int lane = transfer->message.tag - team->tag;

    return transfer->message.match == comm->match_coll && lane >= 0 && lane < TEAM_LANES;
}

static void add_need(const struct search *search, enum blocked_way way,
                     const struct transfer *transfer, uint64_t token)
{
    const struct message *m = &transfer->message;

    if (!is_of_team(transfer, search->team))
        return;
    blocked_need(search->blocked);
    blocked_by(search->blocked, way, group_proc(m->comm->remote_group, m->peer), token);
}

static void add_receive(const struct transfer *recv, void *search)
{
    add_need(search, BLOCKED_STEP, recv, 0);
}

static void add_send(const struct transfer *send, void *search)
{
    add_need(search, BLOCKED_TAKE_STEP, send, send->header.token);
}

void describe_team(const struct team *team, struct blocked *blocked)
{
    const comm_t *comm = team->transport;
    struct search search = { team, blocked };

    if (team->call)
        describe_call(team->call, blocked);
    else
        describe_comm(comm, blocked);
    match_each_receive(comm->match_coll, add_receive, &search);
    transfer_each_send(add_send, &search);
}
