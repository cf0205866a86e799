/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/ring.h"

#include <sys/random.h>

_Static_assert(sizeof(struct ring) == 2 * RING_LINE, "nothing shares a line");

size_t ring_bytes(size_t lines)
{
    return sizeof(struct ring) + lines;
}

bool ring_create(struct ring_writer *writer, struct ring *ring, size_t lines)
{
    uint64_t key;

    if (getrandom(&key, sizeof key, GRND_NONBLOCK) != sizeof key)
        return false;
    ring->key = key;
    ring->size = lines / RING_LINE;
    *writer = (struct ring_writer){
        .ring = ring, .key = key, .limit = ring->size, .mask = ring->size - 1
    };
    return true;
}

bool ring_open(struct ring_reader *reader, struct ring *ring, size_t bytes)
{
    uint64_t size = bytes < sizeof *ring ? 0 : ring->size;

    if (size < RING_LEAST / RING_LINE || (size & (size - 1)) ||
        size > (bytes - sizeof *ring) / RING_LINE)
        return false;
    *reader = (struct ring_reader){ .ring = ring,
                                    .stamp_at = ring_line(ring, 0, 0),
                                    .key = ring->key,
                                    .mask = size - 1 };
    return true;
}

/* The first line of the lap after that of next. */
static uint64_t next_lap(uint64_t next, uint64_t mask)
{
    return (next | mask) + 1;
}

/* The rest of this lap is too short: the reader shall not look for the record there. */
static void give_up_lap(struct ring_writer *writer)
{
    uint64_t *stamp = ring_line(writer->ring, writer->next, writer->mask);

    __atomic_store_n(stamp, ~(writer->key + writer->next), __ATOMIC_RELEASE);
    writer->next = next_lap(writer->next, writer->mask);
}

bool ring_find_room(struct ring_writer *writer, uint64_t lines)
{
    uint64_t read = __atomic_load_n(&writer->ring->read, __ATOMIC_ACQUIRE);
    uint64_t free_until = read + writer->mask + 1;
    uint64_t lap = next_lap(writer->next, writer->mask);

    if (writer->next + lines > lap) {
        if (lap + lines > free_until)
            return false;
        give_up_lap(writer);
        lap = next_lap(writer->next, writer->mask);
    }
    writer->limit = free_until < lap ? free_until : lap;
    return writer->next + lines <= writer->limit;
}

const void *ring_wrap(struct ring_reader *reader)
{
    reader->next = next_lap(reader->next, reader->mask);
    reader->stamp_at = ring_line(reader->ring, reader->next, reader->mask);
    return ring_front(reader);
}

void ring_tell(struct ring_reader *reader)
{
    __atomic_store_n(&reader->ring->read, reader->next, __ATOMIC_RELEASE);
    reader->told = reader->next;
}
