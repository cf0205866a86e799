/* SPDX-License-Identifier: BSD-3-Clause */
/* early.c: see early.h.  Nothing is mapped yet, and nothing is kept. */
#include "node/early.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "boot/boot.h"

/* Where the slot's state is in the file; false if that is no node segment. */
static bool find_state(int fd, int task, off_t *at)
{
    struct node_header header;

    if (task < 0 || pread(fd, &header, sizeof header, 0) != (ssize_t)sizeof header ||
        header.magic != NODE_MAGIC || header.version != NODE_VERSION ||
        (uint32_t)task >= header.slots)
        return false;
    *at = (off_t)header.slot_offset + (off_t)task * (off_t)header.slot_size +
          (off_t)offsetof(struct slot, state);
    return true;
}

enum slot_state early_mark(enum slot_state state)
{
    const char *number = getenv(SLIPWAY_NODE_FD);
    uint32_t before, now = state;
    int fd = number ? atoi(number) : -1;
    off_t at;

    if (fd <= STDERR_FILENO || !find_state(fd, boot_task(), &at) ||
        pread(fd, &before, sizeof before, at) != (ssize_t)sizeof before ||
        pwrite(fd, &now, sizeof now, at) != (ssize_t)sizeof now)
        return SLOT_EMPTY;
    return before;
}
