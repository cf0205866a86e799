/* SPDX-License-Identifier: BSD-3-Clause */
/* group.c: the group object, and what is asked of it; group_set.c makes new ones of old.
 */
#include "obj/group.h"

#include <stdlib.h>
#include <string.h>

#include "util/err.h"

/* Below this a look through the whole group is faster than its index. */
enum { INDEX_MIN = 16 };

/* An open hash from processes to ranks, at most half full.  A slot keeps a rank, whose
 * process is found in the group; -1 is an empty slot. */
struct group_index {
    uint32_t mask;
    int slots[];
};

static group_t empty;
static int this_process;

int group_init(int this_proc)
{
    this_process = this_proc;
    object_init(&empty.object, OBJECT_GROUP, NULL);
    object_predefine(&empty.object, (uint32_t)(uintptr_t)MPI_GROUP_EMPTY);
    empty.rank = MPI_UNDEFINED;
    return MPI_SUCCESS;
}

void group_fini(void)
{
    object_undefine(&empty.object);
}

static void group_destroy(struct object *object)
{
    group_t *group = container_of(object, group_t, object);

    free(group->index);
    free(group->procs);
    object_put((struct object *)group->session);
    free(group);
}

static bool is_identity(int size, const int *procs)
{
    for (int i = 0; i < size; i++)
        if (procs[i] != i)
            return false;
    return true;
}

int group_create(int size, int *procs, group_t **group)
{
    group_t *new;

    if (size == 0 || (procs && is_identity(size, procs))) {
        free(procs);
        procs = NULL;
    }
    if (size == 0) {
        object_get(&empty.object);
        *group = &empty;
        return MPI_SUCCESS;
    }
    new = calloc(1, sizeof *new);
    if (!new) {
        free(procs);
        return err(MPI_ERR_NO_MEM, "no memory for a group of %d processes", size);
    }
    object_init(&new->object, OBJECT_GROUP, group_destroy);
    new->size = size;
    new->procs = procs;
    new->rank = group_rank_of(new, this_process);
    *group = new;
    return MPI_SUCCESS;
}

/* MPI_GROUP_EMPTY belongs to all. */
void group_set_session(group_t *group, struct MPI_ABI_Session *session)
{
    if (!session || group == &empty)
        return;
    group->session = session;
    object_get((struct object *)session);
}

int group_create_from(const group_t *from, int size, int *procs, group_t **group)
{
    int error = group_create(size, procs, group);

    if (!error)
        group_set_session(*group, from->session);
    return error;
}

void group_release(group_t *group)
{
    if (group != &empty || group->object.refs > 1)
        object_put(&group->object);
}

/* Where the search for a process begins; ranks of jobs come in strides, so mix the bits.
 */
static uint32_t first_slot(const struct group_index *index, int proc)
{
    uint32_t hash = (uint32_t)proc * 0x9e3779b1u;

    return (hash ^ hash >> 15) & index->mask;
}

static struct group_index *index_create(const group_t *group)
{
    struct group_index *index;
    uint32_t slots = 1;

    while (slots < 2 * (uint32_t)group->size)
        slots *= 2;
    index = malloc(sizeof *index + slots * sizeof *index->slots);
    if (!index)
        return NULL;
    index->mask = slots - 1;
    memset(index->slots, -1, slots * sizeof *index->slots);
    for (int rank = 0; rank < group->size; rank++) {
        uint32_t slot = first_slot(index, group->procs[rank]);

        while (index->slots[slot] >= 0)
            slot = (slot + 1) & index->mask;
        index->slots[slot] = rank;
    }
    return index;
}

static int look_up(const group_t *group, int proc)
{
    const struct group_index *index = group->index;

    for (uint32_t slot = first_slot(index, proc); index->slots[slot] >= 0;
         slot = (slot + 1) & index->mask)
        if (group->procs[index->slots[slot]] == proc)
            return index->slots[slot];
    return MPI_UNDEFINED;
}

static int look_through(const group_t *group, int proc)
{
    for (int rank = 0; rank < group->size; rank++)
        if (group->procs[rank] == proc)
            return rank;
    return MPI_UNDEFINED;
}

int group_rank_of(const group_t *group, int proc)
{
    if (!group->procs)
        return proc >= 0 && proc < group->size ? proc : MPI_UNDEFINED;
    if (group->size < INDEX_MIN)
        return look_through(group, proc);
    if (!group->index)
        ((group_t *)group)->index =
            index_create(group); /* a cache: the group is the same */
    return group->index ? look_up(group, proc) : look_through(group, proc);
}

static bool same_order(const group_t *a, const group_t *b)
{
    for (int rank = 0; rank < a->size; rank++)
        if (group_proc(a, rank) != group_proc(b, rank))
            return false;
    return true;
}

int group_compare(const group_t *a, const group_t *b)
{
    if (a->size != b->size)
        return MPI_UNEQUAL;
    if (a == b || (!a->procs && !b->procs) || same_order(a, b))
        return MPI_IDENT;
    for (int rank = 0; rank < a->size; rank++)
        if (group_rank_of(b, group_proc(a, rank)) == MPI_UNDEFINED)
            return MPI_UNEQUAL;
    return MPI_SIMILAR;
}

int group_translate(const group_t *group, int n, const int *ranks, const group_t *other,
                    int *others)
{
    if (n < 0)
        return err(MPI_ERR_ARG, "n is %d: it must not be negative", n);
    for (int i = 0; i < n; i++)
        if (ranks[i] != MPI_PROC_NULL && (ranks[i] < 0 || ranks[i] >= group->size))
            return err(MPI_ERR_RANK,
                       "ranks1[%d] is %d, which is neither a rank of the group of %d "
                       "processes nor MPI_PROC_NULL",
                       i, ranks[i], group->size);
    for (int i = 0; i < n; i++)
        others[i] = ranks[i] == MPI_PROC_NULL
                        ? MPI_PROC_NULL
                        : group_rank_of(other, group_proc(group, ranks[i]));
    return MPI_SUCCESS;
}
