/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "coll/algorithm.h"
#include "coll/describe.h"
#include "p2p/race.h"
#include "p2p/transfer.h"
#include "type/signature.h"
#include "util/call.h"
#include "util/err.h"

enum { MAGIC = 0x66703031, NO_ROOT = -1000, NO_BYTES = -1, USER_OP = 1 };

static bool is_hearsay; /* the last mismatch */

/* Making one */

static void set_data(struct fingerprint *f, const struct side *side)
{
    f->bytes = side->count * side->type->size;
    f->signature = type_signature(side->type, side->count);
}

/* All blocks of a side that is the same on all members. */
static void set_sum(struct fingerprint *f, const struct side *side, int blocks)
{
    f->bytes = 0;
    for (int i = 0; i < blocks; i++)
        f->bytes += side_bytes(side, i);
    if (f->bytes > 0 && !(side->type->signature & SIGNATURE_MIXED))
        f->signature = side->type->signature;
}

static void set_rooted(struct fingerprint *f, const struct coll *c,
                       const struct side *at_root, const struct side *elsewhere)
{
    f->root = c->root;
    set_data(f, c->root == c->team->rank ? at_root : elsewhere);
}

static void set_arguments(struct fingerprint *f, const struct coll *c)
{
    switch (c->kind) {
    case COLL_BCAST:
    case COLL_REDUCE:
        set_rooted(f, c, &c->recv, &c->recv);
        break;
    case COLL_GATHER:
        set_rooted(f, c, &c->recv, &c->send);
        break;
    case COLL_SCATTER:
        set_rooted(f, c, &c->send, &c->recv);
        break;
    case COLL_GATHERV:
    case COLL_SCATTERV:
        f->root = c->root;
        break;
    case COLL_ALLGATHER:
    case COLL_ALLTOALL:
    case COLL_ALLREDUCE:
    case COLL_SCAN:
    case COLL_EXSCAN:
        set_data(f, &c->recv);
        break;
    case COLL_ALLGATHERV:
    case COLL_REDUCE_SCATTER:
    case COLL_REDUCE_SCATTER_BLOCK:
        set_sum(f, &c->recv, c->team->size);
        break;
    default: /* each pair of members for itself */
        break;
    }
}

struct fingerprint fingerprint_of(const struct coll *c)
{
    struct fingerprint f = { .magic = MAGIC,
                             .call = c->call,
                             .shown =
                                 c->call ? c->call : *call_mark & ~(uint32_t)CALL_OVER,
                             .kind = (int32_t)c->kind,
                             .root = NO_ROOT,
                             .rank = c->team->rank,
                             .bytes = NO_BYTES };

    if (c->op)
        f.op = c->op->object.handle ? c->op->object.handle : USER_OP;
    if (!c->remote) /* the two groups of an inter-communicator say different things */
        set_arguments(&f, c);
    return f;
}

/* Comparing two */

/* MPI_Bcast and MPI_Bcast_c are one call. */
static bool is_same_call(uint32_t a, uint32_t b)
{
    const char *one = call_name(a), *other = call_name(b);
    size_t length = strlen(one), rest = strlen(other);

    if (a == b)
        return true;
    length -= length > 2 && strcmp(one + length - 2, "_c") == 0 ? 2 : 0;
    rest -= rest > 2 && strcmp(other + rest - 2, "_c") == 0 ? 2 : 0;
    return length == rest && strncmp(one, other, length) == 0;
}

/* What makes it impossible that both are of one collective; NULL if nothing does. */
static const char *difference(const struct fingerprint *a, const struct fingerprint *b)
{
    if (a->kind != b->kind || !is_same_call(a->call, b->call))
        return "these calls do not match";
    if (a->root != b->root)
        return "the roots differ";
    if (a->op != b->op)
        return "the operations differ";
    if (a->bytes != b->bytes)
        return "the amounts of data differ";
    if (a->signature != b->signature && a->signature != SIGNATURE_ANYTHING &&
        b->signature != SIGNATURE_ANYTHING)
        return "the datatypes differ";
    return NULL;
}

enum { TEXT = 224 };

static const char *name_of(const struct fingerprint *f)
{
    if (f->kind == FINGERPRINT_OF_OURS)
        return "MPI_Finalize or what makes a communicator";
    return f->shown ? call_name(f->shown) : coll_operation((enum coll_kind)f->kind)->name;
}

/* "MPI_Reduce(4 B of integers of 4 bytes, MPI_SUM, root=0)" */
static const char *text_of(const struct fingerprint *f, char *text)
{
    char data[TEXT / 2] = "", op[40] = "", root[24] = "", type[SIGNATURE_TEXT];
    const op_t *predefined = op_of((MPI_Op)(uintptr_t)f->op);

    if (f->bytes != NO_BYTES)
        snprintf(data, sizeof data, ", %lld B of %s", (long long)f->bytes,
                 signature_text(f->signature, type, sizeof type));
    if (f->op)
        snprintf(op, sizeof op, ", %s",
                 predefined ? op_name(predefined) : "an operation of its own");
    if (f->root != NO_ROOT)
        snprintf(root, sizeof root, ", root=%d", f->root);
    if (*data || *op || *root)
        snprintf(text, TEXT, "%s(%s%s%s)", name_of(f), *data ? data + 2 : "",
                 *data ? op
                 : *op ? op + 2
                       : "",
                 *data || *op ? root
                 : *root      ? root + 2
                              : "");
    else
        snprintf(text, TEXT, "%s", name_of(f));
    return text;
}

static int complain(const struct fingerprint *theirs, const char *whose,
                    const struct fingerprint *other, const char *what)
{
    char here[TEXT], there[TEXT];

    return err(MPI_ERR_NOT_SAME,
               "rank %d calls %s where %s calls %s: %s; all ranks of the "
               "communicator must make the same collective calls in the same order",
               theirs->rank, text_of(theirs, there), whose, text_of(other, here), what);
}

int fingerprint_compare(const struct fingerprint *mine, const struct fingerprint *theirs)
{
    const char *what = difference(mine, theirs);

    return what ? complain(theirs, "this rank", mine, what) : MPI_SUCCESS;
}

/* The exchange */

/* What a member knows of itself and those before it. */
struct view {
    struct fingerprint common;   /* of all of them, unless: */
    struct fingerprint other[2]; /* two that cannot meet; magic 0: there are none */
};

struct exchange {
    struct fingerprint mine;
    struct view here, heard;
    bool first, told; /* round; what differs was found by another member */
};

static bool is_split(const struct view *view)
{
    return view->other[0].magic != 0;
}

/* Who has no type of its own agrees with all, but those need not agree with each other. */
static void adopt_signature(struct view *here, const struct view *heard)
{
    if (here->common.signature == SIGNATURE_ANYTHING)
        here->common.signature = heard->common.signature;
}

static int look(void *argument)
{
    struct exchange *e = argument;
    struct view *here = &e->here;
    const struct view *heard = &e->heard;

    if (heard->common.magic != MAGIC)
        return err(MPI_ERR_NOT_SAME,
                   "another rank is in another collective call on this communicator: all "
                   "must make the same collective calls in the same order");
    e->told |= !is_split(here) && (is_split(heard) || !e->first);
    e->first = false;
    if (is_split(here))
        return MPI_SUCCESS;
    memcpy(here->other, heard->other, sizeof here->other);
    if (!is_split(here) && difference(&here->common, &heard->common)) {
        here->other[0] = heard->common;
        here->other[1] = here->common;
    }
    adopt_signature(here, heard);
    return MPI_SUCCESS;
}

static void begin_again(struct exchange *e)
{
    e->here = (struct view){ .common = e->mine };
    e->first = true;
    e->told = false;
}

/* One of two that differ differs from this member's as well, if that has a type. */
static int tell(const struct exchange *e)
{
    const struct fingerprint *other = e->here.other;
    char whose[32];
    int error = fingerprint_compare(&e->mine, &other[0]);

    if (!error)
        error = fingerprint_compare(&e->mine, &other[1]);
    if (error)
        return error;
    snprintf(whose, sizeof whose, "rank %d", other[1].rank);
    return complain(&other[0], whose, &other[1], difference(&other[0], &other[1]));
}

static int conclude(void *argument)
{
    struct exchange *e = argument;
    int error = look(e);

    is_hearsay = e->told;
    if (!error && is_split(&e->here))
        error = tell(e);
    begin_again(e);
    return error;
}

void fingerprint_exchange(struct sched *s, const struct coll *c)
{
    datatype_t *byte = type_named(BASIC_MPI_BYTE);
    struct exchange *e = sched_alloc(s, sizeof *e);
    struct team *team = sched_alloc(s, sizeof *team);

    race_met();
    if (!e || !team || c->team->size == 1)
        return;
    *team = *c->team;
    team->operation = 0; /* what differs is said here */
    e->mine = fingerprint_of(c);
    begin_again(e);
    for (int distance = 1; distance < team->size; distance *= 2) {
        sched_send(s, team, (team->rank + distance) % team->size, &e->here,
                   sizeof e->here, byte);
        sched_recv(s, team, (team->rank + team->size - distance) % team->size, &e->heard,
                   sizeof e->heard, byte);
        sched_gate(s, 2 * distance < team->size ? look : conclude, e);
    }
}

bool fingerprint_is_hearsay(void)
{
    return is_hearsay;
}

/* Beside the flags of a node */

enum { SIGNATURE = 0xffff };

/* As much as two words tell. */
static struct fingerprint fingerprint_said(struct node_saying saying)
{
    const uint32_t what = saying.mark & 0xff;
    const enum coll_kind kind =
        what == FINGERPRINT_OF_OURS ? what : what & ~(uint32_t)FINGERPRINT_PREPARES;
    const bool is_known =
        saying.data & NODE_DATA_HERE && !(saying.data & NODE_DATA_VARIES);

    return (struct fingerprint){
        .kind = (int32_t)kind,
        .op = saying.mark >> 20,
        .root = coll_has_root(kind) ? (int32_t)(saying.mark >> 8 & 0xfff) : NO_ROOT,
        .signature = saying.data & NODE_DATA_VARIES ? (uint32_t)SIGNATURE_ANYTHING
                                                    : saying.data & SIGNATURE,
        .bytes = is_known ? (int64_t)(saying.data >> 16 & FINGERPRINT_BYTES) : NO_BYTES,
    };
}

bool fingerprint_may_agree(struct node_saying mine, struct node_saying theirs)
{
    if (mine.mark != theirs.mark)
        return false;
    if ((mine.data | theirs.data) & NODE_DATA_VARIES)
        return true;
    return mine.data >> 16 == theirs.data >> 16 &&
           signature_matches(mine.data & SIGNATURE, 1, theirs.data & SIGNATURE, 1);
}

static int mismatch(const struct coll *c, const struct node_mismatch *found,
                    const char *whose)
{
    struct fingerprint mine = fingerprint_said(found->mine);
    struct fingerprint theirs = fingerprint_said(found->theirs);
    const char *what = difference(&mine, &theirs);
    char here[TEXT], there[TEXT];

    return err(MPI_ERR_NOT_SAME,
               "rank %d of %s calls %s where %s calls %s: %s; all ranks must make the "
               "same collective calls in the same order",
               team_peer(c->team, (int)found->with),
               c->comm ? object_name(&c->comm->object) : "a node",
               text_of(&theirs, there), whose, text_of(&mine, here),
               what ? what : "the amounts of data differ");
}

int fingerprint_mismatch(const struct coll *c, const struct node_mismatch *found)
{
    is_hearsay = false;
    return mismatch(c, found, "this rank");
}

int fingerprint_mismatch_of_others(const struct coll *c,
                                   const struct node_mismatch *found)
{
    char whose[32];

    is_hearsay = true;
    snprintf(whose, sizeof whose, "rank %d", team_peer(c->team, (int)found->by - 1));
    return mismatch(c, found, whose);
}

/* In the headers of messages */

static const char *operation_name(int operation)
{
    const struct fingerprint f = {
        .kind = operation == HEADER_OPERATIONS ? FINGERPRINT_OF_OURS : operation - 1,
    };

    return operation == FINGERPRINT_MEETING ? "its first blocking collective"
                                            : name_of(&f);
}

static int other_operation(const struct transfer *recv)
{
    const struct message *m = &recv->message;

    is_hearsay = false;
    return err(MPI_ERR_NOT_SAME,
               "rank %d of %s calls %s where this rank calls %s: these calls do not "
               "match; all ranks must make the same collective calls in the same order",
               recv->header.source, object_name(&m->comm->object),
               operation_name(recv->header.operation), operation_name(m->operation));
}

__attribute__((constructor)) static void judge_receives(void)
{
    transfer_judge_by(other_operation);
}
