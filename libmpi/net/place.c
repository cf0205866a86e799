/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/place.h"

#include <fcntl.h>
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "boot/boot.h"
#include "util/err.h"

/* Descriptors.  Without one for a connection UCX tries for ever. */

enum {
    OPENED = 16,    /* by UCX 1.13 with TCP and shared memory, until a worker is there */
    CROSSING = 3,   /* two may connect to each other at the same time */
    NEIGHBORS = 64, /* of other nodes, that one must be able to talk to; if there are */
    PLENTY = 256,   /* more than these are not counted */
};

static rlim_t least(rlim_t a, rlim_t b)
{
    return a < b ? a : b;
}

static rlim_t used_below(rlim_t limit)
{
    rlim_t used = 0;

    for (int fd = 0; fd < (int)limit; fd++)
        used += fcntl(fd, F_GETFD) >= 0;
    return used;
}

static void raise_to(struct rlimit *limit, rlim_t wanted)
{
    struct rlimit more = { least(wanted, limit->rlim_max), limit->rlim_max };

    if (more.rlim_cur > limit->rlim_cur && setrlimit(RLIMIT_NOFILE, &more) == 0)
        *limit = more;
}

static int check_descriptors(void)
{
    rlim_t others = (rlim_t)(boot()->size - boot()->local_size);
    rlim_t needed = OPENED + (others ? CROSSING + least(others, NEIGHBORS) : 0);
    struct rlimit limit;
    rlim_t used;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= PLENTY + others)
        return MPI_SUCCESS;
    used = used_below(limit.rlim_cur);
    if (limit.rlim_cur - used < OPENED + CROSSING + others)
        raise_to(&limit, used + OPENED + CROSSING + others);
    if (limit.rlim_cur - used >= needed)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_OTHER,
        "the network needs %llu file descriptors, but of the %llu that are allowed "
        "(ulimit -n) %llu are in use: allow %llu",
        (unsigned long long)needed, (unsigned long long)limit.rlim_cur,
        (unsigned long long)used, (unsigned long long)(used + needed));
}

/* Address space.  Where it ends UCX aborts, or tries for ever. */

enum {
    UCX_BYTES = 40 << 20, /* libraries, a thread's stack, buffers: half of it, and some */
    ARENA = 128 << 20,    /* what glibc maps for a thread that allocates */
    PER_RANK = 5 << 20,   /* of shared memory, for each rank of the node, and some */
};

/* What is left of the limit (ulimit -v). */
static uint64_t address_space(void)
{
    unsigned long pages = 0;
    struct rlimit limit;
    FILE *statm;

    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return UINT64_MAX;
    statm = fopen("/proc/self/statm", "re");
    if (!statm)
        return UINT64_MAX;
    if (fscanf(statm, "%lu", &pages) != 1)
        pages = 0;
    fclose(statm);
    pages *= (unsigned long)sysconf(_SC_PAGESIZE);
    return limit.rlim_cur > pages ? limit.rlim_cur - pages : 0;
}

static int check_address_space(void)
{
    uint64_t left = address_space();

    if (left >= UCX_BYTES)
        return MPI_SUCCESS;
    return err(MPI_ERR_NO_MEM,
               "the network needs %d MB of address space, but of what is allowed "
               "(ulimit -v) %d MB are left",
               UCX_BYTES >> 20, (int)(left >> 20));
}

int place_check(void)
{
    int error = check_descriptors();

    return error ? error : check_address_space();
}

/* Shared memory */

static uint64_t shared_bytes(void)
{
    return (uint64_t)boot()->local_size * PER_RANK;
}

/* Each rank maps what all have; and malloc() may have taken ARENA for UCX's thread. */
static bool has_room(void)
{
    return address_space() >= UCX_BYTES + ARENA + 2 * shared_bytes();
}

static bool is_in_pid_namespace(void)
{
    static const ino_t of_the_machine = 0xeffffffc; /* PROC_PID_INIT_INO */
    struct stat space;

    return stat("/proc/self/ns/pid", &space) == 0 && space.st_ino != of_the_machine;
}

/* In a namespace of process ids, a container's say, UCX gives it a name that stays when
 * the rank is killed.  UCX reserves it at once: behind the limit of file sizes that is
 * SIGXFSZ. That there is no such folder it sees itself. */
static bool has_posix(void)
{
    static const char *const folder = "/dev/shm";
    struct rlimit limit;
    struct statvfs fs;

    if (statvfs(folder, &fs) != 0)
        return true;
    return !is_in_pid_namespace() && has_room() && getrlimit(RLIMIT_FSIZE, &limit) == 0 &&
           limit.rlim_cur >= PER_RANK && access(folder, W_OK) == 0 &&
           (uint64_t)fs.f_bavail * fs.f_frsize >= shared_bytes();
}

static bool has_sysv(void)
{
    int id = has_room() ? shmget(IPC_PRIVATE, PER_RANK, IPC_CREAT | 0600) : -1;

    return id >= 0 && shmctl(id, IPC_RMID, NULL) == 0;
}

/* UCX tries it with itself.  Of another process the memory cannot be read if that is in
 * another user namespace, or does not show itself; then UCX aborts. */
static bool has_cma(void)
{
    unsigned inside = 1, outside = 1, count = 0;
    FILE *map = fopen("/proc/self/uid_map", "re");
    int numbers = map ? fscanf(map, "%u %u %u", &inside, &outside, &count) : 0;

    if (map)
        fclose(map);
    return numbers == 3 && inside == 0 && outside == 0 && count == UINT32_MAX &&
           prctl(PR_GET_DUMPABLE) == 1;
}

static void exclude(char *list, const char *name)
{
    strcat(list, list[0] ? "," : "^");
    strcat(list, name);
}

const char *place_excluded(void)
{
    static char list[sizeof "^posix,sysv,cma"];

    list[0] = '\0';
    if (!has_posix())
        exclude(list, "posix");
    if (!has_sysv())
        exclude(list, "sysv");
    if (!has_cma())
        exclude(list, "cma");
    return list;
}
