/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/node.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/log.h"

static struct slot *mine;

/* The slot inside a mapped segment, NULL if the segment does not look like one. */
static struct slot *slot_in(void *segment, uint64_t bytes, uint32_t local_rank)
{
    const struct node_header *header = segment;
    uint64_t offset;

    if (bytes < sizeof *header || header->magic != NODE_MAGIC ||
        header->version != NODE_VERSION || local_rank >= header->slots ||
        header->slot_size < sizeof(struct slot))
        return NULL;
    offset = header->slot_offset + (uint64_t)local_rank * header->slot_size;
    return offset % _Alignof(struct slot) == 0 && offset + sizeof(struct slot) <= bytes
               ? (struct slot *)((char *)segment + offset)
               : NULL;
}

static struct slot *map(int fd, uint32_t local_rank)
{
    struct stat stat;
    struct slot *slot = NULL;
    void *segment;

    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size <= 0)
        return NULL;
    segment = mmap(NULL, (size_t)stat.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (segment == MAP_FAILED)
        return NULL;
    slot = slot_in(segment, (uint64_t)stat.st_size, local_rank);
    if (!slot)
        munmap(segment, (size_t)stat.st_size);
    return slot;
}

static int inherited(void)
{
    const char *number = getenv(SLIPWAY_NODE_FD);
    char *end;
    long fd;

    if (!number)
        return -1;
    fd = strtol(number, &end, 10);
    if (end == number || *end || fd <= STDERR_FILENO || fd > INT32_MAX)
        return -1;
    return (int)fd;
}

void node_open(int rank, int local_rank)
{
    int fd = inherited();

    if (!getenv(SLIPWAY_NODE_FD))
        return;
    mine = map(fd, (uint32_t)local_rank);
    if (mine) {
        mine->pid = (uint32_t)getpid();
        mine->rank = (uint32_t)rank;
        node_mark(SLOT_RUNNING);
        close(fd); /* a child of this program is no rank */
    } else {
        log_line(
            "%s=%s is no node segment of this job step: the plugin will not notice if "
            "this rank dies; leave the variable as the plugin set it",
            SLIPWAY_NODE_FD, getenv(SLIPWAY_NODE_FD));
    }
    unsetenv(SLIPWAY_NODE_FD);
}

void node_mark(enum slot_state state)
{
    if (mine)
        __atomic_store_n(&mine->state, state, __ATOMIC_RELEASE);
}
