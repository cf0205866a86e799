/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/agreement.h"

#include <stdlib.h>

#include "check/check.h"
#include "coll/algorithm.h"
#include "coll/fingerprint.h"
#include "coll/coll.h"
#include "coll/request.h"
#include "util/err.h"

struct contexts contexts_next(void)
{
    uint64_t context = comm_next_context();

    return (struct contexts){ context, comm_next_context() };
}

static bool is_leader(const struct agreement *a)
{
    return a->local.rank == a->leader;
}

static void begin(struct agreement *a, struct team local)
{
    *a = (struct agreement){ .local = local, .other_leader = MPI_PROC_NULL };
    agreement_set_leader(a, 0);
}

void agreement_set_leader(struct agreement *a, int leader)
{
    a->leader = leader;
    if (is_leader(a))
        a->offers[OURS] =
            (struct offer){ .contexts = contexts_next(), .size = a->local.size };
}

void agreement_of_comm(struct agreement *a, comm_t *comm)
{
    comm_t *local = comm_is_inter(comm) ? comm->local : comm;

    begin(a, team_of_comm(local, team_tag(local, false)));
    if (comm_is_inter(comm))
        agreement_add_other(a, comm, 0, team_tag(comm, false));
}

/* The rank in comm of each member of group. */
static int map_group(const comm_t *comm, const group_t *group, int **map)
{
    *map = malloc(((size_t)group->size + 1) * sizeof **map);
    if (!*map)
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d", group->size);
    for (int i = 0; i < group->size; i++) {
        (*map)[i] = group_rank_of(comm->group, group_proc(group, i));
        if ((*map)[i] == MPI_UNDEFINED) {
            free(*map);
            return err(MPI_ERR_GROUP,
                       "rank %d of the group is no member of the communicator", i);
        }
    }
    return MPI_SUCCESS;
}

int agreement_of_group(struct agreement *a, comm_t *comm, const group_t *group, int tag)
{
    struct team team = team_of_comm(comm, tag);
    int *map;
    int error = map_group(comm, group, &map);

    if (error)
        return error;
    team.rank = group->rank;
    team.size = group->size;
    team.map = map;
    begin(a, team);
    a->map = map;
    return MPI_SUCCESS;
}

void agreement_add_other(struct agreement *a, comm_t *comm, int other_leader, int tag)
{
    a->across = team_of_comm(comm, tag);
    a->other_leader = other_leader;
}

/* Steps: the leaders swap bytes; everybody of the group is told. */

static void swap(struct sched *s, struct agreement *a, const void *ours,
                 MPI_Count our_bytes, void *theirs, MPI_Count their_bytes)
{
    datatype_t *byte = type_named(BASIC_MPI_BYTE);

    if (!is_leader(a) || a->other_leader == MPI_PROC_NULL)
        return;
    sched_send(s, &a->across, a->other_leader, ours, our_bytes, byte);
    sched_recv(s, &a->across, a->other_leader, theirs, their_bytes, byte);
    sched_then(s);
}

static struct coll telling(struct agreement *a, comm_t *comm, void *what, MPI_Count bytes)
{
    return (struct coll){
        .kind = COLL_BCAST,
        .recv = { .buffer = what,
                  .count = bytes,
                  .type = type_named(BASIC_MPI_BYTE),
                  .same = true },
        .root = a->leader,
        .comm = comm,
        .team = &a->local,
    };
}

static int no_memory(void)
{
    return err(MPI_ERR_NO_MEM, "no memory to agree on a new communicator");
}

/* The steps of an agreement; NULL: no memory. */
static struct sched *record(struct agreement *a, struct coll *told)
{
    struct sched *s = sched_get();

    if (!s)
        return NULL;
    if (unlikely(check_on))
        fingerprint_exchange(s, told);
    swap(s, a, &a->offers[OURS], sizeof(struct offer), &a->offers[THEIRS],
         sizeof(struct offer));
    bcast_binomial(s, told);
    return s;
}

int agreement_reach(struct agreement *a)
{
    struct coll told = telling(a, NULL, a->offers, sizeof a->offers);
    struct sched *s = record(a, &told);
    int error;

    if (!s)
        return no_memory();
    error = sched_run(s, &a->local);
    sched_put(s);
    return error;
}

int agreement_start(struct agreement *a, comm_t *comm, request_t **request)
{
    struct coll told = telling(a, comm, a->offers, sizeof a->offers);
    struct sched *s = record(a, &told);

    return s ? coll_request_start(&told, s, request) : no_memory();
}

struct contexts agreement_contexts(const struct agreement *a)
{
    struct contexts contexts = a->offers[OURS].contexts;
    uint64_t theirs = a->offers[THEIRS].contexts.context;
    bool two_groups = a->offers[THEIRS].size > 0;

    if (two_groups && theirs > contexts.context)
        contexts.context = theirs;
    return contexts;
}

int agreement_swap(struct agreement *a, const void *ours, MPI_Count our_bytes,
                   void *theirs, MPI_Count their_bytes)
{
    struct coll told = telling(a, NULL, theirs, their_bytes);
    struct sched *s = sched_get();
    int error;

    if (!s)
        return no_memory();
    swap(s, a, ours, our_bytes, theirs, their_bytes);
    bcast_binomial(s, &told);
    error = sched_run(s, &a->local);
    sched_put(s);
    return error;
}

void agreement_fini(struct agreement *a)
{
    free(a->map);
}
