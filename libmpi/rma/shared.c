/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "boot/boot.h"
#include "coll/coll.h"
#include "node/node.h"
#include "rma/gather.h"
#include "util/err.h"

/* The first member of another node, -1 if there is none.  All members come to the same
 * result, so nobody has to ask the others. */
static int first_elsewhere(const comm_t *comm)
{
    for (int i = 0; i < comm->size; i++)
        if (node_local_rank_of(group_proc(comm->group, i)) < 0)
            return i;
    return -1;
}

bool shared_is_possible(const comm_t *comm)
{
    return first_elsewhere(comm) < 0;
}

static int check_node(const comm_t *comm)
{
    int rank = first_elsewhere(comm);

    if (rank < 0)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_RMA_SHARED,
        "rank %d of the communicator is not on node %s: memory is shared on one node: use MPI_Comm_split_type with MPI_COMM_TYPE_SHARED",
        rank, boot()->node_name);
}

/* Bytes that the node can still give; as many as can be if that is not known. */
static size_t available(void)
{
    FILE *file = fopen("/proc/meminfo", "re");
    size_t kilobytes, bytes = SIZE_MAX;
    char line[128];

    if (!file)
        return bytes;
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "MemAvailable: %zu kB", &kilobytes) == 1)
            bytes = kilobytes * 1024;
    fclose(file);
    return bytes;
}

/* Memory without a name; -1 with errno.  It has no limit of its own: the kernel would end
 * processes to find it, so what cannot be had is not asked for. */
static int make(size_t bytes)
{
    int fd = memfd_create("slipway-window", MFD_CLOEXEC);

    if (fd < 0)
        return -1;
    if (bytes > available())
        errno = ENOMEM;
    else if (ftruncate(fd, (off_t)bytes) == 0)
        return fd;
    close(fd);
    return -1;
}

/* Where the others find what this process has made. */
struct place {
    int pid, fd;
    int error_class;
};

static int make_place(struct place *place, size_t bytes)
{
    place->pid = getpid();
    place->fd = make(bytes);
    place->error_class = MPI_SUCCESS;
    if (place->fd < 0)
        place->error_class =
            err(MPI_ERR_NO_MEM, "no shared memory of %zu B: %s", bytes, strerror(errno));
    return place->error_class;
}

static int tell(comm_t *comm, struct place *place)
{
    struct coll c = {
        .kind = COLL_BCAST,
        .recv = { .buffer = place,
                  .count = sizeof *place,
                  .handle = MPI_BYTE,
                  .same = true },
        .comm = comm,
    };

    return coll_blocking(&c);
}

static int cannot_map(const char *path, int cause)
{
    return err(MPI_ERR_RMA_SHARED,
               "the shared memory of rank 0 cannot be mapped from %s: %s", path,
               strerror(cause));
}

/* By the member whose it will be: so it is near to that one's core. */
static int reserve(int fd, struct shared_part mine)
{
    int failed = mine.bytes ? posix_fallocate(fd, (off_t)mine.at, (off_t)mine.bytes) : 0;

    return failed ? err(MPI_ERR_NO_MEM, "no shared memory of %zu B: %s", mine.bytes,
                        strerror(failed))
                  : MPI_SUCCESS;
}

static int map(struct shared *shared, const struct place *place, size_t bytes,
               struct shared_part mine)
{
    char path[64];
    void *memory = MAP_FAILED;
    int fd, error;

    snprintf(path, sizeof path, "/proc/%d/fd/%d", place->pid, place->fd);
    fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return cannot_map(path, errno);
    error = reserve(fd, mine);
    if (!error)
        memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!error && memory == MAP_FAILED)
        error = cannot_map(path, errno);
    close(fd);
    if (!error)
        *shared = (struct shared){ memory, bytes };
    return error;
}

int shared_open(struct shared *shared, comm_t *comm, size_t bytes,
                struct shared_part mine)
{
    struct place place = { .fd = -1 };
    int error = check_node(comm);

    *shared = (struct shared){ 0 };
    if (error || bytes == 0)
        return error;
    if (comm->rank == 0)
        make_place(&place, bytes);
    error = tell(comm, &place);
    if (!error && place.error_class)
        return comm->rank == 0
                   ? place.error_class
                   : err(place.error_class,
                         "rank 0 got no %zu B of shared memory: its own error says why",
                         bytes);
    if (!error)
        error = map(shared, &place, bytes, mine);
    error = gather_verdict(comm, error); /* rank 0 closes when all have opened */
    if (comm->rank == 0 && place.fd >= 0)
        close(place.fd);
    if (error)
        shared_close(shared);
    return error;
}

void shared_close(struct shared *shared)
{
    if (shared->memory)
        munmap(shared->memory, shared->bytes);
    *shared = (struct shared){ 0 };
}
