/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/threads.h"

#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>

#include "check/thread.h"
#include "net/net.h"
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

static bool is_ucx(const char *thread)
{
    char path[64], name[16] = "";
    FILE *file;

    snprintf(path, sizeof path, "/proc/self/task/%.16s/comm", thread);
    file = fopen(path, "r");
    if (file && fgets(name, sizeof name, file))
        name[strcspn(name, "\n")] = '\0';
    if (file)
        fclose(file);
    return strcmp(name, "async") == 0;
}

/* But for the one of UCX, which listens to the network for it. */
static int count_threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    const struct dirent *entry;
    bool has_ucx = false;
    int count = 0;

    if (!tasks)
        return INT_MAX;
    while ((entry = readdir(tasks))) {
        if (entry->d_name[0] == '.')
            continue;
        count++;
        has_ucx = has_ucx || (net_descriptor() >= 0 && is_ucx(entry->d_name));
    }
    closedir(tasks);
    return count - has_ucx;
}

static bool are_more(int waits)
{
    return !(is_python() && has_one_thread()) && count_threads() > waits;
}

bool threads_may_call(int waits)
{
    return lock_needed && are_more(waits);
}

bool threads_may_complete(int waits)
{
    return thread_level() != MPI_THREAD_SINGLE && are_more(waits);
}
