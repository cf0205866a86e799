/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * group.h: ordered sets of processes (MPI 5.0, 7.2 and 7.3).  A process is a number: its
 * rank in MPI_COMM_WORLD, and beyond that the numbers given to processes met later.
 */
#ifndef OBJ_GROUP_H
#define OBJ_GROUP_H

#include <stdbool.h>

#include "obj/object.h"

struct MPI_ABI_Group {
    struct object object;
    int size;
    int rank;   /* of this process, MPI_UNDEFINED if it is no member */
    int *procs; /* process of each rank; NULL: the process of rank r is r */
};

typedef struct MPI_ABI_Group group_t;

static inline group_t *group_of(MPI_Group handle)
{
    return object_of(handle, OBJECT_GROUP);
}

static inline int group_proc(const group_t *group, int rank)
{
    return group->procs ? group->procs[rank] : rank;
}

/* Enters MPI_GROUP_EMPTY; this_proc is the number of the calling process. */
int group_init(int this_proc);
void group_fini(void);

/* procs (malloc'ed, or NULL for 0 .. size-1) becomes the group's, also on failure. */
int group_create(int size, int *procs, group_t **group);

/* Rank of a process in the group, MPI_UNDEFINED if it is no member. */
int group_rank_of(const group_t *group, int proc);

#endif
