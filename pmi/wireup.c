/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A value is one text (codec.h), which goes out in pieces of at most METHOD_MAX_TEXT
 * characters: the first under the key itself, the others under key.1, key.2, and so on.
 * The first piece begins with the length of the value, so that a reader knows how many
 * there are.
 */
#include "pmi/wireup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pmi/codec.h"
#include "pmi/context.h"
#include "pmi/method.h"
#include "pmi/nodemap.h"

_Static_assert((int)WIREUP_MAX_BYTES == (int)CODEC_MAX_BYTES,
               "wireup.h does not show codec.h");
_Static_assert((int)WIREUP_MAX_TEXT == (int)METHOD_MAX_TEXT,
               "wireup.h does not show method.h");

/* By enum context_kind. */
static const struct wireup_method *const methods[] = {
    [CONTEXT_RANKS] = &pmi2_method,
    [CONTEXT_SINGLE] = &single_method,
};

int wireup_fail(struct wireup *w, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    text_vline(w->error, sizeof w->error, format, args);
    va_end(args);
    return -1;
}

const char *wireup_error(const struct wireup *w)
{
    return w->error;
}

const char *wireup_method_name(const struct wireup *w)
{
    return w->method->name;
}

static bool is_socket(int fd)
{
    struct stat status;

    return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

static int read_nodes(struct wireup *w)
{
    struct nodemap map;

    if (nodemap_read(&map, w->rank, w->size, getenv, w->error, sizeof w->error))
        return -1;
    w->node = map.node;
    w->nodes = map.nodes;
    w->local_rank = map.local_rank;
    w->local_size = map.local_size;
    w->local_ranks = map.local_ranks;
    return 0;
}

static int be_alone_on_node(struct wireup *w)
{
    w->local_ranks = calloc(1, sizeof *w->local_ranks);
    if (!w->local_ranks)
        return wireup_fail(w, "out of memory");
    w->nodes = 1;
    w->local_size = 1;
    return 0;
}

static struct wireup *create(const struct context *c)
{
    struct wireup *w = calloc(1, sizeof *w);

    if (w) {
        w->method = methods[c->kind];
        w->pid = getpid();
    }
    return w;
}

int wireup_open(struct wireup **result, char *why, size_t why_size)
{
    struct context_source source = { .get = getenv,
                                     .is_socket = is_socket,
                                     .pid = getpid() };
    struct context c;
    struct wireup *w;

    context_decide(&c, &source);
    if (c.kind == CONTEXT_REFUSED) {
        text_line(why, why_size, "%s", c.speaks ? c.why : "");
        return -1;
    }
    w = create(&c);
    if (!w) {
        text_line(why, why_size, "out of memory");
        return -1;
    }
    if (w->method->open(w, &c) ||
        (w->method->has_nodes ? read_nodes(w) : be_alone_on_node(w))) {
        text_line(why, why_size, "%s", w->error);
        wireup_destroy(w);
        return -1;
    }
    *result = w;
    return 0;
}

static int check_key(struct wireup *w, const char *key)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-:/";
    size_t length = strlen(key);

    if (length > 0 && length <= WIREUP_MAX_KEY && strspn(key, allowed) == length)
        return 0;
    return wireup_fail(w, "'%.60s' is no key: 1 to %d letters, digits and _-:/ are", key,
                       WIREUP_MAX_KEY);
}

/* The key of a piece: at most 48 + 1 + 6 characters. */
static const char *piece_key(char *name, size_t size, const char *key, size_t piece)
{
    if (piece == 0)
        return key;
    snprintf(name, size, "%s.%zu", key, piece);
    return name;
}

static int put_text(struct wireup *w, const char *key, const char *text)
{
    size_t length = strlen(text);
    char name[64], piece[METHOD_MAX_TEXT + 1];

    for (size_t at = 0, i = 0; at < length; at += METHOD_MAX_TEXT, i++) {
        snprintf(piece, sizeof piece, "%s", text + at);
        if (w->method->put(w, piece_key(name, sizeof name, key, i), piece))
            return -1;
    }
    return 0;
}

int wireup_put(struct wireup *w, const char *key, const void *value, size_t bytes)
{
    char *text;
    int rc;

    if (check_key(w, key))
        return -1;
    if (bytes > WIREUP_MAX_BYTES)
        return wireup_fail(w, "the value of %s has %zu bytes, at most %d are allowed",
                           key, bytes, WIREUP_MAX_BYTES);
    text = codec_encode(value, bytes);
    if (!text)
        return wireup_fail(w, "out of memory");
    rc = put_text(w, key, text);
    free(text);
    return rc;
}

int wireup_fence(struct wireup *w)
{
    return w->method->fence(w);
}

/* Appends the pieces after the first to text, which has room for length characters. */
static int get_rest(struct wireup *w, const char *key, char *text, size_t length)
{
    char name[64], piece[METHOD_MAX_TEXT + 1];
    size_t have = strlen(text);

    for (size_t i = 1; have < length; i++) {
        size_t more;

        if (w->method->get(w, piece_key(name, sizeof name, key, i), piece))
            return -1;
        more = strlen(piece);
        if (more == 0 || more > length - have)
            return wireup_fail(w, "piece %zu of the value of %s has the wrong length", i,
                               key);
        memcpy(text + have, piece, more + 1);
        have += more;
    }
    return 0;
}

int wireup_get(struct wireup *w, const char *key, void **value, size_t *bytes)
{
    char first[METHOD_MAX_TEXT + 1], *text;
    size_t length;
    int rc;

    if (check_key(w, key) || w->method->get(w, key, first))
        return -1;
    length = codec_length(first);
    if (length < strlen(first))
        return wireup_fail(w, "the value of %s is not one that an MPI rank has put", key);
    text = malloc(length + 1);
    if (!text)
        return wireup_fail(w, "out of memory");
    strcpy(text, first);
    rc = get_rest(w, key, text, length);
    if (rc == 0 && codec_decode(text, value, bytes))
        rc = wireup_fail(w, "the value of %s is damaged", key);
    free(text);
    return rc;
}

int wireup_put_node(struct wireup *w, const char *key, const char *text)
{
    return check_key(w, key) ? -1 : w->method->put_node(w, key, text);
}

int wireup_get_node(struct wireup *w, const char *key, char *text)
{
    return check_key(w, key) ? -1 : w->method->get_node(w, key, text);
}

void wireup_abort(struct wireup *w, int code, const char *text)
{
    char line[TEXT_LINE];

    if (w->pid != getpid())
        return;
    text_line(line, sizeof line, "rank %d ends the job with exit code %d: %s", w->rank,
              code, text ? text : "");
    w->method->abort(w, line);
}

int wireup_finalize(struct wireup *w)
{
    return w->pid == getpid() ? w->method->finalize(w) : 0;
}

void wireup_destroy(struct wireup *w)
{
    if (!w)
        return;
    w->method->close(w);
    free(w->local_ranks);
    free(w);
}
