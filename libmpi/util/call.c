/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/call.h"

#include <stddef.h>

#include "util/lock.h"

static const char *const names[CALLS] = {
    "",
#define C(name) "MPI_" #name,
#include "util/call.def"
#undef C
};

static uint32_t hidden; /* while nobody could read it */
uint32_t *call_mark = &hidden;

bool call_aside; /* lock_needed || watch */
static const struct call_watch *watch;

const char *call_name(uint32_t call)
{
    call &= ~(uint32_t)CALL_OVER;
    return call < CALLS ? names[call] : "";
}

void call_show(uint32_t *mark)
{
    *mark = *call_mark;
    call_mark = mark;
}

void call_watch_by(const struct call_watch *watcher)
{
    watch = watcher;
    call_aside = lock_needed || watch;
}

void call_lock(void)
{
    lock_needed = call_aside = true;
}

void call_enter_aside(enum mpi_call call)
{
    if (watch)
        watch->enter(call);
    lock_enter();
}

void call_leave_aside(void)
{
    if (watch)
        watch->leave();
    lock_leave();
}
