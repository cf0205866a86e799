/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * blocks.h: what algorithms do with blocks of data: cut a vector, send or receive a block
 * of a side, and look at data as a run of packed bytes, where blocks of several processes
 * travel together.
 */
#ifndef COLL_BLOCKS_H
#define COLL_BLOCKS_H

#include "coll/coll.h"

/* Where part i begins if count elements are cut into parts of nearly the same size. */
static inline MPI_Count split_at(MPI_Count count, int parts, int i)
{
    MPI_Count longer = count % parts;

    return count / parts * i + (i < longer ? i : longer);
}

/* A side whose blocks lie one after the other: a vector of count elements cut into parts,
 * and one with the counts of another side. */
struct side side_split(struct sched *s, void *buffer, MPI_Count count, datatype_t *type,
                       int parts);
struct side side_packed(struct sched *s, void *buffer, const struct side *like,
                        int parts);

/* One message with block i; none at all if the block is empty. */
void send_block(struct sched *s, const struct team *team, int member,
                const struct side *side, int i);
void recv_block(struct sched *s, const struct team *team, int member,
                const struct side *side, int i);
void copy_block(struct sched *s, const struct side *from, int i, const struct side *to,
                int j);

/* Messages of packed bytes. */
void send_bytes(struct sched *s, const struct team *team, int member, const void *bytes,
                MPI_Count count);
void recv_bytes(struct sched *s, const struct team *team, int member, void *bytes,
                MPI_Count count);

/* Block i as packed bytes: to a place, from a place. */
void pack_block(struct sched *s, const struct side *side, int i, void *bytes);
void unpack_block(struct sched *s, const void *bytes, const struct side *side, int i);

/* A buffer seen as packed bytes: in its own memory if its data is one run there, else in
 * memory of the schedule, to be filled and emptied by the steps that these record. */
struct packed {
    void *buffer;
    MPI_Count count;
    datatype_t *type;
    void *bytes;
    MPI_Count size;
    bool in_buffer;
};

struct packed packed_view(struct sched *s, void *buffer, MPI_Count count,
                          datatype_t *type);
void packed_fill(struct sched *s, const struct packed *packed);
void packed_empty(struct sched *s, const struct packed *packed);

#endif
