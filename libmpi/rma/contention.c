/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/contention.h"

#include "rma/win.h"

struct tour {
    contention_f *visit;
    void *argument;
    const win_t *win; /* where it is now */
};

static void show(const struct tour *tour, int origin, bool holds)
{
    tour->visit(tour->win->comm->context, group_proc(tour->win->comm->group, origin),
                holds, tour->argument);
}

static void show_waiter(int origin, void *tour)
{
    show(tour, origin, false);
}

static void visit_win(const win_t *win, void *argument)
{
    struct tour *tour = argument;

    if (list_is_empty(&win->lock.waiting))
        return;
    tour->win = win;
    for (int origin = 0; origin < win->comm->size; origin++)
        if (win->targets[origin].holds)
            show(tour, origin, true);
    win_lock_each_waiter(&win->lock, show_waiter, tour);
}

void contention_each(contention_f *visit, void *argument)
{
    struct tour tour = { visit, argument, NULL };

    win_each(visit_win, &tour);
}
