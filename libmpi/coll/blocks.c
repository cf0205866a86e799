/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/blocks.h"

#include "type/pack.h"

static datatype_t *byte_type(void)
{
    return type_named(BASIC_MPI_BYTE);
}

/* The arrays of a side with so many blocks; the side is empty if there is no memory. */
static bool add_arrays(struct sched *s, struct side *side, int parts, MPI_Count **counts,
                       MPI_Count **displs)
{
    *counts = sched_alloc(s, parts * sizeof **counts);
    *displs = sched_alloc(s, parts * sizeof **displs);
    if (!*counts || !*displs)
        return false;
    side->counts = counts_64(*counts);
    side->displs = counts_64(*displs);
    return true;
}

struct side side_split(struct sched *s, void *buffer, MPI_Count count, datatype_t *type,
                       int parts)
{
    struct side side = { .buffer = buffer, .type = type };
    MPI_Count *counts, *displs;

    if (!add_arrays(s, &side, parts, &counts, &displs))
        return side;
    for (int i = 0; i < parts; i++) {
        displs[i] = split_at(count, parts, i);
        counts[i] = split_at(count, parts, i + 1) - displs[i];
    }
    return side;
}

struct side side_packed(struct sched *s, void *buffer, const struct side *like, int parts)
{
    struct side side = { .buffer = buffer, .type = like->type };
    MPI_Count *counts, *displs, next = 0;

    if (!add_arrays(s, &side, parts, &counts, &displs))
        return side;
    for (int i = 0; i < parts; i++) {
        displs[i] = next;
        counts[i] = side_count(like, i);
        next += counts[i];
    }
    return side;
}

void send_block(struct sched *s, const struct team *team, int member,
                const struct side *side, int i)
{
    if (side_bytes(side, i) > 0)
        sched_send(s, team, member, side_at(side, i), side_count(side, i),
                   side_type(side, i));
}

void recv_block(struct sched *s, const struct team *team, int member,
                const struct side *side, int i)
{
    if (side_bytes(side, i) > 0)
        sched_recv(s, team, member, side_at(side, i), side_count(side, i),
                   side_type(side, i));
}

void copy_block(struct sched *s, const struct side *from, int i, const struct side *to,
                int j)
{
    if (side_bytes(from, i) > 0)
        sched_copy(s, side_at(from, i), side_count(from, i), side_type(from, i),
                   side_at(to, j), side_count(to, j), side_type(to, j));
}

void send_bytes(struct sched *s, const struct team *team, int member, const void *bytes,
                MPI_Count count)
{
    if (count > 0)
        sched_send(s, team, member, bytes, count, byte_type());
}

void recv_bytes(struct sched *s, const struct team *team, int member, void *bytes,
                MPI_Count count)
{
    if (count > 0)
        sched_recv(s, team, member, bytes, count, byte_type());
}

void pack_block(struct sched *s, const struct side *side, int i, void *bytes)
{
    sched_copy(s, side_at(side, i), side_count(side, i), side_type(side, i), bytes,
               side_bytes(side, i), byte_type());
}

void unpack_block(struct sched *s, const void *bytes, const struct side *side, int i)
{
    sched_copy(s, bytes, side_bytes(side, i), byte_type(), side_at(side, i),
               side_count(side, i), side_type(side, i));
}

struct packed packed_view(struct sched *s, void *buffer, MPI_Count count,
                          datatype_t *type)
{
    struct packed packed = { .buffer = buffer, .count = count, .type = type };
    MPI_Count start;

    packed.size = count * type->size;
    packed.in_buffer = type_is_run(type, count, &start);
    packed.bytes =
        packed.in_buffer ? address_at(buffer, start) : sched_alloc(s, packed.size);
    return packed;
}

void packed_fill(struct sched *s, const struct packed *packed)
{
    if (!packed->in_buffer)
        sched_copy(s, packed->buffer, packed->count, packed->type, packed->bytes,
                   packed->size, byte_type());
}

void packed_empty(struct sched *s, const struct packed *packed)
{
    if (!packed->in_buffer)
        sched_copy(s, packed->bytes, packed->size, byte_type(), packed->buffer,
                   packed->count, packed->type);
}
