/* SPDX-License-Identifier: BSD-3-Clause */
#include "fake_pmi2.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_CLIENTS = 128, JOB_ID = 4711, HEAD = 6, INPUT = 70000 };

/* Keys and values of one name space; node is -1 for those of the job. */
struct pair {
    struct pair *next;
    char *key, *value;
    int node;
    bool committed;
};

struct client {
    pid_t pid;
    int fd; /* -1 when closed */
    int node;
    bool greeted, in_fence;
    char *waits_for; /* the node attribute it waits for */
    size_t have;
    char input[INPUT];
};

struct server {
    const struct fake_pmi2_job *job;
    struct fake_pmi2_record *record;
    struct pair *pairs;
    struct client clients[MAX_CLIENTS];
};

static int node_of(const struct fake_pmi2_job *job, int rank)
{
    int nodes = job->nodes ? job->nodes : 1;

    return job->cyclic ? rank % nodes : rank * nodes / job->size;
}

static void set_number(const char *name, int number)
{
    char text[16];

    snprintf(text, sizeof text, "%d", number);
    setenv(name, text, 1);
}

static void set_node_variables(const struct fake_pmi2_job *job, int rank)
{
    char gtids[MAX_CLIENTS * 5] = "";
    int locals = 0;

    for (int r = 0; r < job->size; r++) {
        if (node_of(job, r) != node_of(job, rank))
            continue;
        if (r == rank)
            set_number("SLURM_LOCALID", locals);
        sprintf(gtids + strlen(gtids), "%s%d", locals++ ? "," : "", r);
    }
    setenv("SLURM_GTIDS", gtids, 1);
    set_number("SLURM_NODEID", node_of(job, rank));
    set_number("SLURM_STEP_NUM_NODES", job->nodes ? job->nodes : 1);
}

static void set_variables(const struct fake_pmi2_job *job, int rank, int fd)
{
    set_node_variables(job, rank);
    set_number("SLURM_JOB_ID", JOB_ID);
    set_number("SLURM_STEP_ID", 0);
    set_number("SLURM_STEP_NUM_TASKS", job->size);
    set_number("SLURM_PROCID", rank);
    set_number("SLURM_TASK_PID", getpid());
    set_number("PMI_FD", fd);
    set_number("PMI_RANK", rank);
    set_number("PMI_SIZE", job->size);
    setenv("PMI_JOBID", "4711.0", 1);
    unsetenv("SLURM_PTY_PORT");
    unsetenv("SLIPWAY_PTY_SHELL");
    unsetenv("SLIPWAY_STEP");
    unsetenv("SLIPWAY_CHILD_OF");
}

static void start_client(struct server *s, int rank, fake_pmi2_client_f *run, void *arg)
{
    struct client *c = &s->clients[rank];
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        abort();
    fflush(NULL);
    c->pid = fork();
    if (c->pid == 0) {
        for (int r = 0; r < rank; r++)
            close(s->clients[r].fd);
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        alarm(30);
        set_variables(s->job, rank, ends[1]);
        exit(run(rank, s->job->size, arg));
    }
    close(ends[1]);
    c->fd = ends[0];
    c->node = node_of(s->job, rank);
}

static void cut_off(struct client *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

static void answer(struct client *c, const char *text)
{
    char frame[HEAD + 4096];
    int length = snprintf(frame, sizeof frame, "%-6zu%s", strlen(text), text);

    if (send(c->fd, frame, length, MSG_NOSIGNAL) != length)
        cut_off(c);
}

static void answer_value(struct client *c, const char *command, const char *value)
{
    char text[4096];

    if (value)
        snprintf(text, sizeof text, "cmd=%s-response;rc=0;found=TRUE;value=%s;", command,
                 value);
    else
        snprintf(text, sizeof text, "cmd=%s-response;rc=0;found=FALSE;", command);
    answer(c, text);
}

/* The value of a field of a request, cut out of it; "" if it is not there. */
static char *field(char *body, const char *name, char *value, size_t size)
{
    char pattern[64], *at;
    size_t length;

    snprintf(pattern, sizeof pattern, ";%s=", name);
    at = strstr(body, pattern);
    at = at ? at + strlen(pattern) : body + strlen(body);
    length = strcspn(at, ";");
    snprintf(value, size, "%.*s", (int)length, at);
    return value;
}

static void put(struct server *s, int node, const char *key, const char *value,
                bool committed)
{
    struct pair *p = calloc(1, sizeof *p);

    *p = (struct pair){ s->pairs, strdup(key), strdup(value), node, committed };
    s->pairs = p;
}

static const char *lookup(const struct server *s, int node, const char *key)
{
    for (const struct pair *p = s->pairs; p; p = p->next)
        if (p->committed && p->node == node && strcmp(p->key, key) == 0)
            return p->value;
    return NULL;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void on_fullinit(struct server *s, struct client *c, char *body)
{
    char text[256];

    (void)body;
    s->record->inits++;
    snprintf(text, sizeof text,
             "cmd=fullinit-response;rc=0;pmi-version=2;pmi-subversion=0;rank=%d;size=%d;"
             "appnum=-1;debugged=FALSE;pmiverbose=FALSE;",
             (int)(c - s->clients), s->job->size);
    answer(c, text);
}

static void on_put(struct server *s, struct client *c, char *body)
{
    static char key[INPUT], value[INPUT];

    field(body, "key", key, sizeof key);
    field(body, "value", value, sizeof value);
    s->record->puts++;
    s->record->longest_key = larger(s->record->longest_key, strlen(key));
    s->record->longest_value = larger(s->record->longest_value, strlen(value));
    put(s, -1, key, value, false);
    answer(c, "cmd=kvs-put-response;rc=0;");
}

static void on_fence(struct server *s, struct client *c, char *body)
{
    (void)body;
    c->in_fence = true;
    for (int r = 0; r < s->job->size; r++)
        if (!s->clients[r].in_fence)
            return;
    for (struct pair *p = s->pairs; p; p = p->next)
        p->committed = true;
    s->record->fences++;
    for (int r = 0; r < s->job->size; r++) {
        s->clients[r].in_fence = false;
        answer(&s->clients[r], "cmd=kvs-fence-response;rc=0;");
    }
}

static void on_get(struct server *s, struct client *c, char *body)
{
    char key[256];

    s->record->gets++;
    answer_value(c, "kvs-get", lookup(s, -1, field(body, "key", key, sizeof key)));
}

static void on_put_node(struct server *s, struct client *c, char *body)
{
    char key[256], value[2048];

    field(body, "key", key, sizeof key);
    put(s, c->node, key, field(body, "value", value, sizeof value), true);
    answer(c, "cmd=info-putnodeattr-response;rc=0;");
    for (struct client *w = s->clients; w < s->clients + s->job->size; w++) {
        if (!w->waits_for || w->node != c->node || strcmp(w->waits_for, key) != 0)
            continue;
        answer_value(w, "info-getnodeattr", value);
        free(w->waits_for);
        w->waits_for = NULL;
    }
}

static void on_get_node(struct server *s, struct client *c, char *body)
{
    char key[256], wait[8];
    const char *value = lookup(s, c->node, field(body, "key", key, sizeof key));

    if (!value && strcmp(field(body, "wait", wait, sizeof wait), "TRUE") == 0)
        c->waits_for = strdup(key);
    else
        answer_value(c, "info-getnodeattr", value);
}

static void on_get_job(struct server *s, struct client *c, char *body)
{
    char key[256], value[64];
    int nodes = s->job->nodes ? s->job->nodes : 1;

    field(body, "key", key, sizeof key);
    snprintf(value, sizeof value, "(vector,(0,%d,%d))", nodes,
             (s->job->size + nodes - 1) / nodes);
    answer_value(c, "info-getjobattr",
                 strcmp(key, "PMI_process_mapping") == 0 ? value : NULL);
}

static void on_job_id(struct server *s, struct client *c, char *body)
{
    (void)s;
    (void)body;
    answer(c, "cmd=job-getid-response;rc=0;jobid=4711.0;");
}

static void on_finalize(struct server *s, struct client *c, char *body)
{
    (void)body;
    s->record->finalizes++;
    answer(c, "cmd=finalize-response;rc=0;");
    cut_off(c);
}

static void on_abort(struct server *s, struct client *c, char *body)
{
    char world[8];

    (void)c;
    s->record->aborts++;
    field(body, "msg", s->record->abort_text, sizeof s->record->abort_text);
    if (strcmp(field(body, "isworld", world, sizeof world), "TRUE") != 0)
        return;
    for (int r = 0; r < s->job->size; r++)
        kill(s->clients[r].pid, SIGKILL);
}

static const struct {
    const char *name;
    void (*handle)(struct server *s, struct client *c, char *body);
} commands[] = {
    { "fullinit", on_fullinit },         { "kvs-put", on_put },
    { "kvs-fence", on_fence },           { "kvs-get", on_get },
    { "info-putnodeattr", on_put_node }, { "info-getnodeattr", on_get_node },
    { "info-getjobattr", on_get_job },   { "job-getid", on_job_id },
    { "finalize", on_finalize },         { "abort", on_abort },
};

/* body is "cmd=name;key=value;...", with a 0 behind it. */
static void serve(struct server *s, struct client *c, char *body)
{
    size_t length = strcspn(body, ";");

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t n = strlen(commands[i].name);

        if (strncmp(body, "cmd=", 4) == 0 && length == 4 + n &&
            memcmp(body + 4, commands[i].name, n) == 0) {
            commands[i].handle(s, c, body);
            return;
        }
    }
    s->record->malformed = true;
    cut_off(c);
}

/* How many bytes of the input were one whole request, which has been served; 0 if none
 * is. */
static size_t serve_line(struct server *s, struct client *c)
{
    static const char answer[] =
        "cmd=response_to_init rc=0 pmi_version=2 pmi_subversion=0\n";
    char *end = memchr(c->input, '\n', c->have);

    if (!end)
        return 0;
    if (strncmp(c->input, "cmd=init pmi_version=2 pmi_subversion=0\n", 40) != 0)
        s->record->malformed = true;
    c->greeted = true;
    if (send(c->fd, answer, sizeof answer - 1, MSG_NOSIGNAL) != sizeof answer - 1)
        cut_off(c);
    return end + 1 - c->input;
}

static size_t serve_frame(struct server *s, struct client *c)
{
    char head[HEAD + 1], *body;
    size_t length;

    if (c->have < HEAD)
        return 0;
    snprintf(head, sizeof head, "%.6s", c->input);
    length = atoi(head);
    if (length == 0 || length >= INPUT - HEAD) {
        s->record->malformed = true;
        cut_off(c);
        return 0;
    }
    if (c->have < HEAD + length)
        return 0;
    body = strndup(c->input + HEAD, length);
    serve(s, c, body);
    free(body);
    return HEAD + length;
}

static void on_readable(struct server *s, struct client *c)
{
    ssize_t got = recv(c->fd, c->input + c->have, INPUT - c->have, 0);
    size_t served;

    if (got <= 0) {
        cut_off(c);
        return;
    }
    c->have += got;
    while (c->fd >= 0 &&
           (served = c->greeted ? serve_frame(s, c) : serve_line(s, c)) > 0) {
        c->have -= served;
        memmove(c->input, c->input + served, c->have);
    }
}

/* One round; false when no client is left. */
static bool poll_clients(struct server *s)
{
    struct pollfd fds[MAX_CLIENTS];
    int open = 0;

    for (int r = 0; r < s->job->size; r++) {
        fds[r] = (struct pollfd){ .fd = s->clients[r].fd, .events = POLLIN };
        open += s->clients[r].fd >= 0;
    }
    if (open == 0)
        return false;
    if (poll(fds, s->job->size, -1) < 0)
        return errno == EINTR;
    for (int r = 0; r < s->job->size; r++)
        if (fds[r].revents && s->clients[r].fd >= 0)
            on_readable(s, &s->clients[r]);
    return true;
}

static int reap(struct server *s)
{
    int bad = 0;

    for (int r = 0; r < s->job->size; r++) {
        int status = -1;

        waitpid(s->clients[r].pid, &status, 0);
        bad += status != 0;
        free(s->clients[r].waits_for);
    }
    return bad;
}

static void free_pairs(struct pair *p)
{
    for (struct pair *next; p; p = next) {
        next = p->next;
        free(p->key);
        free(p->value);
        free(p);
    }
}

int fake_pmi2_run(const struct fake_pmi2_job *job, fake_pmi2_client_f *client, void *arg,
                  struct fake_pmi2_record *record)
{
    /* Static, as a rank inherits it without having an end for it. */
    static struct server server;
    struct fake_pmi2_record ignored;
    struct server *s = &server;
    int bad;

    memset(s, 0, sizeof *s);
    s->job = job;
    s->record = record ? record : &ignored;
    *s->record = (struct fake_pmi2_record){ 0 };
    for (int r = 0; r < job->size; r++)
        start_client(s, r, client, arg);
    while (poll_clients(s))
        continue;
    bad = reap(s);
    free_pairs(s->pairs);
    return bad;
}
