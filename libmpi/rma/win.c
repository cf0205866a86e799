/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/win.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/guard.h"
#include "obj/attr.h"
#include "rma/conflict.h"
#include "rma/gather.h"
#include "rma/mail.h"
#include "rma/origin.h"
#include "rma/region.h"
#include "rma/snapshot.h"
#include "rma/stray.h"
#include "rma/target.h"
#include "rma/win_info.h"
#include "topo/agreement.h"
#include "util/err.h"

/* Few, so a search is short. */
static struct list windows = { &windows, &windows };

win_t *win_of_context(uint64_t context)
{
    list_for_each (link, &windows) {
        win_t *win = container_of(link, win_t, link);

        if (win->comm->context == context)
            return win;
    }
    return NULL;
}

void win_each(void (*visit)(const win_t *win, void *argument), void *argument)
{
    list_for_each (link, &windows)
        visit(container_of(link, win_t, link), argument);
}

void win_describe(const void *win, struct blocked *blocked)
{
    const char *name = ((const win_t *)win)->object.name;

    blocked_text(blocked, "%s", name ? name : "unnamed window");
}

/* The values of the predefined attributes (MPI 5.0, 12.2.6): the base itself, and the
 * addresses of the others. */
static void *attribute(const struct object *object, int keyval)
{
    win_t *win = container_of(object, win_t, object);

    switch (keyval) {
    case MPI_WIN_BASE:
        return win->base;
    case MPI_WIN_SIZE:
        return &win->size;
    case MPI_WIN_DISP_UNIT:
        return &win->disp_unit;
    case MPI_WIN_CREATE_FLAVOR:
        return &win->flavor;
    default:
        return &win->model;
    }
}

/* Making */

static int check(const struct win_spec *spec)
{
    if (spec->size < 0)
        return err(MPI_ERR_SIZE, "size is %lld: it must not be negative",
                   (long long)spec->size);
    if (spec->disp_unit <= 0)
        return err(MPI_ERR_DISP,
                   "disp_unit is %lld: it must be a number of bytes above 0",
                   (long long)spec->disp_unit);
    if (spec->flavor == MPI_WIN_FLAVOR_CREATE && !spec->base && spec->size > 0)
        return err(
            MPI_ERR_BASE,
            "base is NULL, and size is %lld: pass the address of memory, or size 0",
            (long long)spec->size);
    return MPI_SUCCESS;
}

static void win_destroy(struct object *object)
{
    win_t *win = container_of(object, win_t, object);

    list_remove(&win->link);
    guard_settle_all(&win->guards);
    conflict_forget_all(win);
    free(win->conflict);
    snapshot_drop(win);
    win_lock_fini(&win->lock);
    region_drop_all(&win->regions);
    shared_close(&win->shared);
    if (win->owns_base)
        free(win->base);
    free(win->targets);
    object_put((struct object *)win->info);
    object_put(&win->comm->object);
    free(win);
}

/* A communicator with the members of comm and nothing else of it. */
static int twin_of(comm_t *comm, comm_t **twin)
{
    struct agreement a;
    int error;

    agreement_of_comm(&a, comm);
    error = agreement_reach(&a);
    if (!error)
        error = comm_create(comm->group, comm->group, agreement_contexts(&a).context,
                            NULL, twin);
    agreement_fini(&a);
    return error;
}

/* The window as far as this process alone can make it; takes comm. */
static win_t *prepare(const struct win_spec *spec, comm_t *comm)
{
    win_t *win = calloc(1, sizeof *win);
    struct target *targets = calloc((size_t)comm->size, sizeof *targets);

    if (!win || !targets) {
        free(win);
        free(targets);
        object_put(&comm->object);
        err(MPI_ERR_NO_MEM, "no memory for a window of %d members", comm->size);
        return NULL;
    }
    object_init(&win->object, OBJECT_WIN, win_destroy);
    win->comm = comm;
    win->targets = targets;
    win->base = spec->base;
    win->size = spec->size;
    win->disp_unit = spec->disp_unit < INT_MAX ? (int)spec->disp_unit : INT_MAX;
    win->flavor = spec->flavor;
    win->model = MPI_WIN_UNIFIED;
    list_init(&win->regions);
    list_init(&win->guards);
    list_init(&win->accesses);
    win_lock_init(&win->lock, target_grant);
    list_append(&windows, &win->link);
    return win;
}

/* What members tell each other of their memory. */
struct record {
    MPI_Aint size, disp_unit;
};

/* When it is over, all members can read letters for the window. */
static int exchange(win_t *win, const struct win_spec *spec)
{
    struct record mine = { spec->size, spec->disp_unit };
    struct record *all = calloc((size_t)win->comm->size, sizeof *all);
    int error;

    if (!all)
        return err(MPI_ERR_NO_MEM, "no memory for a window of %d members",
                   win->comm->size);
    error = gather_all(win->comm, &mine, all, sizeof *all);
    for (int i = 0; i < win->comm->size; i++) {
        win->targets[i].size = all[i].size;
        win->targets[i].disp_unit = all[i].disp_unit;
    }
    free(all);
    return error;
}

/* A cache line, so that what members write does not share one with anything else. */
enum { ALIGNMENT = 64, PAGE = 4096 };

/* The parts of the members follow each other, unless the program allows gaps. */
static MPI_Aint stride(const win_t *win, int rank)
{
    MPI_Aint size = win->targets[rank].size;
    bool gaps = win->flavor == MPI_WIN_FLAVOR_ALLOCATE ||
                win_info_says(win, "alloc_shared_noncontig");

    return gaps ? (size + PAGE - 1) / PAGE * PAGE : size;
}

/* Too much stays too much. */
static size_t add(size_t a, size_t b)
{
    return a + b < a ? SIZE_MAX : a + b;
}

static int share(win_t *win)
{
    struct shared_part mine = { 0, (size_t)stride(win, win->comm->rank) };
    size_t bytes = 0;
    char *at;
    int error;

    for (int i = 0; i < win->comm->size; i++) {
        mine.at = i == win->comm->rank ? bytes : mine.at;
        bytes = add(bytes, (size_t)stride(win, i));
    }
    error = shared_open(&win->shared, win->comm, bytes, mine);
    at = win->shared.memory;
    for (int i = 0; i < win->comm->size && at; i++) {
        win->targets[i].base = at;
        at += stride(win, i);
    }
    win->base = win->targets[win->comm->rank].base;
    return error;
}

static int allocate_alone(win_t *win)
{
    int error = MPI_SUCCESS;

    if (posix_memalign(&win->base, ALIGNMENT, (size_t)win->size) == 0)
        win->owns_base = true;
    else
        error =
            err(MPI_ERR_NO_MEM, "no memory for a window of %lld B", (long long)win->size);
    return gather_verdict(win->comm, error);
}

/* Shared if that is possible, so that operations are direct. */
static int allocate(win_t *win)
{
    if (win->comm->size > 1 && shared_is_possible(win->comm) && share(win) == MPI_SUCCESS)
        return MPI_SUCCESS;
    return allocate_alone(win);
}

/* Of memory that is not shared. */
static int exchange_addresses(win_t *win)
{
    uint64_t mine = (uintptr_t)win->base;
    uint64_t *all = calloc((size_t)win->comm->size, sizeof *all);
    int error;

    if (!all)
        return err(MPI_ERR_NO_MEM, "no memory for a window of %d members",
                   win->comm->size);
    error = gather_all(win->comm, &mine, all, sizeof *all);
    for (int i = 0; i < win->comm->size; i++)
        win->targets[i].address = all[i];
    free(all);
    return error;
}

static void check_memory(win_t *win)
{
    snapshot_take(win);
    list_for_each (link, &windows)
        if (link != &win->link)
            stray_compare(win, container_of(link, win_t, link));
}

static int complete(win_t *win, const struct win_spec *spec)
{
    int error = win_info_set(win, spec->info);

    if (!error)
        error = exchange(win, spec);
    if (error)
        return error;
    if (spec->flavor == MPI_WIN_FLAVOR_ALLOCATE)
        error = allocate(win);
    else if (spec->flavor == MPI_WIN_FLAVOR_SHARED)
        error = share(win);
    if (!error && !win->shared.memory && spec->flavor != MPI_WIN_FLAVOR_DYNAMIC)
        error = exchange_addresses(win);
    win->targets[win->comm->rank].base = win->base;
    win->heard = check_heard;
    if (unlikely(check_on) && !error)
        check_memory(win);
    return error;
}

int win_create(const struct win_spec *spec, win_t **result)
{
    comm_t *comm;
    win_t *win;
    int error = check(spec);

    mail_open();
    attr_of_windows(attribute);
    if (!error)
        error = twin_of(spec->comm, &comm);
    if (error)
        return error;
    win = prepare(spec, comm);
    if (!win)
        return MPI_ERR_NO_MEM;
    error = complete(win, spec);
    if (error)
        object_put(&win->object);
    else
        *result = win;
    return error;
}

int win_free(win_t *win)
{
    int error;

    if (win->locks > 0 || win->access > ACCESS_FENCE || win->exposed)
        return err(MPI_ERR_RMA_SYNC,
                   "an epoch of the window is open: end it with MPI_Win_%s first",
                   win->exposed                  ? "wait"
                   : win->access == ACCESS_START ? "complete"
                   : win->access == ACCESS_LOCK  ? "unlock"
                                                 : "unlock_all");
    if (win->access == ACCESS_FENCE && win->fence_used)
        return err(
            MPI_ERR_RMA_SYNC,
            "one-sided operations were called since the last MPI_Win_fence: end their "
            "epoch with MPI_Win_fence first");
    error = origin_flush_all(win);
    if (!error)
        error = gather_meet(win->comm);
    if (!error)
        error = guard_settle_all(&win->guards);
    if (!error)
        error = conflict_verdict(win);
    if (!error)
        object_put(&win->object);
    return error;
}

int win_shared_query(const win_t *win, int rank, struct win_memory *memory)
{
    const struct target *target;

    if (win->flavor == MPI_WIN_FLAVOR_DYNAMIC)
        return err(MPI_ERR_RMA_FLAVOR, "the window was made by MPI_Win_create_dynamic: "
                                       "what is attached to it is not shared");
    if (rank != MPI_PROC_NULL && (rank < 0 || rank >= win->comm->size))
        return err(MPI_ERR_RANK, "rank is %d: it must be 0 to %d, or MPI_PROC_NULL", rank,
                   win->comm->size - 1);
    for (int i = 0; rank == MPI_PROC_NULL && i < win->comm->size; i++)
        if (win->targets[i].size > 0)
            rank = i;
    if (rank == MPI_PROC_NULL)
        rank = 0;
    target = &win->targets[rank];
    *memory = (struct win_memory){ .base = target->base,
                                   .size = target->base ? target->size : 0,
                                   .disp_unit = target->disp_unit };
    return MPI_SUCCESS;
}
