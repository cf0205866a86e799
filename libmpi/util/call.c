/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/call.h"

#include <stddef.h>

#include "util/clock.h"
#include "util/lock.h"

static uint32_t hidden; /* while nobody could read them */
static uint64_t hidden_seen;
uint32_t *call_mark = &hidden;
uint64_t *call_seen = &hidden_seen;
uint32_t call_count;

bool call_aside; /* lock_needed || watch || checker */
static const struct call_watch *watch;
static const struct call_watch *checker; /* call_check */

void call_show(uint32_t *mark, uint64_t *seen)
{
    *mark = *call_mark;
    call_mark = mark;
    call_seen = seen;
    call_look();
}

void (*call_looker)(void);

void call_look(void)
{
    *call_seen = clock_read(CLOCK_MONOTONIC_COARSE);
    if (call_looker)
        call_looker();
}

void call_returned(enum mpi_call call)
{
    *call_mark = call | CALL_OVER;
    call_look();
}

void call_watch_by(const struct call_watch *watcher)
{
    watch = watcher;
    call_aside = lock_needed || watch || checker;
}

void call_check(const struct call_watch *watcher)
{
    checker = watcher;
    call_aside = true;
}

void call_lock(void)
{
    lock_needed = call_aside = true;
}

void call_enter_aside(enum mpi_call call)
{
    if (checker)
        checker->enter(call);
    if (watch)
        watch->enter(call);
    lock_enter();
}

void call_leave_aside(void)
{
    if (checker)
        checker->leave();
    if (watch)
        watch->leave();
    lock_leave();
}
