/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * target.c: one letter at a time is carried out, from beginning to end: that makes an
 * accumulate atomic, for each element and beyond.
 */
#include "rma/target.h"

#include <string.h>

#include "check/check.h"
#include "obj/op.h"
#include "rma/conflict.h"
#include "rma/mail.h"
#include "rma/region.h"
#include "rma/snapshot.h"
#include "type/pack.h"
#include "util/err.h"
#include "util/log.h"

/* What a letter is about. */
struct part {
    win_t *win;
    const struct letter *letter;
    char *address;
    datatype_t *type; /* a reference */
    const char *data;
};

static MPI_Count part_bytes(const struct part *part)
{
    return part->letter->count * part->type->size;
}

/* An origin waits for every answer, so one that cannot leave is the end. */
static void deliver(const win_t *win, int rank, struct parcel *parcel)
{
    if (!parcel || mail_post(win, rank, parcel))
        log_panic("rank %d of a window cannot be answered: %s", rank, err_text());
}

static void answer(const win_t *win, int rank, enum letter_kind kind, uint64_t token,
                   int64_t bytes)
{
    struct letter letter = { .kind = kind, .token = token, .bytes = bytes };
    void *nothing;

    deliver(win, rank, mail_write(win, letter, NULL, &nothing));
}

void target_grant(struct win_lock *lock, int origin)
{
    win_t *win = container_of(lock, win_t, lock);

    win->targets[origin].holds = true;
    answer(win, origin, LETTER_ANSWER, 0, 0);
}

/* Answers with what stands in memory now. */
static void give(const struct part *part)
{
    struct letter letter = { .kind = LETTER_ANSWER,
                             .token = part->letter->token,
                             .bytes = part_bytes(part) };
    void *data;
    struct parcel *parcel = mail_write(part->win, letter, NULL, &data);

    if (parcel)
        type_pack(part->address, part->letter->count, part->type, 0, data, letter.bytes);
    deliver(part->win, part->letter->writer, parcel);
}

static void put(const struct part *part, const char *data, MPI_Count bytes)
{
    type_unpack(part->address, part->letter->count, part->type, 0, data, bytes);
}

enum { PIECE = 4096 }; /* bytes of elements that are combined at a time */

/* Elements as an operation takes them: aligned, and pairs with their gaps. */
struct elements {
    _Alignas(64) char ours[PIECE];
    _Alignas(64) char theirs[PIECE];
    char packed[PIECE];
};

static void combine(const struct part *part)
{
    const datatype_t *element = type_named(part->letter->element);
    const op_t *op = op_of((MPI_Op)(uintptr_t)part->letter->op);
    MPI_Count most = PIECE / element->extent * element->size, bytes;
    struct elements e;

    for (MPI_Count at = 0; at < part->letter->bytes; at += bytes) {
        MPI_Count rest = part->letter->bytes - at, n;

        bytes = rest < most ? rest : most;
        n = bytes / element->size;
        type_pack(part->address, part->letter->count, part->type, at, e.packed, bytes);
        type_unpack(e.ours, n, element, 0, e.packed, bytes);
        type_unpack(e.theirs, n, element, 0, part->data + at, bytes);
        op_apply(op, e.theirs, e.ours, n, element->basic, object_handle(&element->object),
                 element->extent);
        type_pack(e.ours, n, element, 0, e.packed, bytes);
        type_unpack(part->address, part->letter->count, part->type, at, e.packed, bytes);
    }
}

static void accumulate(const struct part *part)
{
    if (part->letter->bytes == 0)
        return; /* MPI_NO_OP, or no elements: then of no type */
    if (part->letter->op == (uintptr_t)MPI_REPLACE)
        put(part, part->data, part->letter->bytes);
    else
        combine(part);
}

static void compare_and_swap(const struct part *part)
{
    MPI_Count bytes = part_bytes(part);
    char now[sizeof(long double) * 2];

    type_pack(part->address, 1, part->type, 0, now, bytes);
    give(part);
    if (memcmp(now, part->data, (size_t)bytes) == 0)
        put(part, part->data + bytes, bytes);
}

static void carry_out(const struct part *part)
{
    switch (part->letter->kind) {
    case LETTER_PUT:
        put(part, part->data, part->letter->bytes);
        break;
    case LETTER_GET:
        give(part);
        break;
    case LETTER_ACCUMULATE:
        accumulate(part);
        break;
    case LETTER_GET_ACCUMULATE:
        give(part);
        accumulate(part);
        break;
    default:
        compare_and_swap(part);
    }
}

/* The origin knows how large a window is, but not what is attached to a dynamic one. */
static bool is_mine(const struct part *part)
{
    MPI_Count low, high;

    if (part->win->flavor != MPI_WIN_FLAVOR_DYNAMIC ||
        !shape_span(part->type, part->letter->count, &low, &high))
        return true;
    return region_holds(&part->win->regions, (uintptr_t)part->address + (uintptr_t)low,
                        high - low);
}

static void refuse(const struct part *part)
{
    const struct letter *letter = part->letter;

    answer(part->win, letter->writer, LETTER_ERROR, 0, 0);
    if (letter->answer)
        answer(part->win, letter->writer, LETTER_ANSWER, letter->token, -1);
}

/* The target's program has not stored what stands there now. */
static void follow(const struct part *part)
{
    MPI_Count low, high;

    if (shape_span(part->type, part->letter->count, &low, &high))
        snapshot_follow(part->win, (uintptr_t)part->address + (uintptr_t)low,
                        (uintptr_t)part->address + (uintptr_t)high);
}

static void read_part(win_t *win, const struct letter *letter, const char *body)
{
    struct part part = {
        .win = win,
        .letter = letter,
        .address = (char *)((uintptr_t)win->base + (uintptr_t)letter->offset),
        .type = shape_type(body),
        .data = body + letter->shape,
    };

    if (!part.type)
        log_panic("no memory for the datatype of a one-sided operation");
    if (unlikely(check_on))
        conflict_note(win, letter, part.address, part.type);
    if (is_mine(&part))
        carry_out(&part);
    else
        refuse(&part);
    if (unlikely(check_on))
        follow(&part);
    object_put(&part.type->object);
}

/* Whoever comes after an exclusive lock comes after it all. */
static void unlocked(win_t *win, int origin)
{
    if (win->lock.exclusive)
        conflict_forget_all(win);
    else
        conflict_over(win, origin);
}

static enum lock_claim claim_of(const struct letter *letter)
{
    switch (letter->kind) {
    case LETTER_LOCK_EXCLUSIVE:
        return LOCK_EXCLUSIVE;
    case LETTER_LOCK:
        return LOCK_SHARED;
    default:
        return LOCK_SHARED_OF_SEVERAL;
    }
}

void target_read(win_t *win, const struct letter *letter, const char *body)
{
    bool answers = letter->answer;

    switch (letter->kind) {
    default:
        read_part(win, letter, body);
        return; /* it has answered */
    case LETTER_FLUSH:
        if (win->lock.exclusive || win->lock.shared > 0) /* else it is part of a fence */
            conflict_over(win, letter->writer);
        break;
    case LETTER_LOCK:
    case LETTER_LOCK_OF_SEVERAL:
    case LETTER_LOCK_EXCLUSIVE:
        answers = win_lock_ask(&win->lock, letter->writer, claim_of(letter));
        win->targets[letter->writer].holds = answers;
        break;
    case LETTER_UNLOCK:
        if (unlikely(check_on))
            unlocked(win, letter->writer);
        win->targets[letter->writer].holds = false;
        win_lock_release(&win->lock);
        break;
    case LETTER_COMPLETE:
        win->completed++;
        win->targets[letter->writer].owes = false;
    }
    if (answers)
        answer(win, letter->writer, LETTER_ANSWER, letter->token, 0);
}
