/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * single.c: a world of one.  There is nobody to ask; what it puts it keeps.
 */
#include "pmi/method.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct pair {
    struct pair *next;
    char *key, *text;
};

static int single_open(struct wireup *w, const struct context *c)
{
    (void)c;
    w->rank = 0;
    w->size = 1;
    snprintf(w->job, sizeof w->job, "single.%d", (int)getpid());
    return 0;
}

static struct pair *pair_create(const char *key, const char *text, struct pair *next)
{
    size_t key_size = strlen(key) + 1, text_size = strlen(text) + 1;
    struct pair *pair = malloc(sizeof *pair + key_size + text_size);

    if (!pair)
        return NULL;
    pair->next = next;
    pair->key = memcpy(pair + 1, key, key_size);
    pair->text = memcpy(pair->key + key_size, text, text_size);
    return pair;
}

/* The newest stands first and hides older ones with its key. */
static int single_put(struct wireup *w, const char *key, const char *text)
{
    struct pair *pair = pair_create(key, text, w->state);

    if (!pair)
        return wireup_fail(w, "out of memory");
    w->state = pair;
    return 0;
}

static int single_get(struct wireup *w, const char *key, char *text)
{
    for (const struct pair *pair = w->state; pair; pair = pair->next) {
        if (strcmp(pair->key, key) == 0) {
            snprintf(text, METHOD_MAX_TEXT + 1, "%s", pair->text);
            return 0;
        }
    }
    return wireup_fail(w, "no rank has put a value under the key %s", key);
}

static int nothing_to_do(struct wireup *w)
{
    (void)w;
    return 0;
}

static void nobody_to_tell(struct wireup *w, const char *text)
{
    (void)w;
    (void)text;
}

static void single_close(struct wireup *w)
{
    for (struct pair *pair = w->state, *next; pair; pair = next) {
        next = pair->next;
        free(pair);
    }
}

const struct wireup_method single_method = {
    .name = "single",
    .open = single_open,
    .put = single_put,
    .fence = nothing_to_do,
    .get = single_get,
    .put_node = single_put,
    .get_node = single_get,
    .abort = nobody_to_tell,
    .finalize = nothing_to_do,
    .close = single_close,
};
