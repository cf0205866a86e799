/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/node_short.h"

#include "coll/algorithm.h"
#include "coll/fingerprint.h"
#include "coll/node_team.h"
#include "obj/op_kernels.h"
#include "p2p/short.h"
#include "p2p/wait.h"

/* One operation: it takes one round. */
struct round {
    comm_t *comm;
    struct node_team *team;
    const datatype_t *type;
    MPI_Count count;
    size_t bytes;
    op_kernel_f *kernel;
    uint32_t number;
    struct node_saying saying;
    int next, end; /* members to wait for */
};

/* The team, if it has nothing under way nor to do before, and would have room for what
 * comes next; and if the call need not step aside. */
static inline bool find_team(struct round *r, MPI_Comm comm, enum coll_kind kind)
{
    if (unlikely(call_aside))
        return false;
    r->comm = comm_of(comm);
    r->team = r->comm ? r->comm->node : NULL;
    return r->team && node_team_is_idle(r->team) && r->team->parcels != PARCELS_WANTED &&
           coll_is_free(kind);
}

/* Data that lies together and fits into a slot.  None at all is for those who know that
 * there is nothing to do. */
static inline bool find_data(struct round *r, MPI_Count count, MPI_Datatype datatype)
{
    r->type = type_of(datatype);
    r->count = count;
    if (!r->type || !r->type->plain || (size_t)count > NODE_SLOT_BYTES)
        return false;
    r->bytes = (size_t)(count * r->type->size);
    r->saying.data =
        NODE_DATA_HERE | fingerprint_data_of((uint32_t)r->bytes, r->type->signature);
    return r->bytes - 1 < NODE_SLOT_BYTES;
}

/* A predefined operation that is defined for the type. */
static inline bool find_kernel(struct round *r, const op_t *op)
{
    const struct op_kernels *kernels = op ? op->kernels : NULL;
    enum basic basic = r->type->basic;

    if (!kernels || basic == BASIC_NONE || !op_kernels_legal(kernels, basic))
        return false;
    r->kernel = op_kernel(kernels, basic);
    return r->kernel;
}

static inline bool is_rank(const struct round *r, int root)
{
    return (unsigned)root < (unsigned)r->team->size;
}

static inline bool is_buffer(const void *buffer)
{
    return buffer != MPI_BOTTOM && buffer != MPI_IN_PLACE;
}

/* The long way says what is wrong with buffers that overlap. */
static inline bool are_apart(const struct round *r, const void *a, const void *b)
{
    return (uintptr_t)a - (uintptr_t)b + r->bytes - 1 >= 2 * r->bytes - 1;
}

static inline struct node_slot *slot_of(const struct round *r, int member)
{
    return node_team_slot(r->team, member, r->number);
}

static inline void begin(struct round *r, enum mpi_call caller, uint32_t mark, int next,
                         int end)
{
    call_enter(caller);
    r->comm->coll_count++;
    r->number = ++r->team->last;
    r->saying.mark = mark;
    r->next = next;
    r->end = end;
}

static inline void *data_at(const struct round *r, const void *buffer)
{
    return (char *)buffer + r->type->true_lb;
}

static inline void bring(const struct round *r, const void *buffer)
{
    struct node_slot *slot = slot_of(r, r->team->rank);

    if (buffer)
        short_copy(slot->data, data_at(r, buffer), r->bytes);
    slot->saying.data = r->saying.data; /* not as one: they were just written as two */
    slot->saying.mark = r->saying.mark;
    node_team_raise(r->team, slot, r->number);
}

/* Who is in another operation is waited for here, and found out on the long way. */
static bool are_there(const void *argument)
{
    struct round *r = (struct round *)argument;

    for (; r->next < r->end; r->next++) {
        const struct node_slot *slot = slot_of(r, r->next);

        if (__atomic_load_n(&slot->number, __ATOMIC_ACQUIRE) != r->number ||
            unlikely(!fingerprint_agrees(r->saying, slot->saying)))
            return false;
    }
    return true;
}

/* Others have looked at this member's next slot long ago: it is got back meanwhile. */
static inline bool meet(struct round *r)
{
    __builtin_prefetch(node_team_slot(r->team, r->team->rank, r->number + 1), 1);
    return are_there(r) || wait_briefly(are_there, r);
}

/* In the order of coll/node_kind.c: whoever takes the long way gets the same bits. */
static inline void join(const struct round *r, void *buffer)
{
    void *out = data_at(r, buffer);
    int last = r->team->size - 1;

    short_copy(out, slot_of(r, last)->data, r->bytes);
    for (int i = last - 1; i >= 0; i--)
        r->kernel(slot_of(r, i)->data, out, r->count);
}

static inline enum node_short finish(const struct round *r)
{
    struct node_team *team = r->team;

    __atomic_store_n(&team->done[team->rank].number, r->number, __ATOMIC_RELEASE);
    call_leave();
    return NODE_SHORT_OVER;
}

/* The same where others may sleep until this member is done. */
static inline enum node_short finish_alone(const struct round *r)
{
    finish(r);
    node_team_wake(r->team);
    return NODE_SHORT_OVER;
}

enum node_short node_short_barrier(MPI_Comm comm, enum mpi_call caller)
{
    struct round r;

    if (!find_team(&r, comm, COLL_BARRIER))
        return NODE_SHORT_NOT;
    r.saying.data = FINGERPRINT_ANY_DATA;
    begin(&r, caller, fingerprint_mark_of(COLL_BARRIER, 0, NULL), 0, r.team->size);
    bring(&r, NULL);
    if (!meet(&r))
        return NODE_SHORT_BEGUN;
    node_team_note_done(r.team, r.number);
    return finish(&r);
}

enum node_short node_short_bcast(void *buffer, MPI_Count count, MPI_Datatype datatype,
                                 int root, MPI_Comm comm, enum mpi_call caller)
{
    struct round r;
    bool is_root;

    if (!find_team(&r, comm, COLL_BCAST) || !is_rank(&r, root) ||
        !find_data(&r, count, datatype) || !is_buffer(buffer))
        return NODE_SHORT_NOT;
    is_root = root == r.team->rank;
    begin(&r, caller, fingerprint_mark_of(COLL_BCAST, root, NULL), root, root + !is_root);
    if (is_root)
        bring(&r, buffer);
    else if (meet(&r))
        short_copy(data_at(&r, buffer), slot_of(&r, root)->data, r.bytes);
    else
        return NODE_SHORT_BEGUN;
    return finish_alone(&r);
}

enum node_short node_short_reduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                                  MPI_Datatype datatype, MPI_Op op, int root,
                                  MPI_Comm comm, enum mpi_call caller)
{
    bool is_root, in_place = sendbuf == MPI_IN_PLACE;
    struct round r;

    if (!find_team(&r, comm, COLL_REDUCE) || !is_rank(&r, root) ||
        !find_data(&r, count, datatype) || !find_kernel(&r, op_of(op)))
        return NODE_SHORT_NOT;
    is_root = root == r.team->rank;
    if (!sendbuf ||
        (is_root ? !is_buffer(recvbuf) || !are_apart(&r, sendbuf, recvbuf) : in_place))
        return NODE_SHORT_NOT;
    begin(&r, caller, fingerprint_mark_of(COLL_REDUCE, root, op_of(op)), 0,
          is_root ? r.team->size : 0);
    bring(&r, in_place ? recvbuf : sendbuf);
    if (!meet(&r))
        return NODE_SHORT_BEGUN;
    if (is_root)
        join(&r, recvbuf);
    return finish_alone(&r);
}

enum node_short node_short_allreduce(const void *sendbuf, void *recvbuf, MPI_Count count,
                                     MPI_Datatype datatype, MPI_Op op, MPI_Comm comm,
                                     enum mpi_call caller)
{
    struct round r;

    if (!find_team(&r, comm, COLL_ALLREDUCE) || !find_data(&r, count, datatype) ||
        !find_kernel(&r, op_of(op)) || !is_buffer(recvbuf) || !sendbuf ||
        !are_apart(&r, sendbuf, recvbuf))
        return NODE_SHORT_NOT;
    begin(&r, caller, fingerprint_mark_of(COLL_ALLREDUCE, 0, op_of(op)), 0, r.team->size);
    bring(&r, sendbuf == MPI_IN_PLACE ? recvbuf : sendbuf);
    if (!meet(&r))
        return NODE_SHORT_BEGUN;
    join(&r, recvbuf);
    node_team_note_done(r.team, r.number);
    return finish(&r);
}
