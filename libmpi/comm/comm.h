/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * comm.h: the communicator object (MPI 5.0, chapter 7).
 *
 * A context id is 64 bits: the process that handed it out (its number in the high half)
 * and that process's own counter, always even (the low half).  No two communicators of a
 * job have the same, and nobody has to agree on one: the member of rank 0 (of the first
 * group of an inter-communicator) hands out its next and tells the others.
 *
 * Numbers and counters of two jobs may be the same.  So a process that has met processes
 * of another job (comm_meet_foreign) draws its ids at random, from 2^61 even numbers
 * above all that are counted: with a thousand of them in use, two are the same with a
 * probability of 10^-13, less than that of a broken bit.  Who hands out an id that
 * members of two jobs will use has met the other; where two processes each offer one
 * (topo/agreement.h), the larger is taken, which is never a counted one if one is random.
 *
 * Point-to-point messages carry the id, those of collectives the id + 1.
 */
#ifndef COMM_COMM_H
#define COMM_COMM_H

#include <stdbool.h>

#include "obj/group.h"
#include "obj/object.h"

#include <mpi.h>

struct MPI_ABI_Comm {
    struct object object;
    uint64_t context;
    int rank, size;        /* mine, and of the local group */
    int remote_size;       /* size of the remote group; of an intra-communicator: size */
    group_t *group;        /* the local group */
    group_t *remote_group; /* whom a rank of a message means; intra: the same as group */
    struct match *match;   /* messages of programs, p2p/match.h */
    struct match *match_coll; /* messages of collectives */
    int coll_tag;             /* of the next collective: one sequence on all members */
    uint32_t coll_count; /* collectives that the program has begun, but persistent ones */
    struct MPI_ABI_Comm
        *local; /* inter-communicator: an intra-communicator of the local group */
    struct node_team *node;          /* coll/node_team.h; NULL until it is looked for */
    struct hierarchy *hierarchy;     /* coll/hierarchy.h; the same */
    struct topology *topology;       /* topo/topology.h, malloc'ed; NULL if none */
    struct MPI_ABI_Info *info;       /* hints; NULL if none */
    struct buffer *buffer;           /* MPI_Comm_attach_buffer; NULL if none */
    struct MPI_ABI_Session *session; /* it comes from, a reference; NULL: the world */
};

typedef struct MPI_ABI_Comm comm_t;

static inline comm_t *comm_of(MPI_Comm handle)
{
    return object_of(handle, OBJECT_COMM);
}

static inline bool comm_is_inter(const comm_t *comm)
{
    return comm->remote_group != comm->group;
}

/* A context id that nobody else has (see above). */
uint64_t comm_next_context(void);

/* From here on processes of other jobs have to do with this one's communicators. */
void comm_meet_foreign(void);

/* An intra-communicator of group (a reference is taken), of which this process is a
 * member, or an inter-communicator if remote is another group.  parent, if not NULL,
 * gives its error handler.  MPI_ERR_NO_MEM is the only failure.  Local. */
int comm_create(group_t *group, group_t *remote, uint64_t context, const comm_t *parent,
                comm_t **comm);

/* What a higher layer keeps per communicator (its matching) comes and goes with it;
 * attach returns an MPI error class, detach MPI_SUCCESS. */
typedef int comm_f(comm_t *comm);

/* There are size processes, of which this one is rank.  Makes comm_all(). */
int comm_init(int rank, int size, comm_f *attach, comm_f *detach);
void comm_fini(void);

/* A communicator of all processes that no program sees: the way to everybody for those
 * who have no other communicator in common.  The number of a process is its rank in it.
 */
comm_t *comm_all(void);

/* Makes MPI_COMM_WORLD and MPI_COMM_SELF, which exist in the world model only (MPI 5.0,
 * 11.2). */
int comm_world_init(void);
void comm_world_fini(void);

#endif
