/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/blocked.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "p2p/peer.h"

void blocked_need(struct blocked *blocked)
{
    blocked->needs++;
}

/* A need of which not all processes are known is none. */
static void forget_need(struct blocked *blocked)
{
    blocked->needs--;
    while (blocked->lines > 0 && blocked->line[blocked->lines - 1].need == blocked->needs)
        blocked->lines--;
}

/* Whether a line goes on where another ends. */
static bool is_next(const struct blocked_line *line, const struct blocked_line *last)
{
    return last->need == line->need && last->way == line->way &&
           last->token == line->token && last->last + 1 == line->first;
}

static void add(struct blocked *blocked, struct blocked_line line)
{
    line.need = blocked->needs - 1;
    if (line.need < 0)
        return; /* it was forgotten */
    if (blocked->lines > 0 && is_next(&line, &blocked->line[blocked->lines - 1]))
        blocked->line[blocked->lines - 1].last = line.last;
    else if (blocked->lines < BLOCKED_LINES)
        blocked->line[blocked->lines++] = line;
    else
        forget_need(blocked);
}

void blocked_by(struct blocked *blocked, enum blocked_way way, int proc, uint64_t token)
{
    if (peer_is_foreign(proc))
        forget_need(blocked);
    else
        add(blocked, (struct blocked_line){ 0, way, proc, proc, token });
}

void blocked_by_any(struct blocked *blocked, enum blocked_way way, const group_t *group)
{
    int need = blocked->needs;

    for (int i = 0; i < group->size && blocked->needs == need; i++)
        blocked_by(blocked, way, group_proc(group, i), 0);
}

/* The lines of a need. */
static void add_need(struct blocked *blocked, const struct blocked *from, int need)
{
    int needs = blocked->needs;

    for (int i = 0; i < from->lines && blocked->needs == needs; i++)
        if (from->line[i].need == need)
            add(blocked, from->line[i]);
}

void blocked_and(struct blocked *blocked, const struct blocked *more)
{
    for (int need = 0; need < more->needs; need++) {
        blocked_need(blocked);
        add_need(blocked, more, need);
    }
}

void blocked_or(struct blocked *blocked, const struct blocked *other)
{
    if (other->needs == 0)
        forget_need(blocked);
    for (int need = 0; need < other->needs && blocked->needs > 0; need++)
        add_need(blocked, other, need);
}

/* Texts */

static void append(char *text, const char *between, const char *format, va_list args)
{
    size_t used = strlen(text);

    if (used > 0)
        used += (size_t)snprintf(text + used, BLOCKED_TEXT - used, "%s", between);
    if (used < BLOCKED_TEXT)
        vsnprintf(text + used, BLOCKED_TEXT - used, format, args);
}

void blocked_text(struct blocked *blocked, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    append(blocked->text, ", ", format, args);
    va_end(args);
}

void blocked_hint(struct blocked *blocked, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    append(blocked->hint, "; ", format, args);
    va_end(args);
}
