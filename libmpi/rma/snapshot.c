/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/snapshot.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 16 << 20 };

void snapshot_take(win_t *win)
{
    bool is_private =
        win->flavor == MPI_WIN_FLAVOR_CREATE || win->flavor == MPI_WIN_FLAVOR_ALLOCATE;

    snapshot_drop(win);
    if (!is_private || win->size == 0 || win->size > MOST_BYTES)
        return;
    win->snapshot = malloc((size_t)win->size);
    if (win->snapshot)
        memcpy(win->snapshot, win->base, (size_t)win->size);
}

void snapshot_drop(win_t *win)
{
    free(win->snapshot);
    win->snapshot = NULL;
}

/* The copy of what stands there; NULL: there is none. */
static char *copy_of(const win_t *win, uintptr_t low, uintptr_t high)
{
    uintptr_t base = (uintptr_t)win->base;
    bool inside = low >= base && low <= high && high <= base + (uintptr_t)win->size;

    return win->snapshot && inside ? win->snapshot + (low - base) : NULL;
}

bool snapshot_differs(const win_t *win, uintptr_t low, uintptr_t high)
{
    const char *copy = copy_of(win, low, high);

    return copy && memcmp(copy, (const void *)low, high - low) != 0;
}

void snapshot_follow(win_t *win, uintptr_t low, uintptr_t high)
{
    char *copy = copy_of(win, low, high);

    if (copy)
        memcpy(copy, (const void *)low, high - low);
}
