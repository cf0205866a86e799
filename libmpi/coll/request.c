/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/request.h"

#include <stdlib.h>

#include "coll/algorithm.h"
#include "coll/describe.h"
#include "coll/neighbor.h"
#include "coll/node_team.h"
#include "util/err.h"

struct coll_request {
    request_t request;
    struct list link;       /* among all that there are */
    struct request_ops ops; /* one per request, because it has the operation's name */
    struct sched *sched;
    const struct team *team;
    uint32_t number; /* as in struct coll */
    int root;
    enum mpi_call call;
    struct node_team *own; /* a persistent operation's; NULL: it has none */
    int held_count;
    struct object *held[]; /* types and operation, each with a reference */
};

static struct list all = { &all, &all };

static void release(request_t *request)
{
    struct coll_request *r = container_of(request, struct coll_request, request);

    for (int i = 0; i < r->held_count; i++)
        object_put(r->held[i]);
    list_remove(&r->link);
    sched_put(r->sched);
    node_team_destroy(r->own);
    free(r);
}

static void describe(const request_t *request, struct blocked *blocked)
{
    const struct coll_request *r = container_of(request, struct coll_request, request);

    blocked->by_schedule = 1;
    blocked_text(blocked, "%s", r->ops.name);
    if (sched_describe(r->sched, blocked))
        return;
    describe_team(r->team, blocked);
    blocked->context = request->comm ? request->comm->context : 0;
    blocked->number = r->number;
    blocked->root = r->root;
    blocked->call = r->call;
}

static void over(void *argument, int error_class)
{
    struct coll_request *r = argument;

    request_complete(&r->request, error_class);
}

static int start(request_t *request)
{
    struct coll_request *r = container_of(request, struct coll_request, request);
    int error_class;

    status_set_empty(&request->status);
    free(request->error_text);
    request->error_text = NULL;
    request->complete = false;
    request->active = true;
    if (sched_start(r->sched, r->team, over, r, &error_class))
        request_complete(request, error_class);
    return MPI_SUCCESS;
}

static void hold(struct coll_request *r, struct object *object)
{
    if (!object)
        return;
    object_get(object);
    r->held[r->held_count++] = object;
}

/* Block types of a side: there are as many as peers. */
static int block_types(const struct coll *c, const struct side *side)
{
    if (!side->types || side->buffer == MPI_IN_PLACE)
        return 0;
    if (c->neighbors)
        return side == &c->send ? c->neighbors->outdegree : c->neighbors->indegree;
    return c->comm->remote_size;
}

static void hold_side(struct coll_request *r, const struct coll *c,
                      const struct side *side)
{
    int types = block_types(c, side);

    if (!side->types && side->type)
        hold(r, &side->type->object);
    for (int i = 0; i < types; i++)
        hold(r, &side_type(side, i)->object);
}

static struct coll_request *create(const struct coll *c, struct sched *s)
{
    int most = 3 + block_types(c, &c->send) + block_types(c, &c->recv);
    struct coll_request *r = calloc(1, sizeof *r + most * sizeof *r->held);

    if (!r) {
        sched_put(s);
        return NULL;
    }
    r->ops = (struct request_ops){
        .name = c->call ? call_name(c->call) : coll_operation(c->kind)->name,
        .release = release,
        .describe = describe,
    };
    request_init(&r->request, &r->ops, c->comm);
    list_append(&all, &r->link);
    r->sched = s;
    r->team = c->team;
    r->number = c->number;
    r->root = coll_shown_root(c);
    r->call = c->call;
    hold_side(r, c, &c->send);
    hold_side(r, c, &c->recv);
    if (c->op)
        hold(r, &c->op->object);
    return r;
}

static int no_memory(void)
{
    return err(MPI_ERR_NO_MEM, "no memory for the request of a collective operation");
}

int coll_request_start(const struct coll *c, struct sched *s, request_t **request)
{
    struct coll_request *r = create(c, s);
    int error_class = MPI_SUCCESS;

    if (!r)
        return no_memory();
    *request = &r->request;
    if (!sched_start(s, r->team, over, r, &error_class))
        return MPI_SUCCESS;
    if (error_class == MPI_SUCCESS) {
        request_release(&r->request);
        *request = request_done();
    } else {
        request_complete(&r->request, error_class);
    }
    return MPI_SUCCESS;
}

int coll_request_create(const struct coll *c, struct sched *s, request_t **request)
{
    struct coll_request *r = create(c, s);

    if (!r) {
        node_team_destroy(c->node);
        return no_memory();
    }
    r->ops.start = start;
    r->own = c->node;
    r->request.persistent = true;
    r->request.complete = true;
    *request = &r->request;
    return MPI_SUCCESS;
}

void coll_request_each(ledger_visit_f *visit, void *argument)
{
    list_for_each (link, &all) {
        const struct coll_request *r = container_of(link, struct coll_request, link);

        visit(&r->request, r->ops.name, argument);
    }
}
