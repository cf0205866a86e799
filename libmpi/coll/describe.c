/* SPDX-License-Identifier: BSD-3-Clause */
#include "coll/describe.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "obj/handle.h"

/* Text that grows, and is cut at its end. */
struct text {
    char *start;
    size_t size, used;
};

static void __attribute__((format(printf, 2, 3)))
add(struct text *text, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text->start + text->used, text->size - text->used, format, args);
    va_end(args);
    if (length > 0)
        text->used += (size_t)length;
    if (text->used >= text->size)
        text->used = text->size - 1;
}

static void add_side(struct text *text, const struct side *side, const char *name)
{
    char type[MPI_MAX_OBJECT_NAME];

    if (side->buffer == MPI_IN_PLACE) {
        add(text, "%sbuf=MPI_IN_PLACE, ", name);
        return;
    }
    if (side->uneven)
        add(text, "%scounts[], ", name);
    else
        add(text, "%scount=%lld, ", name, (long long)side->count);
    if (side->types)
        add(text, "types[], ");
    else
        add(text, "%s, ", handle_text(side->handle, OBJECT_DATATYPE, type, sizeof type));
}

static bool has_root(enum coll_kind kind)
{
    return kind == COLL_BCAST || kind == COLL_GATHER || kind == COLL_GATHERV ||
           kind == COLL_SCATTER || kind == COLL_SCATTERV || kind == COLL_REDUCE;
}

static void add_sides(struct text *text, const struct coll *c)
{
    if (c->kind == COLL_BARRIER)
        return;
    if (c->kind == COLL_BCAST || (c->kind >= COLL_REDUCE && c->kind <= COLL_EXSCAN)) {
        add_side(text, &c->recv, "");
        return;
    }
    add_side(text, &c->send, "send");
    add_side(text, &c->recv, "recv");
}

const char *coll_describe(const struct coll *c, char *buffer, size_t size)
{
    struct text text = { buffer, size, 0 };
    char comm[MPI_MAX_OBJECT_NAME];

    add_sides(&text, c);
    if (c->op)
        add(&text, "%s, ", op_name(c->op));
    if (has_root(c->kind))
        add(&text, "root=%d, ", c->root);
    add(&text, "%s",
        handle_text(c->comm ? object_handle(&c->comm->object) : MPI_COMM_NULL,
                    OBJECT_COMM, comm, sizeof comm));
    return buffer;
}
