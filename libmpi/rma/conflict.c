/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/conflict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "rma/snapshot.h"
#include "type/pack.h"
#include "util/err.h"

enum {
    MOST = 4096, /* accesses kept: each new one is compared with all */
    WHAT = 80,   /* bytes of a text that names one */
};

struct access_note {
    struct list link;
    uintptr_t low, high;
    int origin, target;
    enum letter_kind kind;
    bool own; /* the buffer of this process's operation, not what it did to the target */
    bool first; /* struct letter */
    bool over;  /* its epoch, or its buffer's use, has ended */
};

static struct access_note *note_of(struct list *link)
{
    return container_of(link, struct access_note, link);
}

static bool accumulates(const struct access_note *note)
{
    return !note->own && note->kind != LETTER_PUT && note->kind != LETTER_GET;
}

/* Put and accumulate read their own buffer; what fetches writes it. */
static bool writes(const struct access_note *note)
{
    bool puts = note->kind == LETTER_PUT || note->kind == LETTER_ACCUMULATE;

    return note->own ? !puts : note->kind != LETTER_GET;
}

/* Nothing puts the two in order: both are under way; or the earlier one is over, and the
 * later one's process has heard of nobody since. */
static bool is_open(const struct access_note *earlier, const struct access_note *later)
{
    return !earlier->over || (later->first && earlier->origin != later->origin);
}

static bool is_conflict(const struct access_note *a, const struct access_note *b)
{
    return a->low < b->high && b->low < a->high && (writes(a) || writes(b)) &&
           !(accumulates(a) && accumulates(b)) && is_open(a, b);
}

static const char *name(enum letter_kind kind)
{
    static const char *const names[] = {
        [LETTER_PUT] = "MPI_Put",
        [LETTER_GET] = "MPI_Get",
        [LETTER_ACCUMULATE] = "MPI_Accumulate",
        [LETTER_GET_ACCUMULATE] = "MPI_Get_accumulate",
        [LETTER_COMPARE_AND_SWAP] = "MPI_Compare_and_swap",
    };

    return names[kind];
}

static const char *what(const struct access_note *note, char *text, size_t bytes)
{
    snprintf(text, bytes, "%s%s of rank %d", note->own ? "the buffer of " : "",
             name(note->kind), note->origin);
    return text;
}

static void complain(win_t *win, const struct access_note *a, const struct access_note *b)
{
    uintptr_t low = a->low > b->low ? a->low : b->low;
    uintptr_t high = a->high < b->high ? a->high : b->high;
    char one[WHAT], other[WHAT];

    if (win->conflict)
        return; /* the first says it */
    err(MPI_ERR_RMA_CONFLICT,
        "%s and %s reach the same %lld B of this rank's window (from byte %lld) in one "
        "epoch, and nothing says which comes first: put a synchronisation between them, "
        "or use MPI_Accumulate",
        what(a, one, sizeof one), what(b, other, sizeof other), (long long)(high - low),
        (long long)(low - (uintptr_t)win->base));
    win->conflict = strdup(err_text());
}

static void complain_of_store(win_t *win, const struct access_note *note)
{
    bool by_itself = note->origin == win->comm->rank; /* it knows when it has stored */

    if (win->conflict || by_itself || !snapshot_differs(win, note->low, note->high))
        return;
    err(MPI_ERR_RMA_CONFLICT,
        "%s of rank %d reaches %lld B of this rank's window (from byte %lld), and this rank "
        "has stored there in the same epoch, and nothing says which comes first: leave "
        "that memory alone until the epoch ends",
        name(note->kind), note->origin, (long long)(note->high - note->low),
        (long long)(note->low - (uintptr_t)win->base));
    win->conflict = strdup(err_text());
}

/* The bytes of a type without holes. */
static bool bytes_of(const char *address, MPI_Count count, const datatype_t *type,
                     struct access_note *note)
{
    MPI_Count start;

    if (count == 0 || !type_is_run(type, count, &start))
        return false;
    note->low = (uintptr_t)address + (uintptr_t)start;
    note->high = note->low + (uintptr_t)(count * type->size);
    return true;
}

static void enter(win_t *win, struct access_note fresh)
{
    struct access_note *note;
    int count = 0;

    list_for_each (link, &win->accesses) {
        if (is_conflict(note_of(link), &fresh))
            complain(win, note_of(link), &fresh);
        count++;
    }
    note = count < MOST ? malloc(sizeof *note) : NULL;
    if (!note)
        return;
    *note = fresh;
    list_append(&win->accesses, &note->link);
}

/* One that has a request may be over at its origin before its epoch is: no target
 * knows. */
void conflict_note(win_t *win, const struct letter *letter, const char *address,
                   const datatype_t *type)
{
    struct access_note fresh = { .origin = letter->writer,
                                 .kind = letter->kind,
                                 .first = letter->first && !win->lock.exclusive };

    if (!bytes_of(address, letter->count, type, &fresh))
        return;
    if (!letter->waited)
        enter(win, fresh);
    if (fresh.first) /* else the origin may have heard of the store */
        complain_of_store(win, &fresh);
}

static bool is_in_window(const win_t *win, const struct access_note *note)
{
    return note->low < (uintptr_t)win->base + (uintptr_t)win->size &&
           (uintptr_t)win->base < note->high;
}

void conflict_note_own(win_t *win, enum letter_kind kind, int target, const void *buffer,
                       MPI_Count count, const datatype_t *type)
{
    struct access_note fresh = { .origin = win->comm->rank,
                                 .target = target,
                                 .kind = kind,
                                 .own = true,
                                 .first = win->heard == check_heard };

    if (bytes_of(buffer, count, type, &fresh) && is_in_window(win, &fresh))
        enter(win, fresh);
}

void conflict_over(win_t *win, int origin)
{
    list_for_each (link, &win->accesses)
        if (!note_of(link)->own && note_of(link)->origin == origin)
            note_of(link)->over = true;
}

void conflict_over_own(win_t *win, int target)
{
    list_for_each (link, &win->accesses)
        if (note_of(link)->own && (note_of(link)->target == target || target < 0))
            note_of(link)->over = true;
}

void conflict_forget_all(win_t *win)
{
    struct list *link;

    while ((link = list_pop(&win->accesses)))
        free(note_of(link));
}

void conflict_look(win_t *win)
{
    list_for_each (link, &win->accesses)
        if (!note_of(link)->own && (!note_of(link)->over || win->heard == check_heard))
            complain_of_store(win, note_of(link));
}

int conflict_verdict(win_t *win)
{
    conflict_look(win);
    if (likely(!win->conflict))
        return MPI_SUCCESS;
    err(MPI_ERR_RMA_CONFLICT, "%s", win->conflict);
    free(win->conflict);
    win->conflict = NULL;
    return MPI_ERR_RMA_CONFLICT;
}
