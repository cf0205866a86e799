/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ring.h: records from one process to another, through memory that both see.
 *
 * One writes, one reads; there is no lock, and no instruction that locks the bus.  The
 * memory is a power of two of lines of 64 bytes, whose numbers go on counting lap after
 * lap.  A record is some neighbouring lines: its stamp, then the bytes of the program.
 *
 *     stamp = key + number of its first line    stored last, with release order
 *
 * The reader knows which stamp comes next, and looks at that line only: one line travels
 * for a short record, and neither side writes what the other one polls.  Whatever else
 * lies there is no stamp, because the key is a random word: bytes of an earlier lap are
 * taken for one with a probability of 2^-64.
 *
 * A record that does not fit before the end of the lap begins the next: the inverted
 * stamp says so.  The reader says how far it has read only after every quarter of the
 * ring, and the writer asks only when it believes the ring is full.  A record takes at
 * most a quarter of the ring, so one that waits for room will get it from a reader that
 * has read all.
 */
#ifndef NODE_RING_H
#define NODE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/macros.h"

enum {
    RING_LINE = 64,
    RING_STAMP = sizeof(uint64_t),
    RING_LEAST = 4096, /* bytes of lines at least; a power of two */
};

/* In the shared memory, aligned to a line; all zero before ring_create. */
struct ring {
    uint64_t key;
    uint64_t size; /* lines */
    char unused[RING_LINE - 2 * sizeof(uint64_t)];
    uint64_t read; /* number of the line before which all are read; the reader's */
    char unused_too[RING_LINE - sizeof(uint64_t)];
    char lines[];
};

struct ring_writer {
    struct ring *ring;
    uint64_t key, next, limit; /* lines from next to limit are free, and neighbours */
    uint64_t mask;             /* size - 1 */
};

struct ring_reader {
    struct ring *ring;
    const uint64_t *stamp_at; /* of the next record */
    uint64_t key, next, told; /* told: ring->read, as we have written it */
    uint64_t mask;
};

/* Bytes of memory for a ring with so many bytes of lines, a power of two. */
size_t ring_bytes(size_t lines);

/* The writer makes it.  False: the kernel has no random word yet. */
bool ring_create(struct ring_writer *writer, struct ring *ring, size_t lines);

/* The reader takes a ring that was made; false if it is none that fits into bytes. */
bool ring_open(struct ring_reader *reader, struct ring *ring, size_t bytes);

/* The longest record, without its stamp. */
static inline size_t ring_longest(const struct ring_writer *writer)
{
    return (writer->mask + 1) / 4 * RING_LINE - RING_STAMP;
}

static inline uint64_t ring_lines_of(size_t bytes)
{
    return (bytes + RING_STAMP + RING_LINE - 1) / RING_LINE;
}

static inline uint64_t *ring_line(struct ring *ring, uint64_t number, uint64_t mask)
{
    return (uint64_t *)(ring->lines + (number & mask) * RING_LINE);
}

/* Writing: room for a record of so many bytes (at most ring_longest), NULL if the ring is
 * full; what was filled in is seen after ring_publish of it, with as many bytes. */
bool ring_find_room(struct ring_writer *writer, uint64_t lines);

static inline void *ring_reserve(struct ring_writer *writer, size_t bytes)
{
    uint64_t lines = ring_lines_of(bytes);

    if (unlikely(writer->next + lines > writer->limit) && !ring_find_room(writer, lines))
        return NULL;
    return ring_line(writer->ring, writer->next, writer->mask) + 1;
}

static inline void ring_publish(struct ring_writer *writer, void *record, size_t bytes)
{
    uint64_t *stamp = (uint64_t *)record - 1;

    __atomic_store_n(stamp, writer->key + writer->next, __ATOMIC_RELEASE);
    writer->next += ring_lines_of(bytes);
}

/* Reading: the next record, NULL if there is none yet; it stays until ring_pop, which is
 * told how long it was.  ring_pop is true if the writer can see now that there is room.
 */
const void *ring_wrap(struct ring_reader *reader);
void ring_tell(struct ring_reader *reader);

static inline const void *ring_front(struct ring_reader *reader)
{
    uint64_t stamp = __atomic_load_n(reader->stamp_at, __ATOMIC_ACQUIRE);

    if (stamp == reader->key + reader->next)
        return reader->stamp_at + 1;
    return unlikely(stamp == ~(reader->key + reader->next)) ? ring_wrap(reader) : NULL;
}

static inline bool ring_pop(struct ring_reader *reader, size_t bytes)
{
    reader->next += ring_lines_of(bytes);
    reader->stamp_at = ring_line(reader->ring, reader->next, reader->mask);
    if (likely(reader->next - reader->told <= reader->mask / 4))
        return false;
    ring_tell(reader);
    return true;
}

#endif
