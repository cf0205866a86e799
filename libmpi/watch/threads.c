/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/threads.h"

#include <dlfcn.h>
#include <stddef.h>

#include "util/lock.h"

/* The three of Python's C API (3.9 and newer) that walk its threads. */
static struct {
    void *(*interpreter)(void);
    void *(*first)(void *interpreter);
    void *(*next)(void *thread);
} python;

static bool is_python(void)
{
    *(void **)&python.interpreter = dlsym(RTLD_DEFAULT, "PyInterpreterState_Main");
    *(void **)&python.first = dlsym(RTLD_DEFAULT, "PyInterpreterState_ThreadHead");
    *(void **)&python.next = dlsym(RTLD_DEFAULT, "PyThreadState_Next");
    return python.interpreter && python.first && python.next;
}

static bool has_one_thread(void)
{
    void *interpreter = python.interpreter();
    void *first = interpreter ? python.first(interpreter) : NULL;

    return first && !python.next(first);
}

bool threads_may_call(void)
{
    return lock_needed && !(is_python() && has_one_thread());
}
