/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/stray.h"

#include <pthread.h>

#include "util/call.h"
#include "util/log.h"

static bool is_of_user(const win_t *win)
{
    return win->flavor == MPI_WIN_FLAVOR_CREATE && win->size > 0;
}

void stray_compare(const win_t *fresh, const win_t *other)
{
    uintptr_t a = (uintptr_t)fresh->base, b = (uintptr_t)other->base;

    if (is_of_user(fresh) && is_of_user(other) && a < b + (uintptr_t)other->size &&
        b < a + (uintptr_t)fresh->size)
        log_line(
            "%s: warning: the memory of this window (%lld B at %p) overlaps that of "
            "another one (%lld B at %p): operations on both at the same time are not "
            "defined",
            call_name(*call_mark), (long long)fresh->size, fresh->base,
            (long long)other->size, other->base);
}

/* The lowest address of this thread's stack; NULL: unknown. */
static const char *end_of_stack(void)
{
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size;

    if (pthread_getattr_np(pthread_self(), &attributes))
        return NULL;
    if (pthread_attr_getstack(&attributes, &low, &size))
        low = NULL;
    pthread_attr_destroy(&attributes);
    return low;
}

/* Stacks grow downwards: what is below the frame of a call belonged to functions that have
 * returned. */
void stray_look(const win_t *win, const void *frame)
{
    const char *low = end_of_stack(), *base = win->base;

    if (is_of_user(win) && low && base >= low && base < (const char *)frame)
        log_line(
            "%s: warning: the memory of this window (%lld B at %p) was on the stack of "
            "a function that has returned: it must exist until the window is freed",
            call_name(*call_mark), (long long)win->size, win->base);
}
