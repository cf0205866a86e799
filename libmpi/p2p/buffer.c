/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * buffer.c: buffered sends.
 *
 * The user's memory holds pieces: a message in packed form behind what sends it.  They
 * are listed by address, and the search for room begins behind the piece that was placed
 * last and goes once around.  That is never worse than the circular queue by which the
 * standard says how much must fit (MPI 5.0, 3.6), and room in the middle is used besides.
 */
#include "p2p/buffer.h"

#include <stdlib.h>

#include "obj/session.h"
#include "p2p/progress.h"
#include "p2p/transfer.h"
#include "p2p/wait.h"
#include "type/pack.h"
#include "type/signature.h"
#include "util/err.h"
#include "util/list.h"

struct buffer {
    void *memory; /* the user's; MPI_BUFFER_AUTOMATIC: pieces are on the heap */
    MPI_Count size;
    struct list pieces;  /* struct piece.link, by address */
    struct list *last;   /* the piece placed last, or the head */
    struct list flushes; /* struct flush.link */
    uint64_t placed;     /* pieces so far */
};

struct piece {
    struct list link;
    struct buffer *buffer;
    uint64_t number; /* pieces of the buffer before this one */
    MPI_Count size;  /* with this header */
    struct transfer transfer;
    _Alignas(max_align_t) char data[];
};

/* MPI_Buffer_iflush */
struct flush {
    struct MPI_ABI_Request request;
    struct list link;
    uint64_t until; /* pieces below this number must have left */
};

enum { ALIGN = _Alignof(max_align_t) };

_Static_assert(sizeof(struct piece) + 2 * ALIGN <= MPI_BSEND_OVERHEAD,
               "a message needs no more than its packed size and MPI_BSEND_OVERHEAD");

static struct buffer *of_process;
static int pieces_left; /* in all buffers */

struct buffer **buffer_of_process(void)
{
    return &of_process;
}

static bool is_automatic(const struct buffer *buffer)
{
    return buffer->memory == MPI_BUFFER_AUTOMATIC;
}

/* Attaching and detaching */

int buffer_attach(struct buffer **slot, void *memory, MPI_Count size)
{
    struct buffer *buffer;

    if (*slot)
        return err(MPI_ERR_BUFFER,
                   "a buffer of %lld B is attached already: detach it first",
                   (long long)(*slot)->size);
    if (memory == MPI_BUFFER_AUTOMATIC)
        size = 0;
    if (size < 0)
        return err(MPI_ERR_ARG, "size is %lld: it must not be negative", (long long)size);
    if (!memory && size > 0)
        return err(MPI_ERR_BUFFER, "buffer is NULL: pass the address of %lld B",
                   (long long)size);
    buffer = calloc(1, sizeof *buffer);
    if (!buffer)
        return err(MPI_ERR_NO_MEM, "no memory to describe a buffer");
    buffer->memory = memory;
    buffer->size = size;
    list_init(&buffer->pieces);
    list_init(&buffer->flushes);
    buffer->last = &buffer->pieces;
    *slot = buffer;
    return MPI_SUCCESS;
}

/* Another thread may detach the buffer while this one waits: the slot is asked. */
static bool is_empty(const void *slot)
{
    const struct buffer *buffer = *(struct buffer *const *)slot;

    return !buffer || list_is_empty(&buffer->pieces);
}

static int not_attached(void)
{
    return err(MPI_ERR_BUFFER, "no buffer is attached that could be detached");
}

int buffer_detach(struct buffer **slot, MPI_Count most, void **memory, MPI_Count *size)
{
    if (!*slot)
        return not_attached();
    if ((*slot)->size > most)
        return err(
            MPI_ERR_VALUE_TOO_LARGE,
            "a buffer of %lld B is attached, whose size does not fit into an int: use the _c call",
            (long long)(*slot)->size);
    wait_until(is_empty, slot, NULL);
    if (!*slot)
        return not_attached();
    *memory = (*slot)->memory;
    *size = (*slot)->size;
    buffer_drop(slot);
    return MPI_SUCCESS;
}

void buffer_drop(struct buffer **slot)
{
    free(*slot);
    *slot = NULL;
}

/* Pieces */

static struct piece *piece_at(struct list *link)
{
    return container_of(link, struct piece, link);
}

static char *align(char *address)
{
    return (char *)(((uintptr_t)address + ALIGN - 1) / ALIGN * ALIGN);
}

/* Where the room behind a piece begins, and how much of it there is; the head stands for
 * the beginning of the buffer. */
static char *room_at(const struct buffer *buffer, struct list *link)
{
    return link == &buffer->pieces ? align(buffer->memory)
                                   : (char *)piece_at(link) + piece_at(link)->size;
}

static MPI_Count room_behind(const struct buffer *buffer, struct list *link)
{
    char *end = link->next == &buffer->pieces ? (char *)buffer->memory + buffer->size
                                              : (char *)piece_at(link->next);

    return end - room_at(buffer, link);
}

/* The piece behind which there is room for size bytes, or the head; NULL: nowhere. */
static struct list *find_room(const struct buffer *buffer, MPI_Count size)
{
    struct list *link = buffer->last;

    do {
        if (room_behind(buffer, link) >= size)
            return link;
        link = link->next;
    } while (link != buffer->last);
    return NULL;
}

/* What was sent may have left without anybody having looked. */
static struct list *make_room(const struct buffer *buffer, MPI_Count size)
{
    struct list *behind = find_room(buffer, size);

    while (!behind && progress())
        behind = find_room(buffer, size);
    return behind;
}

static struct piece *no_room(const struct buffer *buffer, MPI_Count bytes)
{
    MPI_Count held = 0;
    int n = 0;

    list_for_each (link, &buffer->pieces) {
        held += piece_at(link)->size;
        n++;
    }
    err(MPI_ERR_BUFFER,
        "a message of %lld B (with MPI_BSEND_OVERHEAD: %lld B) does not fit into the "
        "attached buffer of %lld B, of which %lld B hold %d messages that have not left "
        "yet: attach a larger one",
        (long long)bytes, (long long)bytes + MPI_BSEND_OVERHEAD, (long long)buffer->size,
        (long long)held, n);
    return NULL;
}

static struct piece *piece_create(struct buffer *buffer, MPI_Count bytes)
{
    MPI_Count size =
        ((MPI_Count)sizeof(struct piece) + bytes + ALIGN - 1) / ALIGN * ALIGN;
    struct list *behind = buffer->pieces.prev;
    struct piece *piece;

    if (is_automatic(buffer)) {
        piece = malloc((size_t)size);
        if (!piece) {
            err(MPI_ERR_NO_MEM, "no memory to buffer a message of %lld B",
                (long long)bytes);
            return NULL;
        }
    } else {
        behind = make_room(buffer, size);
        if (!behind)
            return no_room(buffer, bytes);
        piece = (struct piece *)room_at(buffer, behind);
    }
    list_insert_before(behind->next, &piece->link);
    buffer->last = &piece->link;
    piece->buffer = buffer;
    piece->number = buffer->placed++;
    piece->size = size;
    pieces_left++;
    return piece;
}

static uint64_t oldest(const struct buffer *buffer)
{
    uint64_t number = buffer->placed;

    list_for_each (link, &buffer->pieces)
        if (piece_at(link)->number < number)
            number = piece_at(link)->number;
    return number;
}

static void complete_flushes(struct buffer *buffer)
{
    uint64_t left = oldest(buffer);

    list_for_each_safe (link, &buffer->flushes) {
        struct flush *flush = container_of(link, struct flush, link);

        if (flush->until > left)
            continue;
        list_remove(link);
        request_complete(&flush->request, MPI_SUCCESS);
    }
}

static void piece_destroy(struct piece *piece)
{
    struct buffer *buffer = piece->buffer;
    comm_t *comm = piece->transfer.message.comm;

    if (buffer->last == &piece->link)
        buffer->last = piece->link.prev;
    list_remove(&piece->link);
    pieces_left--;
    if (is_automatic(buffer))
        free(piece);
    if (!list_is_empty(&buffer->flushes))
        complete_flushes(buffer);
    object_put(&comm->object); /* the buffer may go with it */
}

/* Whoever called MPI_Bsend has gone on long ago: the error of a broken connection is seen
 * by others. */
static void piece_sent(void *piece, int error_class)
{
    (void)error_class;
    piece_destroy(piece);
}

/* Sending and flushing */

static struct buffer *buffer_for(const comm_t *comm)
{
    if (comm->buffer)
        return comm->buffer;
    return comm->session && comm->session->buffer ? comm->session->buffer : of_process;
}

int buffer_send(const struct message *m)
{
    struct buffer *buffer = buffer_for(m->comm);
    MPI_Count bytes = m->count * m->type->size;
    struct piece *piece;
    int error;

    if (m->peer == MPI_PROC_NULL)
        return MPI_SUCCESS;
    if (!buffer)
        return err(MPI_ERR_BUFFER,
                   "no buffer is attached for a message of %lld B: call "
                   "MPI_Buffer_attach with at least %lld B (or MPI_BUFFER_AUTOMATIC)",
                   (long long)bytes, (long long)bytes + MPI_BSEND_OVERHEAD);
    piece = piece_create(buffer, bytes);
    if (!piece)
        return is_automatic(buffer) ? MPI_ERR_NO_MEM : MPI_ERR_BUFFER;
    type_pack(m->buffer, m->count, m->type, 0, piece->data, bytes);
    piece->transfer.message = *m;
    piece->transfer.message.buffer = piece->data;
    piece->transfer.message.count = bytes;
    piece->transfer.message.type = type_named(BASIC_MPI_PACKED);
    piece->transfer.header.signature = type_signature(m->type, m->count);
    piece->transfer.done = piece_sent;
    piece->transfer.argument = piece;
    object_get(&m->comm->object);
    error = transfer_start_send(&piece->transfer);
    if (error)
        piece_destroy(piece);
    return error;
}

struct goal {
    struct buffer *const *slot;
    uint64_t until;
};

static bool is_reached(const void *argument)
{
    const struct goal *goal = argument;

    return !*goal->slot || oldest(*goal->slot) >= goal->until;
}

int buffer_flush(struct buffer **slot)
{
    struct goal goal = { slot, 0 };

    if (!*goal.slot)
        return MPI_SUCCESS;
    goal.until = (*goal.slot)->placed;
    wait_until(is_reached, &goal, NULL);
    return MPI_SUCCESS;
}

static void flush_release(request_t *request)
{
    free(container_of(request, struct flush, request));
}

static const struct request_ops flush_ops = { .name = "flush of a buffer",
                                              .release = flush_release };

int buffer_iflush(struct buffer **slot, comm_t *comm, request_t **request)
{
    struct buffer *buffer = *slot;
    struct flush *flush;

    if (!buffer || list_is_empty(&buffer->pieces)) {
        *request = request_done();
        return MPI_SUCCESS;
    }
    flush = malloc(sizeof *flush);
    if (!flush)
        return err(MPI_ERR_NO_MEM, "no memory for a request");
    request_init(&flush->request, &flush_ops, comm);
    flush->until = buffer->placed;
    list_append(&buffer->flushes, &flush->link);
    *request = &flush->request;
    return MPI_SUCCESS;
}

bool buffer_all_sent(const void *unused)
{
    (void)unused;
    return pieces_left == 0;
}
