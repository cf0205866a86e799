/* SPDX-License-Identifier: BSD-3-Clause */
/* probe.c: see probe.h. */
#include "info/probe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "node/reach.h"
#include "node/segment.h"
#include "util/env.h"

/* One rank: shows where it can be looked at, and waits to be ended. */
static void be_looked_at(int ready)
{
    struct slot *mine = segment_slot(0);

    mine->pid = (uint32_t)getpid();
    reach_show(mine);
    if (write(ready, "", 1) == 1)
        pause();
    _exit(1);
}

static bool other_can_look(int ready)
{
    char byte;
    int status = 1;
    pid_t other;

    if (read(ready, &byte, 1) != 1)
        return false;
    other = fork();
    if (other == 0)
        _exit(!reach_can(0));
    return other > 0 && waitpid(other, &status, 0) == other && status == 0;
}

/* Two processes that are brothers, as the tasks of a step are. */
static bool try_two(void)
{
    int ready[2];
    bool can;
    pid_t pid;

    if (pipe(ready) != 0)
        return false;
    fflush(stdout); /* with the thread sanitizer _exit() would do that, in the child */
    pid = fork();
    if (pid == 0)
        be_looked_at(ready[1]);
    close(ready[1]);
    can = pid > 0 && other_can_look(ready[0]);
    close(ready[0]);
    if (pid > 0) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    return can;
}

static int ptrace_scope(void)
{
    FILE *file = fopen("/proc/sys/kernel/yama/ptrace_scope", "re");
    char digit = '0';

    if (file) {
        digit = (char)fgetc(file);
        fclose(file);
    }
    return digit - '0';
}

static const char *cause(void)
{
    return ptrace_scope() > 1 ? "kernel.yama.ptrace_scope is above 1"
                              : "the kernel refuses process_vm_readv: a filter of system "
                                "calls, as in a container?";
}

bool probe_single_copy(const char **why_not)
{
    bool wanted = true;
    char name[64];

    *why_not = "SLIPWAY_SINGLE_COPY is off";
    if (env_bool(ENV_SLIPWAY_SINGLE_COPY, &wanted) != MPI_SUCCESS || !wanted)
        return false;
    snprintf(name, sizeof name, "/slipway-info.%d", (int)getpid());
    *why_not = "no shared memory can be made in /dev/shm";
    if (reach_open() != MPI_SUCCESS || !segment_create(name, 2))
        return false;
    segment_unlink();
    *why_not = cause();
    return try_two();
}

bool probe_shared_memory(unsigned long long *bytes, unsigned long long *free_bytes)
{
    struct statvfs fs;

    if (statvfs("/dev/shm", &fs) != 0)
        return false;
    *bytes = (unsigned long long)fs.f_blocks * fs.f_frsize;
    *free_bytes = (unsigned long long)fs.f_bavail * fs.f_frsize;
    return true;
}

bool probe_memfd(void)
{
    int fd = memfd_create("slipway-info", MFD_CLOEXEC);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

long long probe_limit(__rlimit_resource_t resource)
{
    struct rlimit limit;

    return getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY
               ? -1
               : (long long)limit.rlim_cur;
}
