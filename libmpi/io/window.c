/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/window.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "io/system.h"

static const MPI_Count MOST = 1 << 19;  /* bytes of a window */
static const MPI_Count LARGE = 1 << 15; /* a run of so many bytes is read by itself */
static const MPI_Count SPARSE = 16;     /* if less than one byte in so many is wanted, the
                                           holes cost more than the calls */

static MPI_Count smaller(MPI_Count a, MPI_Count b)
{
    return a < b ? a : b;
}

void window_init(struct window *window, int fd, MPI_Offset first, MPI_Offset end,
                 MPI_Count wanted)
{
    MPI_Count span = end - first;

    *window = (struct window){ .fd = fd, .end = end };
    if (wanted >= span || wanted < span / SPARSE)
        return;
    window->room = smaller(span, MOST);
    window->bytes = malloc((size_t)window->room);
}

void window_fini(struct window *window)
{
    free(window->bytes);
}

static bool holds(const struct window *window, MPI_Offset offset, MPI_Count bytes)
{
    return offset >= window->start && offset + bytes <= window->start + window->filled;
}

static int refill(struct window *window, MPI_Offset offset)
{
    MPI_Count bytes = smaller(window->room, window->end - offset);

    window->start = offset;
    return system_read(window->fd, window->bytes, bytes, offset, &window->filled);
}

int window_read(struct window *window, void *buffer, MPI_Count bytes, MPI_Offset offset,
                MPI_Count *done)
{
    bool fits = bytes < LARGE && bytes <= window->room && offset + bytes <= window->end;
    int errnum = 0;

    if (!window->bytes || !fits)
        return system_read(window->fd, buffer, bytes, offset, done);
    if (!holds(window, offset, bytes))
        errnum = refill(window, offset);
    *done = errnum ? 0 : smaller(bytes, window->start + window->filled - offset);
    memcpy(buffer, window->bytes + (offset - window->start), (size_t)*done);
    return errnum;
}
