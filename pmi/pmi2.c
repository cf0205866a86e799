/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pmi2.c: a client of Slurm's PMI-2 server, which is a thread of slurmstepd on the other
 * end of an inherited socket.  Each request has one answer, and nothing comes unasked.
 *
 * Why not Slurm's libpmi2: it exits when it is not content, it raises SIGPIPE when the
 * server has closed, and a container would have to bring it along.  Why the limits are
 * kept so strictly: a value of 16,000 bytes crashes slurmstepd (seen with 22.05).
 */
#include "pmi/pmi2.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <slurm/pmi2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "pmi/frame.h"
#include "pmi/method.h"

/* The longest key is WIREUP_MAX_KEY, a dot and the number of a piece; each text ends with
 * a 0. */
_Static_assert(METHOD_MAX_TEXT < PMI2_MAX_VALLEN, "values are longer than Slurm's limit");
_Static_assert(WIREUP_MAX_KEY + 8 < PMI2_MAX_KEYLEN,
               "keys are longer than Slurm's limit");
_Static_assert(FRAME_HEAD == PMII_COMMANDLEN_SIZE,
               "the head of a message has another length");

int pmi2_patience_ms = 60000;

enum {
    FOREVER = -1,
    WAITING_MS = 100, /* between calls of wireup.waiting */
};

struct pmi2 {
    int fd;
    bool broken; /* nothing can be asked any more; the cause stands in wireup_error() */
    bool finalized;
    struct frame frame; /* the request, then its answer */
};

static int break_off(struct wireup *w, const char *cause)
{
    struct pmi2 *p = w->state;

    p->broken = true;
    return wireup_fail(w, "rank %d: %s", w->rank, cause);
}

static int closed(struct wireup *w)
{
    if (w->size > 0)
        return break_off(w, "Slurm closed the PMI connection: the job step is ending, or "
                            "slurmstepd on this node has failed");
    return break_off(
        w, "this step's PMI connection was already used by another MPI program in "
           "the same task; start each MPI program with an srun of its own");
}

static int silent(struct wireup *w)
{
    if (w->size > 0)
        return break_off(w,
                         "Slurm's PMI server on this node (slurmstepd) does not answer");
    return break_off(
        w, "Slurm's PMI server on this node (slurmstepd) does not answer; if "
           "another MPI program ran in this task before, start each with an srun "
           "of its own");
}

static int garbled(struct wireup *w)
{
    return break_off(
        w, "the answer of Slurm's PMI server is not PMI-2: is PMI_FD the socket "
           "that srun --mpi=pmi2 has made?");
}

static int send_all(struct wireup *w, const char *bytes, size_t length)
{
    struct pmi2 *p = w->state;

    while (length > 0) {
        ssize_t sent = send(p->fd, bytes, length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return closed(w);
        bytes += sent;
        length -= sent;
    }
    return 0;
}

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* For the others of the job: that takes as long as it takes. */
static int wait_for_others(struct wireup *w)
{
    struct pmi2 *p = w->state;
    struct pollfd readable = { .fd = p->fd, .events = POLLIN };
    int n;

    while ((n = poll(&readable, 1, w->waiting ? WAITING_MS : FOREVER)) == 0 ||
           (n < 0 && errno == EINTR)) {
        if (w->waiting)
            w->waiting();
    }
    return n > 0 ? 0 : silent(w);
}

/* Signals (a profiler's, say) must not make the wait longer. */
static int wait_readable(struct wireup *w, int patience_ms)
{
    struct pmi2 *p = w->state;
    struct pollfd readable = { .fd = p->fd, .events = POLLIN };
    long long end = now_ms() + patience_ms;
    int n, left = patience_ms;

    if (patience_ms == FOREVER)
        return wait_for_others(w);
    while ((n = poll(&readable, 1, left)) < 0 && errno == EINTR)
        left = end > now_ms() ? end - now_ms() : 0;
    return n > 0 ? 0 : silent(w);
}

static int receive_all(struct wireup *w, char *bytes, size_t length, int patience_ms)
{
    struct pmi2 *p = w->state;

    while (length > 0) {
        ssize_t got;

        if (wait_readable(w, patience_ms))
            return -1;
        got = recv(p->fd, bytes, length, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return closed(w);
        bytes += got;
        length -= got;
    }
    return 0;
}

static int receive_frame(struct wireup *w, int patience_ms)
{
    struct pmi2 *p = w->state;
    struct frame *f = &p->frame;

    if (receive_all(w, f->bytes, FRAME_HEAD, patience_ms))
        return -1;
    if (frame_read_head(f))
        return garbled(w);
    return receive_all(w, f->bytes + FRAME_HEAD, f->length, pmi2_patience_ms);
}

/* The answer to command came; did the server do what was asked? */
static int check_answer(struct wireup *w, const char *command)
{
    struct pmi2 *p = w->state;
    char expected[64], cmd[64], rc[16], text[128];

    snprintf(expected, sizeof expected, "%s-response", command);
    if (frame_find(&p->frame, "cmd", cmd, sizeof cmd) < 0 || strcmp(cmd, expected) != 0 ||
        frame_find(&p->frame, "rc", rc, sizeof rc) < 0)
        return garbled(w);
    if (strcmp(rc, "0") == 0)
        return 0;
    if (frame_find(&p->frame, "errmsg", text, sizeof text) < 0)
        snprintf(text, sizeof text, "no reason given");
    return wireup_fail(w, "rank %d: Slurm's PMI server refused %s (error %s: %s)",
                       w->rank, command, rc, text);
}

/* Each request is begin, any number of frame_add, and ask. */
static struct frame *begin(struct wireup *w, const char *command)
{
    struct pmi2 *p = w->state;

    frame_begin(&p->frame, command);
    return &p->frame;
}

static int ask(struct wireup *w, const char *command, int patience_ms)
{
    struct pmi2 *p = w->state;

    if (p->broken)
        return -1;
    frame_end(&p->frame);
    if (send_all(w, p->frame.bytes, FRAME_HEAD + p->frame.length) ||
        receive_frame(w, patience_ms))
        return -1;
    return check_answer(w, command);
}

/* The only exchange that is not in frames: a line each way. */
static int greet(struct wireup *w)
{
    static const char hello[] = "cmd=init pmi_version=2 pmi_subversion=0\n";
    static const char welcome[] = "cmd=response_to_init rc=0 pmi_version=2 ";
    char line[64];
    size_t length = 0;

    if (send_all(w, hello, strlen(hello)))
        return -1;
    do {
        if (receive_all(w, line + length, 1, pmi2_patience_ms))
            return -1;
    } while (line[length++] != '\n' && length < sizeof line);
    if (length < strlen(welcome) || strncmp(line, welcome, strlen(welcome)) != 0)
        return garbled(w);
    return 0;
}

static int read_identity(struct wireup *w, const struct context *c)
{
    struct pmi2 *p = w->state;
    char rank[16], size[16];

    if (frame_find(&p->frame, "rank", rank, sizeof rank) < 0 ||
        frame_find(&p->frame, "size", size, sizeof size) < 0 ||
        !text_number(size, INT_MAX, &w->size) ||
        !text_number(rank, w->size - 1, &w->rank))
        return garbled(w);
    if (w->rank == c->rank && w->size == c->size)
        return 0;
    return wireup_fail(
        w,
        "PMI_RANK and PMI_SIZE say rank %d of %d, but Slurm's PMI server says "
        "rank %d of %d: something between srun and this program changed them",
        c->rank, c->size, w->rank, w->size);
}

static int introduce(struct wireup *w, const struct context *c)
{
    struct frame *f = begin(w, "fullinit");
    char rank[16];

    snprintf(rank, sizeof rank, "%d", c->rank);
    frame_add(f, "pmijobid", c->job);
    frame_add(f, "pmirank", rank);
    frame_add(f, "threaded", "FALSE");
    return ask(w, "fullinit", pmi2_patience_ms) ? -1 : read_identity(w, c);
}

static int pmi2_open(struct wireup *w, const struct context *c)
{
    struct pmi2 *p = calloc(1, sizeof *p);

    if (!p)
        return wireup_fail(w, "out of memory");
    w->state = p;
    p->fd = c->fd;
    w->rank = c->rank; /* for messages; size stays 0 until the server has said it */
    memcpy(w->job, c->job, sizeof w->job);
    context_seal(c);
    return greet(w) || introduce(w, c) ? -1 : 0;
}

static int pmi2_put(struct wireup *w, const char *key, const char *text)
{
    struct frame *f = begin(w, "kvs-put");

    frame_add(f, "key", key);
    frame_add(f, "value", text);
    return ask(w, "kvs-put", pmi2_patience_ms);
}

static int pmi2_fence(struct wireup *w)
{
    begin(w, "kvs-fence");
    return ask(w, "kvs-fence", FOREVER);
}

/* What an answer has found. */
static int read_value(struct wireup *w, const char *key, char *text)
{
    struct pmi2 *p = w->state;
    char found[8];

    if (frame_find(&p->frame, "found", found, sizeof found) < 0)
        return garbled(w);
    if (strcmp(found, "TRUE") != 0)
        return wireup_fail(w, "rank %d: no rank has put a value under the key %s",
                           w->rank, key);
    return frame_find(&p->frame, "value", text, METHOD_MAX_TEXT + 1) < 0 ? garbled(w) : 0;
}

static int pmi2_get(struct wireup *w, const char *key, char *text)
{
    struct frame *f = begin(w, "kvs-get");

    frame_add(f, "jobid", w->job);
    frame_add(f, "srcid", "-1");
    frame_add(f, "key", key);
    return ask(w, "kvs-get", pmi2_patience_ms) ? -1 : read_value(w, key, text);
}

static int pmi2_put_node(struct wireup *w, const char *key, const char *text)
{
    struct frame *f = begin(w, "info-putnodeattr");

    frame_add(f, "key", key);
    frame_add(f, "value", text);
    return ask(w, "info-putnodeattr", pmi2_patience_ms);
}

static int pmi2_get_node(struct wireup *w, const char *key, char *text)
{
    struct frame *f = begin(w, "info-getnodeattr");

    frame_add(f, "key", key);
    frame_add(f, "wait", "TRUE");
    return ask(w, "info-getnodeattr", FOREVER) ? -1 : read_value(w, key, text);
}

/* Has a frame of its own: another thread may be in the middle of a request.  One send of
 * a few hundred bytes is not divided. */
static void pmi2_abort(struct wireup *w, const char *text)
{
    struct pmi2 *p = w->state;
    struct frame f;

    if (p->finalized)
        return;
    frame_begin(&f, "abort");
    frame_add(&f, "isworld", "TRUE");
    frame_add(&f, "msg", text);
    frame_end(&f);
    (void)!send(p->fd, f.bytes, FRAME_HEAD + f.length, MSG_NOSIGNAL);
}

static int pmi2_finalize(struct wireup *w)
{
    struct pmi2 *p = w->state;

    begin(w, "finalize");
    if (ask(w, "finalize", pmi2_patience_ms))
        return -1;
    p->finalized = true;
    return 0;
}

static void pmi2_close(struct wireup *w)
{
    struct pmi2 *p = w->state;

    if (!p)
        return;
    close(p->fd);
    free(p);
}

const struct wireup_method pmi2_method = {
    .name = "pmi2",
    .open = pmi2_open,
    .put = pmi2_put,
    .fence = pmi2_fence,
    .get = pmi2_get,
    .put_node = pmi2_put_node,
    .get_node = pmi2_get_node,
    .abort = pmi2_abort,
    .finalize = pmi2_finalize,
    .close = pmi2_close,
    .has_nodes = true,
};
