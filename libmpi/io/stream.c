/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stream.c: every run of the file is one read or write if memory has no holes there;
 * otherwise it goes through a buffer, piece after piece.  Small reads go through a window
 * of the file besides.
 */
#include "io/stream.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "io/system.h"
#include "io/window.h"
#include "type/pack.h"
#include "util/err.h"
#include "util/lock.h"

static const MPI_Count PIECE = 1 << 20;

struct stream {
    const file_t *file;
    struct memory memory;
    bool writes;
    char *run;   /* all of memory if it has no holes, else NULL */
    char *piece; /* else: a buffer of room bytes */
    MPI_Count room;
    struct window window; /* reads */
    MPI_Count done;
    int errnum;
};

static MPI_Count smaller(MPI_Count a, MPI_Count b)
{
    return a < b ? a : b;
}

/* False, so that a walk ends, if that was an error or the end of the file. */
static bool account(struct stream *s, MPI_Count moved, MPI_Count wanted)
{
    s->done += moved;
    return s->errnum == 0 && moved == wanted;
}

static bool read_run(struct stream *s, char *to, MPI_Offset offset, MPI_Count bytes)
{
    MPI_Count moved;

    s->errnum = window_read(&s->window, to, bytes, offset, &moved);
    return account(s, moved, bytes);
}

static bool read_piece(struct stream *s, MPI_Offset offset, MPI_Count bytes)
{
    const struct memory *m = &s->memory;
    MPI_Count moved;

    s->errnum = window_read(&s->window, s->piece, bytes, offset, &moved);
    type_unpack(m->buffer, m->count, m->type, s->done, s->piece, moved);
    return account(s, moved, bytes);
}

static bool write_run(struct stream *s, const char *from, MPI_Offset offset,
                      MPI_Count bytes)
{
    MPI_Count moved;

    s->errnum = system_write(s->file->fd, from, bytes, offset, &moved);
    return account(s, moved, bytes);
}

static bool write_piece(struct stream *s, MPI_Offset offset, MPI_Count bytes)
{
    const struct memory *m = &s->memory;

    type_pack(m->buffer, m->count, m->type, s->done, s->piece, bytes);
    return write_run(s, s->piece, offset, bytes);
}

/* A run of the file (view_visit_f). */
static bool visit(void *argument, MPI_Offset offset, MPI_Count bytes)
{
    struct stream *s = argument;
    bool more = true;

    if (s->run)
        return s->writes ? write_run(s, s->run + s->done, offset, bytes)
                         : read_run(s, s->run + s->done, offset, bytes);
    for (MPI_Count at = 0; at < bytes && more; at += s->room) {
        MPI_Count n = smaller(s->room, bytes - at);

        more = s->writes ? write_piece(s, offset + at, n) : read_piece(s, offset + at, n);
    }
    return more;
}

static bool find_memory(struct stream *s, MPI_Count bytes)
{
    MPI_Count start;

    if (type_is_run(s->memory.type, s->memory.count, &start)) {
        s->run = (char *)((uintptr_t)s->memory.buffer + (uintptr_t)start);
        return true;
    }
    s->room = smaller(bytes, PIECE);
    s->piece = malloc((size_t)s->room);
    return s->piece;
}

/* Atomic mode (14.6.1): everything from the first byte to the last is locked. */
static void walk(struct stream *s, MPI_Offset position, MPI_Count bytes)
{
    const struct view *view = &s->file->view;
    MPI_Offset first = view_offset(view, position);
    MPI_Offset last = view_offset(view, position + bytes - 1);

    if (s->file->atomic)
        s->errnum = system_lock(s->file->fd, s->writes, first, last);
    if (s->errnum)
        return;
    if (!s->writes)
        window_init(&s->window, s->file->fd, first, last + 1, bytes);
    view_walk(view, position, bytes, visit, s);
    window_fini(&s->window);
    if (s->file->atomic)
        system_unlock(s->file->fd, first, last);
}

static int move(struct stream *s, MPI_Offset position, MPI_Count bytes, MPI_Count *done)
{
    int held;

    *done = 0;
    if (bytes == 0)
        return MPI_SUCCESS;
    if (!find_memory(s, bytes))
        return err(MPI_ERR_NO_MEM, "no memory for a buffer of %lld B",
                   (long long)s->room);
    held = lock_release();
    walk(s, position, bytes);
    lock_restore(held);
    free(s->piece);
    *done = s->done;
    if (s->errnum == 0)
        return MPI_SUCCESS;
    return system_error(s->writes ? "write to" : "read from", s->file->path, s->errnum);
}

int stream_read(file_t *file, MPI_Offset position, struct memory memory, MPI_Count bytes,
                MPI_Count *done)
{
    struct stream s = { .file = file, .memory = memory };

    return move(&s, position, bytes, done);
}

int stream_write(file_t *file, MPI_Offset position, struct memory memory, MPI_Count bytes,
                 MPI_Count *done)
{
    struct stream s = { .file = file, .memory = memory, .writes = true };

    return move(&s, position, bytes, done);
}
