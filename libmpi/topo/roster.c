/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/roster.h"

#include <stdlib.h>
#include <string.h>

#include "coll/coll.h"
#include "p2p/foreign.h"
#include "p2p/peer.h"
#include "util/err.h"

/* What one process says of itself; all records of a group are equally long. */
struct record {
    struct identity who;
    uint64_t bytes;
    char address[];
};

/* The records of a group. */
struct roster {
    int members;
    int stride; /* bytes of each record */
    char *records;
};

static const struct record *record_of(const struct roster *roster, int member)
{
    return (const void *)(roster->records + (size_t)member * (size_t)roster->stride);
}

static int no_memory(void)
{
    return err(MPI_ERR_NO_MEM, "no memory for the members of another group");
}

/* Room for the records of a group, all zero. */
static int roster_init(struct roster *roster, int members, int stride)
{
    *roster = (struct roster){ .members = members, .stride = stride };
    roster->records = calloc((size_t)members, (size_t)stride);
    return roster->records ? MPI_SUCCESS : no_memory();
}

/* Collectives over our group */

static int gather(comm_t *comm, int root, const void *mine, MPI_Count bytes, void *all)
{
    struct coll c = {
        .kind = COLL_GATHER,
        .send = { .buffer = (void *)mine,
                  .count = bytes,
                  .handle = MPI_BYTE,
                  .same = true },
        .recv = { .buffer = all, .count = bytes, .handle = MPI_BYTE },
        .root = root,
        .comm = comm,
    };

    return coll_blocking(&c);
}

static int largest(comm_t *comm, int mine, int *most)
{
    struct coll c = {
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = &mine, .count = 1, .handle = MPI_INT, .same = true },
        .recv = { .buffer = most, .count = 1, .handle = MPI_INT, .same = true },
        .op = op_of(MPI_MAX),
        .comm = comm,
    };

    return coll_blocking(&c);
}

/* Who they are */

/* The record of this process; all of our group are as long as the longest. */
static int write_record(comm_t *local, struct record **record, int *stride)
{
    struct identity self;
    const void *address;
    size_t bytes;
    int error = foreign_self(&self, &address, &bytes);

    if (!error)
        error = largest(local, (int)((sizeof **record + bytes + 7) & ~(size_t)7), stride);
    if (error)
        return error;
    *record = calloc(1, (size_t)*stride);
    if (!*record)
        return no_memory();
    (*record)->who = self;
    (*record)->bytes = bytes;
    memcpy((*record)->address, address, bytes);
    return MPI_SUCCESS;
}

/* Our roster, which is filled at the leader only. */
static int write_roster(const struct agreement *a, comm_t *local, struct roster *ours)
{
    struct record *mine;
    int stride;
    int error = write_record(local, &mine, &stride);

    if (error)
        return error;
    error = roster_init(ours, local->size, stride);
    if (!error)
        error = gather(local, a->leader, mine, stride, ours->records);
    free(mine);
    return error;
}

static bool makes_sense(const struct roster *roster)
{
    for (int i = 0; i < roster->members; i++)
        if (record_of(roster, i)->bytes > (size_t)roster->stride - sizeof(struct record))
            return false;
    return true;
}

static int swap_rosters(struct agreement *a, const struct roster *ours,
                        struct roster *theirs)
{
    int stride;
    int error = agreement_swap(a, &ours->stride, sizeof stride, &stride, sizeof stride);

    if (!error && stride < (int)sizeof(struct record))
        error = err(MPI_ERR_OTHER, "the other group has another version of the library");
    if (!error)
        error = roster_init(theirs, a->offers[THEIRS].size, stride);
    if (!error)
        error = agreement_swap(a, ours->records, (MPI_Count)ours->members * ours->stride,
                               theirs->records, (MPI_Count)theirs->members * stride);
    if (!error && !makes_sense(theirs))
        error = err(MPI_ERR_OTHER, "the other group sent addresses that cannot be read");
    return error;
}

/* What they call each other: per member and job of the other group, the number of that
 * job's rank 0. */

struct jobs {
    int count;
    uint64_t *names; /* in the order in which they come up in the group */
};

static int job_index(const struct jobs *jobs, uint64_t name)
{
    int i = 0;

    while (i < jobs->count && jobs->names[i] != name)
        i++;
    return i;
}

static void jobs_note(struct jobs *jobs, uint64_t name)
{
    int i = job_index(jobs, name);

    jobs->names[i] = name;
    if (i == jobs->count)
        jobs->count++;
}

static int jobs_init(struct jobs *jobs, int members)
{
    jobs->count = 0;
    jobs->names = malloc(((size_t)members + 1) * sizeof *jobs->names);
    return jobs->names ? MPI_SUCCESS : no_memory();
}

static int jobs_of_group(const group_t *group, struct jobs *jobs)
{
    int error = jobs_init(jobs, group->size);

    for (int i = 0; !error && i < group->size; i++) {
        struct identity who;

        error = foreign_identity(group_proc(group, i), &who);
        if (!error)
            jobs_note(jobs, who.job);
    }
    return error;
}

/* The numbers of their jobs here, and of each member. */
static int number_them(const struct roster *theirs, struct jobs *jobs, int *firsts,
                       int *procs)
{
    for (int i = 0; i < theirs->members; i++) {
        const struct identity *who = &record_of(theirs, i)->who;
        int error = foreign_number(who, &procs[i]);

        if (error)
            return error;
        jobs_note(jobs, who->job);
        firsts[job_index(jobs, who->job)] = procs[i] - who->rank;
    }
    return MPI_SUCCESS;
}

/* known[i * our jobs + j] is what member i of theirs calls rank 0 of our job j. */
static int introduce_them(const struct roster *theirs, const int *procs,
                          const struct jobs *ours, const int *known)
{
    struct identity self;
    int error = foreign_identity(peer_self(), &self);

    for (int i = 0; !error && i < theirs->members; i++) {
        const struct record *record = record_of(theirs, i);
        int first = known[i * ours->count + job_index(ours, self.job)];

        error =
            peer_introduce(procs[i], record->address, record->bytes, first + self.rank);
    }
    return error;
}

/* Everything that the second half needs memory for. */
struct numbers {
    struct jobs our_jobs, their_jobs;
    int *firsts; /* of their jobs here */
    int *ours;   /* the same of all of our group, at the leader */
    int *theirs; /* of our jobs, at each of theirs */
};

static void numbers_fini(struct numbers *n)
{
    free(n->our_jobs.names);
    free(n->their_jobs.names);
    free(n->firsts);
    free(n->ours);
    free(n->theirs);
}

static int swap_numbers(struct agreement *a, comm_t *local, struct numbers *n,
                        const struct roster *theirs)
{
    MPI_Count mine = n->their_jobs.count * (MPI_Count)sizeof(int);
    MPI_Count yours = n->our_jobs.count * (MPI_Count)sizeof(int);
    int error;

    n->ours = malloc((size_t)(mine * local->size));
    n->theirs = malloc((size_t)(yours * theirs->members));
    if (!n->ours || !n->theirs)
        return no_memory();
    error = gather(local, a->leader, n->firsts, mine, n->ours);
    return error ? error
                 : agreement_swap(a, n->ours, mine * local->size, n->theirs,
                                  yours * theirs->members);
}

static int meet(struct agreement *a, comm_t *local, const struct roster *theirs,
                int *procs)
{
    struct numbers n = { .firsts = malloc((size_t)theirs->members * sizeof(int)) };
    int error = n.firsts ? jobs_of_group(local->group, &n.our_jobs) : no_memory();

    if (!error)
        error = jobs_init(&n.their_jobs, theirs->members);
    if (!error)
        error = number_them(theirs, &n.their_jobs, n.firsts, procs);
    if (!error)
        error = swap_numbers(a, local, &n, theirs);
    if (!error)
        error = introduce_them(theirs, procs, &n.our_jobs, n.theirs);
    numbers_fini(&n);
    return error;
}

static int group_of_roster(struct agreement *a, comm_t *local,
                           const struct roster *theirs, group_t **remote)
{
    int *procs = malloc((size_t)theirs->members * sizeof *procs);
    int error = procs ? meet(a, local, theirs, procs) : no_memory();

    if (!error)
        return group_create(theirs->members, procs, remote);
    free(procs);
    return error;
}

int roster_swap(struct agreement *a, comm_t *local, group_t **remote)
{
    struct roster ours = { 0 }, theirs = { 0 };
    int error = write_roster(a, local, &ours);

    if (!error)
        error = swap_rosters(a, &ours, &theirs);
    if (!error)
        error = group_of_roster(a, local, &theirs, remote);
    free(ours.records);
    free(theirs.records);
    return error;
}
