/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/foreign.h"

#include <stdlib.h>

#include "boot/boot.h"
#include "comm/comm.h"
#include "net/card.h"
#include "net/net.h"
#include "p2p/meeting.h"
#include "p2p/peer.h"
#include "util/err.h"

struct job {
    uint64_t name;
    int size;
    int first; /* number of its rank 0 here */
};

static struct {
    struct job *jobs; /* the first is this process's own */
    int count;
} known;

static int add(struct job job)
{
    struct job *jobs = realloc(known.jobs, ((size_t)known.count + 1) * sizeof *jobs);

    if (!jobs)
        return err(MPI_ERR_NO_MEM, "no memory for another job of %d processes", job.size);
    known.jobs = jobs;
    known.jobs[known.count++] = job;
    return MPI_SUCCESS;
}

/* This job */

/* FNV-1a (G. Fowler, L. C. Noll, P. Vo), with 64 bits. */
uint64_t foreign_hash(const void *data, size_t bytes)
{
    const unsigned char *byte = data;
    uint64_t hash = UINT64_C(14695981039346656037);

    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ byte[i]) * UINT64_C(1099511628211);
    return hash;
}

/* What all ranks agree on without a word to each other: MPI_Open_port is local. */
static int name_of_job(const void *address, size_t bytes, uint64_t *name)
{
    void *root = NULL;
    int error = meeting_attend();

    *name = error ? 0 : card_job();
    if (error || *name)
        return error;
    if (boot()->rank > 0)
        error = meeting_lookup(0, &root, &bytes);
    if (!error)
        *name = foreign_hash(root ? root : address, bytes);
    free(root);
    return error;
}

static int add_own(const void *address, size_t bytes)
{
    struct job own = { .size = boot()->size, .first = 0 };
    int error = name_of_job(address, bytes, &own.name);

    return error ? error : add(own);
}

int foreign_self(struct identity *self, const void **address, size_t *bytes)
{
    int error = net_address(address, bytes);

    if (!error && known.count == 0)
        error = add_own(*address, *bytes);
    if (!error)
        *self = (struct identity){ known.jobs[0].name, boot()->size, boot()->rank };
    return error;
}

/* Others */

static const struct job *find(const struct identity *who)
{
    for (int i = 0; i < known.count; i++)
        if (known.jobs[i].name == who->job)
            return &known.jobs[i];
    return NULL;
}

static int meet(const struct identity *who)
{
    struct job job = { .name = who->job, .size = who->size };
    int error = peer_add(job.size, &job.first);

    comm_meet_foreign();
    return error ? error : add(job);
}

/* It is what another process says, which may be none of ours: a table of all of its world
 * is made. */
static bool makes_sense(const struct identity *who, const struct job *job)
{
    enum { MOST_PROCESSES = 1 << 22 };
    int size = job ? job->size : who->size;

    return who->rank >= 0 && who->rank < size && size <= MOST_PROCESSES;
}

int foreign_number(const struct identity *who, int *proc)
{
    struct identity self;
    const void *address;
    size_t bytes;
    int error = foreign_self(&self, &address, &bytes); /* our own job has the first row */
    const struct job *job = find(who);

    if (error)
        return error;
    if (!makes_sense(who, job))
        return err(MPI_ERR_OTHER, "a process says it is rank %d of a world of %d",
                   who->rank, who->size);
    if (!job)
        error = meet(who);
    if (!error)
        *proc = find(who)->first + who->rank;
    return error;
}

int foreign_identity(int proc, struct identity *who)
{
    for (int i = 0; i < known.count; i++) {
        const struct job *job = &known.jobs[i];

        if (proc >= job->first && proc - job->first < job->size) {
            *who = (struct identity){ job->name, job->size, proc - job->first };
            return MPI_SUCCESS;
        }
    }
    return err(MPI_ERR_INTERN, "process %d is of no job that was met", proc);
}

void foreign_fini(void)
{
    free(known.jobs);
    known.jobs = NULL;
    known.count = 0;
}
