/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * win.h: the window object (MPI 5.0, chapter 12): memory of each member of a group that
 * the others read and write, one-sidedly.
 *
 * A window has a communicator of its own, whose context id is its name among processes.
 * An operation is a letter (rma/letter.h) to the target, which carries it out inside
 * progress(): so a target makes progress whenever it is in MPI, accumulates are atomic,
 * and there is one copy of every window (MPI_WIN_UNIFIED).  Puts and gets whose memory
 * the origin can reach need no letter (rma/direct.h).
 */
#ifndef RMA_WIN_H
#define RMA_WIN_H

#include <stdbool.h>

#include "comm/comm.h"
#include "p2p/blocked.h"
#include "obj/info.h"
#include "rma/shared.h"
#include "rma/win_lock.h"
#include "util/list.h"

enum access {
    ACCESS_NONE,
    ACCESS_FENCE, /* a fence may have opened an epoch: the first operation does */
    ACCESS_START,
    ACCESS_LOCK, /* some targets are locked */
    ACCESS_LOCK_ALL,
};

/* A member of the window as this process, an origin, sees it. */
struct target {
    MPI_Aint size; /* bytes of its memory */
    MPI_Aint disp_unit;
    void *base;       /* where its memory is here, if it is shared; else NULL */
    uint64_t address; /* where it is there, if that is known; else 0 */
    int awaited;      /* answers still to come from it */
    int posted;       /* MPI_Win_post it has called that no MPI_Win_start has used yet */
    bool owes;   /* it has not yet called MPI_Win_complete for MPI_Win_post of this one */
    bool open;   /* this process has an epoch with it by start or lock */
    bool dirty;  /* it may not have carried out all changes that this one asked for */
    bool faulty; /* it was asked for memory that it has not attached */
    bool holds;  /* it has the lock of this process's memory */
};

struct MPI_ABI_Win {
    struct object object;
    struct list link; /* in the list of all windows */
    comm_t *comm;
    info_t *info; /* hints given; NULL if none */

    /* my memory; these are the values of the predefined attributes, too */
    void *base;
    MPI_Aint size;
    int disp_unit; /* the attribute; as large as can be if it does not fit */
    int flavor, model;
    bool owns_base;       /* MPI_Win_allocate, of memory that is not shared */
    struct shared shared; /* MPI_Win_allocate_shared, and MPI_Win_allocate on one node */
    struct list regions;  /* MPI_Win_attach; rma/region.h */

    /* my part as an origin */
    struct target *targets; /* by rank */
    int awaited;            /* the sum of theirs */
    enum access access;
    bool fence_used;    /* operations since the fence */
    struct list guards; /* of the buffers of those under way; --mpi-check */
    int locks;          /* targets locked by MPI_Win_lock */
    bool nested;        /* rma/nested.h; --mpi-check */
    uint64_t unlock_heard;

    /* my part as a target */
    struct win_lock lock;
    bool exposed;         /* between MPI_Win_post and MPI_Win_wait */
    int posted_to;        /* members of its group */
    int completed;        /* letters LETTER_COMPLETE */
    struct list accesses; /* rma/conflict.h; --mpi-check */
    uint64_t heard;       /* check_heard when all members met last; --mpi-check */
    char *snapshot;       /* rma/snapshot.h, malloc'ed; NULL: there is none */
    char *conflict;       /* what there is to complain about, malloc'ed; NULL: nothing */
};

typedef struct MPI_ABI_Win win_t;

static inline win_t *win_of(MPI_Win handle)
{
    return object_of(handle, OBJECT_WIN);
}

/* The window of this context id; NULL if there is none (any more). */
win_t *win_of_context(uint64_t context);

/* Calls visit for all of this process. */
void win_each(void (*visit)(const win_t *win, void *argument), void *argument);

/* What a wait on a window shows (p2p/blocked.h). */
void win_describe(const void *win, struct blocked *blocked);

/* What a creating call says.  base is that of MPI_Win_create; where the others have
 * allocated memory, win->base says. */
struct win_spec {
    int flavor;
    void *base;
    MPI_Aint size, disp_unit;
    const info_t *info;
    comm_t *comm;
};

/* Collective over spec->comm, an intra-communicator.  MPI_ERR_SIZE, MPI_ERR_DISP,
 * MPI_ERR_BASE, MPI_ERR_RMA_SHARED, MPI_ERR_NO_MEM; if the window's memory is not to be
 * had at one member, the call fails at all. */
int win_create(const struct win_spec *spec, win_t **win);

/* Collective; waits until all members have come and nothing is under way.  The caller has
 * deleted the attributes.  MPI_ERR_RMA_SYNC if an epoch is open. */
int win_free(win_t *win);

/* MPI_Win_shared_query (12.2.3): a rank or MPI_PROC_NULL.  Members whose memory cannot be
 * reached here by load and store have size 0 and no base. */
struct win_memory {
    void *base;
    MPI_Aint size, disp_unit;
};
int win_shared_query(const win_t *win, int rank, struct win_memory *memory);

#endif
