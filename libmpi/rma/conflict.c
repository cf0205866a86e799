/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "type/pack.h"
#include "util/err.h"

enum { MOST = 4096 }; /* accesses kept: each new one is compared with all */

struct access_note {
    struct list link;
    uintptr_t low, high;
    int origin;
    enum letter_kind kind;
};

static struct access_note *note_of(struct list *link)
{
    return container_of(link, struct access_note, link);
}

static bool accumulates(enum letter_kind kind)
{
    return kind != LETTER_PUT && kind != LETTER_GET;
}

static bool is_conflict(const struct access_note *a, const struct access_note *b)
{
    if (a->origin == b->origin) /* it may have waited locally: its own affair */
        return false;
    if (a->kind == LETTER_GET && b->kind == LETTER_GET)
        return false;
    if (accumulates(a->kind) && accumulates(b->kind))
        return false;
    return a->low < b->high && b->low < a->high;
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

static void complain(win_t *win, const struct access_note *a, const struct access_note *b)
{
    uintptr_t low = a->low > b->low ? a->low : b->low;
    uintptr_t high = a->high < b->high ? a->high : b->high;

    if (win->conflict)
        return; /* the first says it */
    err(MPI_ERR_RMA_CONFLICT,
        "%s of rank %d and %s of rank %d reach the same %lld B of this rank's window (from "
        "byte %lld) in one epoch, and nothing says which comes first: put a synchronisation "
        "between them, or use MPI_Accumulate",
        name(a->kind), a->origin, name(b->kind), b->origin, (long long)(high - low),
        (long long)(low - (uintptr_t)win->base));
    win->conflict = strdup(err_text());
}

/* The bytes of a type without holes. */
static bool bytes_of(const struct letter *letter, const char *address,
                     const datatype_t *type, struct access_note *note)
{
    MPI_Count start;

    if (letter->count == 0 || !type_is_run(type, letter->count, &start))
        return false;
    note->low = (uintptr_t)address + (uintptr_t)start;
    note->high = note->low + (uintptr_t)(letter->count * type->size);
    return true;
}

/* One that was waited for with its request: MPI_Rget says so (rma/rma_op.c). */
static bool is_waited_for(const struct letter *letter)
{
    return letter->kind == LETTER_GET && letter->op != 0;
}

void conflict_note(win_t *win, const struct letter *letter, const char *address,
                   const datatype_t *type)
{
    struct access_note fresh = { .origin = letter->writer, .kind = letter->kind }, *note;
    int count = 0;

    if (is_waited_for(letter) || !bytes_of(letter, address, type, &fresh))
        return;
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

static void forget(win_t *win, int origin, bool every)
{
    list_for_each_safe (link, &win->accesses) {
        struct access_note *note = note_of(link);

        if (!every && note->origin != origin)
            continue;
        list_remove(link);
        free(note);
    }
}

void conflict_forget(win_t *win, int origin)
{
    forget(win, origin, false);
}

void conflict_forget_all(win_t *win)
{
    forget(win, 0, true);
}

int conflict_verdict(win_t *win)
{
    if (likely(!win->conflict))
        return MPI_SUCCESS;
    err(MPI_ERR_RMA_CONFLICT, "%s", win->conflict);
    free(win->conflict);
    win->conflict = NULL;
    return MPI_ERR_RMA_CONFLICT;
}
