/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * method.h: what a way of talking to a launcher has to offer to wireup.c.  Values are
 * short printable texts here; wireup.c makes them from any bytes.
 *
 * Functions return 0, or -1 after wireup_fail().
 */
#ifndef PMI_METHOD_H
#define PMI_METHOD_H

#include <stddef.h>

#include "pmi/context.h"
#include "pmi/wireup.h"

/* What any method can store in one piece (see slurm/pmi2.h). */
enum { METHOD_MAX_TEXT = 1023 };

struct wireup_method {
    const char *name;
    /* Fills rank, size, job and state; the node map is read by wireup.c afterwards for
     * methods with has_nodes, and is one node with one rank otherwise. */
    int (*open)(struct wireup *w, const struct context *c);
    int (*put)(struct wireup *w, const char *key, const char *text);
    int (*fence)(struct wireup *w);
    /* text has room for METHOD_MAX_TEXT + 1 characters. */
    int (*get)(struct wireup *w, const char *key, char *text);
    /* Among the ranks of a node, without a fence: get_node waits until one has put. */
    int (*put_node)(struct wireup *w, const char *key, const char *text);
    int (*get_node)(struct wireup *w, const char *key, char *text);
    void (*abort)(struct wireup *w, const char *text);
    int (*finalize)(struct wireup *w);
    /* Frees the state, which is NULL when open has failed early. */
    void (*close)(struct wireup *w);
    bool has_nodes;
};

extern const struct wireup_method pmi2_method, single_method;

/* Writes the text of wireup_error and returns -1. */
int wireup_fail(struct wireup *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
