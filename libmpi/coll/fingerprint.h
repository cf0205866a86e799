/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fingerprint.h: what all members of a collective must say alike (MPI 5.0, 6.1): which
 * call it is, its root, its operation, and how much data of which types, where that has
 * to agree.
 *
 * With --mpi-check every collective begins with an exchange by dissemination (Hensgen,
 * Finkel and Manber, "Two algorithms for barrier synchronization", 1988): in round k each
 * member tells the one 2^k after it what it knows.  Members that agree with all before
 * them hear of more in every round; of two that differ somebody hears both, and then all
 * do, so that no member carries out a collective that another one cannot.  Cost: log2(n)
 * rounds of a message per member.
 */
#ifndef COLL_FINGERPRINT_H
#define COLL_FINGERPRINT_H

#include "coll/coll.h"
#include "coll/node_team.h"
#include "type/signature.h"

struct fingerprint {
    uint32_t magic;
    uint32_t call;      /* enum mpi_call; of calls that use collectives inside: 0 */
    uint32_t shown;     /* the same, and never 0 */
    uint32_t op;        /* 0: none; 1: of MPI_Op_create; else a predefined handle */
    int32_t kind;       /* enum coll_kind */
    int32_t root;       /* NO_ROOT: there is none, or it need not agree */
    int32_t rank;       /* whose it is */
    uint32_t signature; /* type/signature.h; SIGNATURE_ANYTHING: unknown */
    int64_t bytes;      /* NO_BYTES: need not agree */
};

/* That of c, which was checked and has its teams. */
struct fingerprint fingerprint_of(const struct coll *c);

/* MPI_ERR_NOT_SAME if they cannot meet in one collective; the text names both, and what
 * differs. */
int fingerprint_compare(const struct fingerprint *mine, const struct fingerprint *theirs);

/*
 * What fits beside the flag of a member (coll/node_team.h), where it costs nothing, in
 * two words.  The mark: the operation that the program has called, its root, and MPI_SUM
 * and its like; or that the library itself does something, in MPI_Finalize, say.  The
 * data: bytes and signature of what must be alike.  Two that do not agree cannot meet.
 * mismatch is the error of a member that has found one, and mismatch_of_others that of a
 * member that waits for them: MPI_ERR_NOT_SAME.
 */
enum {
    FINGERPRINT_OF_OURS = 0xff,
    FINGERPRINT_PREPARES = 0x40, /* added: what the operation needs is got first */
};

static inline uint32_t fingerprint_mark_of(enum coll_kind kind, int root, const op_t *op)
{
    return (uint32_t)kind | ((uint32_t)root & 0xfff) << 8 |
           (op ? op->object.handle & 0xfff : 0) << 20;
}

static inline uint32_t fingerprint_mark(const struct coll *c)
{
    if (c->whole)
        return c->whole;
    return c->call == CALL_NONE ? FINGERPRINT_OF_OURS
                                : fingerprint_mark_of(c->kind, c->root, c->op);
}

static const uint32_t FINGERPRINT_ANY_DATA = 0xc0000000u; /* here, and it may vary */

/* Bits 16 to 29 are the bytes, or a sum over them if they are more, and those below the
 * signature. */
enum { FINGERPRINT_BYTES = 0x3fff };

static inline uint32_t fingerprint_data_of(uint32_t sum, uint32_t signature)
{
    if (signature & SIGNATURE_MIXED || sum == 0)
        signature = SIGNATURE_ANYTHING;
    return sum << 16 | signature;
}

static inline uint32_t fingerprint_data(const struct side *side)
{
    MPI_Count bytes = side->count * side->type->size;

    return fingerprint_data_of((uint32_t)(bytes % FINGERPRINT_BYTES),
                               side->type->signature);
}

bool fingerprint_may_agree(struct node_saying mine, struct node_saying theirs);

static inline bool fingerprint_agrees(struct node_saying mine, struct node_saying theirs)
{
    return likely(mine.mark == theirs.mark && mine.data == theirs.data) ||
           fingerprint_may_agree(mine, theirs);
}

/* In 7 bits, for the headers of messages (p2p/header.h): which operation it is; or that
 * the ranks of a node meet for their first one, which its flags will tell apart. */
enum { FINGERPRINT_MEETING = HEADER_OPERATIONS - 1 };
static inline int fingerprint_operation(const struct coll *c)
{
    uint32_t mark = fingerprint_mark(c) & 0xff;

    return mark == FINGERPRINT_OF_OURS ? HEADER_OPERATIONS : (int)mark + 1;
}

int fingerprint_mismatch(const struct coll *c, const struct node_mismatch *found);
int fingerprint_mismatch_of_others(const struct coll *c,
                                   const struct node_mismatch *found);

/* Records the exchange; nothing that is recorded after it is carried out if that fails.
 */
void fingerprint_exchange(struct sched *s, const struct coll *c);

/* Whether another member has found the last mismatch, and says so, too. */
bool fingerprint_is_hearsay(void);

#endif
