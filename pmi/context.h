/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * context.h: what is this process?  One of the ranks of a step that srun started, a world
 * of its own (no Slurm, a batch script, a shell, a child of a rank), or a task that
 * cannot find the other tasks of its step and must not pretend to be alone.
 *
 * Slurm's variables are inherited by whatever is started below a task, so none of them
 * proves anything alone: context.c says which combination means what.
 */
#ifndef PMI_CONTEXT_H
#define PMI_CONTEXT_H

#include <stdbool.h>

#include "pmi/text.h"

/* "job.step/pid", set by a rank in its own environment as soon as it has taken the PMI
 * connection: a child process of a rank is a world of one, and not a second rank. */
#define CONTEXT_CHILD_OF "SLIPWAY_CHILD_OF"

/* What the decision is made from: getenv and its like, or a test's table. */
struct context_source {
    char *(*get)(const char *name);
    bool (*is_socket)(int fd);
    int pid;
};

enum context_kind { CONTEXT_RANKS, CONTEXT_SINGLE, CONTEXT_REFUSED };

struct context {
    enum context_kind kind;

    /* CONTEXT_RANKS: what PMI-2 needs. */
    int fd, rank, size;
    char job[64]; /* "job.step" */

    /* CONTEXT_REFUSED: what is wrong and what to change, one line; and whether this
     * process should say so: every task of the step sees the same, so that one of them is
     * enough. */
    char why[TEXT_LINE];
    bool speaks;
};

/* A pure function of the source. */
void context_decide(struct context *c, const struct context_source *source);

/* For CONTEXT_RANKS: nothing that this process starts shall take itself for this rank.
 * The descriptor becomes close-on-exec, the PMI_ variables go, CONTEXT_CHILD_OF comes. */
void context_seal(const struct context *c);

#endif
