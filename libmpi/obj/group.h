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
    struct group_index *index; /* finds the rank of a process; made when first needed */
    struct MPI_ABI_Session *session; /* it comes from, a reference; NULL: the world */
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

/* procs (malloc'ed, or NULL for 0 .. size-1) becomes the group's, also on failure.  A
 * group of size 0 is MPI_GROUP_EMPTY itself, with one more reference. */
int group_create(int size, int *procs, group_t **group);

/* The same for a group that is made of others and belongs to the session of `from`. */
int group_create_from(const group_t *from, int size, int *procs, group_t **group);

/* Says to which session a new group belongs, or to none (NULL); a reference is taken. */
void group_set_session(group_t *group, struct MPI_ABI_Session *session);

/* MPI_Group_free's part: gives the reference of a handle back, MPI_GROUP_EMPTY stays. */
void group_release(group_t *group);

/* Rank of a process in the group, MPI_UNDEFINED if it is no member.  O(1) but for the
 * first call, which is O(size). */
int group_rank_of(const group_t *group, int proc);

/* MPI_IDENT, MPI_SIMILAR or MPI_UNEQUAL. */
int group_compare(const group_t *a, const group_t *b);

/* others[i] is the rank in other of the process that has ranks[i] in group: MPI_UNDEFINED
 * if it has none, MPI_PROC_NULL for MPI_PROC_NULL.  MPI_ERR_RANK, MPI_ERR_ARG. */
int group_translate(const group_t *group, int n, const int *ranks, const group_t *other,
                    int *others);

/*
 * The constructors of MPI 5.0, 7.3.2, with its rules of order; the cost is the sum of the
 * sizes.  Errors: MPI_ERR_RANK (a rank outside of the group, or named twice), MPI_ERR_ARG
 * (a negative number, a range that leads nowhere), MPI_ERR_NO_MEM.
 */
int group_union(const group_t *a, const group_t *b, group_t **group);
int group_intersection(const group_t *a, const group_t *b, group_t **group);
int group_difference(const group_t *a, const group_t *b, group_t **group);
int group_incl(const group_t *from, int n, const int *ranks, group_t **group);
int group_excl(const group_t *from, int n, const int *ranks, group_t **group);
int group_range_incl(const group_t *from, int n, int ranges[][3], group_t **group);
int group_range_excl(const group_t *from, int n, int ranges[][3], group_t **group);

#endif
