/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * wireup.h: who am I, who are the others, and what do they want me to know.  The launcher
 * (Slurm) is asked; by which method, wireup_open decides from the environment
 * (context.h).
 *
 * Ranks publish values under keys (wireup_put), all of them meet once (wireup_fence), and
 * from then on everybody can look up what anybody has put before (wireup_get).  Values
 * are any bytes of any length up to WIREUP_MAX_BYTES; one that has up to 700 bytes costs
 * one message, a longer one a message for each 765 bytes.
 *
 * No function raises a signal, exits or writes to stderr.  One call at a time for each
 * wireup, except wireup_abort.  Functions return 0, or -1 with a line in wireup_error();
 * after the connection has failed once, all that needs it returns -1, and the cause
 * stays.
 */
#ifndef PMI_WIREUP_H
#define PMI_WIREUP_H

#include <stddef.h>
#include <sys/types.h>

#include "pmi/text.h"

struct wireup_method;

enum {
    WIREUP_MAX_KEY = 48,        /* characters of a key */
    WIREUP_MAX_BYTES = 1 << 26, /* bytes of a value */
    WIREUP_MAX_TEXT = 1023,     /* printable characters of a text, without ';' */
};

struct wireup {
    /* Read-only for callers. */
    int rank, size;
    char job[64];               /* "job.step", or "single.<pid>"; no '/', no spaces */
    int node, nodes;            /* my node's number, and how many nodes the job has */
    int local_rank, local_size; /* among the ranks of my node */
    int *local_ranks;           /* local_size ranks of my node, by local rank */

    /* May be set by callers: called again and again, about every 100 ms, while this rank
     * waits in wireup_fence. */
    void (*waiting)(void);

    /* Private. */
    const struct wireup_method *method;
    void *state;
    pid_t pid;
    char error[TEXT_LINE];
};

/* Finds out who we are.  A process that no launcher started is a world of one.  On
 * success the connection is closed in programs that this process starts, and what would
 * make them take themselves for this rank is out of the environment (not thread-safe, as
 * setenv is not).
 *
 * -1 with a line in why (what is wrong, what to change; TEXT_LINE is enough) for the
 * user.  When every task of a step fails for the same reason, why is "" in all of them
 * but one: the caller prints why if there is something in it, and exits with a status
 * that is not 0 in any case. */
int wireup_open(struct wireup **w, char *why, size_t why_size);

/* "pmi2" or "single". */
const char *wireup_method_name(const struct wireup *w);

/* Publishes a value; the others can see it after the next fence.  A key has 1 to
 * WIREUP_MAX_KEY letters, digits and "_-:/", and belongs to the whole job: put your rank
 * in it. */
int wireup_put(struct wireup *w, const char *key, const void *value, size_t bytes);

/* Collective over all ranks; waits for them as long as it takes, without using the CPU.
 */
int wireup_fence(struct wireup *w);

/* Fetches what any rank has put under this key before the last fence; *value is from
 * malloc, never NULL.  -1 without waiting if nobody has. */
int wireup_get(struct wireup *w, const char *key, void **value, size_t *bytes);

/* The same among the ranks of a node and without a fence, for one short text: get waits
 * until a rank has put.  A key is put once.  text has room for WIREUP_MAX_TEXT characters
 * and a 0. */
int wireup_put_node(struct wireup *w, const char *key, const char *text);
int wireup_get_node(struct wireup *w, const char *key, char *text);

/* The text of the last failure, "" if there was none. */
const char *wireup_error(const struct wireup *w);

/* Asks the launcher to kill all ranks of the job, this one included, and returns at once:
 * the caller then calls _exit(code).  Slurm takes about half a second, prints neither
 * code nor text (print them yourself before), and srun's exit status is 137 as long as
 * any rank was killed: a signal beats every exit code.  To see code instead, the other
 * ranks must _exit(code) before the launcher gets to them.  May be called from any
 * thread, while another is in another call, and after a failure; does nothing after
 * wireup_finalize and in a forked child. */
void wireup_abort(struct wireup *w, int code, const char *text);

/* Tells the launcher that this rank ends well; nothing but wireup_error, wireup_abort and
 * wireup_destroy may follow.  The step accepts no second MPI program in this task. */
int wireup_finalize(struct wireup *w);

/* Frees w; takes NULL.  Without wireup_finalize before, the launcher may take this rank
 * for one that has failed. */
void wireup_destroy(struct wireup *w);

#endif
