/* SPDX-License-Identifier: BSD-3-Clause */
#include "pmi/nodemap.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pmi/text.h"

struct reader {
    char *(*get)(const char *name);
    char *why;
    size_t why_size;
};

static int read_number(const struct reader *r, const char *name, int min, int max,
                       int *number)
{
    const char *text = r->get(name);

    if (text_number(text, max, number) && *number >= min)
        return 0;
    text_line(r->why, r->why_size, "%s is '%.40s', which is not a number from %d to %d%s",
              name, text ? text : "", min, max,
              text ? "" : ": something between srun and this program removed it");
    return -1;
}

/* Ranks, each once, separated by commas: how many, or -1 if the text is anything else. */
static int read_ranks(const char *text, int size, int *ranks)
{
    char *seen = calloc(size, 1);
    bool whole = false;
    int n = 0;

    while (seen && !whole && n < size && text_scan_number(&text, size - 1, &ranks[n]) &&
           !seen[ranks[n]]) {
        seen[ranks[n++]] = 1;
        whole = *text == '\0';
        if (*text++ != ',')
            break;
    }
    free(seen);
    return whole ? n : -1;
}

static int read_local_ranks(const struct reader *r, int size, struct nodemap *map)
{
    const char *text = r->get("SLURM_GTIDS");
    int most = 1;

    for (const char *c = text; c && *c && most < size; c++)
        most += *c == ',';
    map->local_ranks = malloc(most * sizeof *map->local_ranks);
    if (text && map->local_ranks)
        map->local_size = read_ranks(text, size, map->local_ranks);
    if (map->local_size > 0)
        return 0;
    text_line(
        r->why, r->why_size,
        "SLURM_GTIDS is '%.40s', which is not a list of different ranks from 0 to %d",
        text ? text : "", size - 1);
    return -1;
}

/* Each node of a step has at least one task of it. */
static bool fits(const struct nodemap *map, int rank, int size)
{
    int elsewhere = size - map->local_size;

    return map->local_rank < map->local_size &&
           map->local_ranks[map->local_rank] == rank && elsewhere >= map->nodes - 1 &&
           (map->nodes > 1 || elsewhere == 0);
}

static int read_all(const struct reader *r, int rank, int size, struct nodemap *map)
{
    const char *nodes =
        r->get("SLURM_STEP_NUM_NODES") ? "SLURM_STEP_NUM_NODES" : "SLURM_NNODES";

    if (read_number(r, nodes, 1, size, &map->nodes) ||
        read_number(r, "SLURM_NODEID", 0, map->nodes - 1, &map->node) ||
        read_number(r, "SLURM_LOCALID", 0, size - 1, &map->local_rank) ||
        read_local_ranks(r, size, map))
        return -1;
    if (fits(map, rank, size))
        return 0;
    text_line(r->why, r->why_size,
              "Slurm's variables contradict each other: rank %d of %d on %d nodes, with "
              "SLURM_LOCALID=%d and SLURM_GTIDS=%.40s",
              rank, size, map->nodes, map->local_rank, r->get("SLURM_GTIDS"));
    return -1;
}

int nodemap_read(struct nodemap *map, int rank, int size, char *(*get)(const char *name),
                 char *why, size_t why_size)
{
    struct reader r = { .get = get, .why = why, .why_size = why_size };
    struct nodemap m = { 0 };

    if (read_all(&r, rank, size, &m)) {
        free(m.local_ranks);
        return -1;
    }
    *map = m;
    return 0;
}
