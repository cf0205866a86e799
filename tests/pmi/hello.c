/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hello.c: wire-up alone, to be started by srun: `srun -n4 tests/pmi/hello [bytes]`.
 * Every rank puts some bytes, meets the others, and gets and checks what all have put.
 * One line for each rank; with the word "abort" instead of bytes, the last rank ends the
 * job.
 */
#include "pmi/wireup.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fill(uint8_t *bytes, size_t n, int rank)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (i + 1) * (rank + 3) * 2654435761u >> 11;
}

static void need(int rc, const struct wireup *w)
{
    if (rc == 0)
        return;
    fprintf(stderr, "%s\n", wireup_error(w));
    exit(1);
}

static void put(struct wireup *w, size_t bytes)
{
    uint8_t *value = malloc(bytes + 1);
    char key[32];

    fill(value, bytes, w->rank);
    snprintf(key, sizeof key, "hello:%d", w->rank);
    need(wireup_put(w, key, value, bytes), w);
    free(value);
}

static int is_right(struct wireup *w, int rank, size_t bytes)
{
    uint8_t *expected = malloc(bytes + 1);
    char key[32];
    void *value;
    size_t n;
    int right;

    fill(expected, bytes, rank);
    snprintf(key, sizeof key, "hello:%d", rank);
    need(wireup_get(w, key, &value, &n), w);
    right = n == bytes && memcmp(value, expected, bytes) == 0;
    free(value);
    free(expected);
    return right;
}

static void print(const struct wireup *w, int right)
{
    char line[4096];
    int at = snprintf(
        line, sizeof line,
        "rank %d of %d, job %s (%s), node %d of %d, local %d of %d:", w->rank, w->size,
        w->job, wireup_method_name(w), w->node, w->nodes, w->local_rank, w->local_size);

    for (int i = 0; i < w->local_size && at < (int)sizeof line - 32; i++)
        at += sprintf(line + at, " %d", w->local_ranks[i]);
    printf("%s; %d right values\n", line, right);
}

int main(int argc, char **argv)
{
    size_t bytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 3000;
    char why[TEXT_LINE];
    struct wireup *w;
    int right = 0;

    if (wireup_open(&w, why, sizeof why)) {
        fprintf(stderr, "%s%s", why, *why ? "\n" : "");
        return 1;
    }
    put(w, bytes);
    need(wireup_fence(w), w);
    for (int rank = 0; rank < w->size; rank++)
        right += is_right(w, rank, bytes);
    print(w, right);
    if (argc > 1 && strcmp(argv[1], "abort") == 0 && w->rank == w->size - 1) {
        wireup_abort(w, 42, "as told");
        _exit(42);
    }
    if (argc > 1 && strcmp(argv[1], "abort") == 0)
        need(wireup_fence(w), w);
    need(wireup_finalize(w), w);
    right = right == w->size;
    wireup_destroy(w);
    return !right;
}
