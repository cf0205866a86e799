/* SPDX-License-Identifier: BSD-3-Clause */
/* segment.c: see segment.h. */
#include "spank/segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LOW_DESCRIPTORS = 200 };

static off_t slot_at(uint32_t local)
{
    return NODE_SLOTS_AT + (off_t)local * (off_t)sizeof(struct slot);
}

/* fcntl() with F_DUPFD fails under a low limit of open files: the old number will do
 * then. */
static int move_up(int fd)
{
    int high = fcntl(fd, F_DUPFD, LOW_DESCRIPTORS);

    if (high < 0)
        return fd;
    close(fd);
    return high;
}

/* A file that grows over the limit ends the process that makes it grow: then the slots
 * must do, and the ranks talk over the network. */
static bool may_have(uint64_t bytes)
{
    struct rlimit limit;

    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && bytes <= limit.rlim_cur;
}

static int lay_out(int fd, uint32_t slots)
{
    struct node_header header = node_layout(slots, NODE_POOL);

    if (!may_have(node_bytes(&header)))
        header = node_layout(slots, 0);
    if (ftruncate(fd, (off_t)node_bytes(&header)) != 0)
        return -1;
    if (pwrite(fd, &header, sizeof header, 0) != (ssize_t)sizeof header)
        return -1;
    return fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
}

int segment_create(uint32_t slots)
{
    int fd = memfd_create("slipway-node", MFD_ALLOW_SEALING);

    if (fd < 0)
        return -1;
    if (lay_out(fd, slots) != 0) {
        int cause = errno;

        close(fd);
        errno = cause;
        return -1;
    }
    return move_up(fd);
}

struct slot segment_slot_of(int segment, uint32_t local)
{
    struct slot slot;

    if (pread(segment, &slot, sizeof slot, slot_at(local)) != (ssize_t)sizeof slot)
        return (struct slot){ .state = SLOT_EMPTY };
    return slot;
}

bool segment_mark_absent(int segment, uint32_t local)
{
    const uint32_t state = SLOT_ABSENT;
    off_t at = slot_at(local) + (off_t)offsetof(struct slot, state);

    return pwrite(segment, &state, sizeof state, at) == (ssize_t)sizeof state;
}
