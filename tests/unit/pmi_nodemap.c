/* SPDX-License-Identifier: BSD-3-Clause */
/* nodemap.c: all distributions of srun are understood, and nothing that contradicts
 * itself. */
#include "pmi/nodemap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* As Slurm gives them to the task in question. */
static const struct given {
    const char *name;
    int rank, size;
    const char *nodes, *nodeid, *localid, *gtids;
} given[] = {
    { "alone", 0, 1, "1", "0", "0", "0" },
    { "block", 3, 5, "2", "1", "0", "3,4" },
    { "cyclic", 5, 6, "2", "1", "2", "1,3,5" },
    { "plane=3", 7, 8, "2", "0", "4", "0,1,2,6,7" },
    { "arbitrary: c2, c1, c2, c3", 2, 4, "3", "0", "1", "0,2" },
    { "arbitrary, not ascending", 0, 4, "2", "1", "1", "3,0" },
    { "one node", 2, 4, "1", "0", "2", "0,1,2,3" },
};

static const struct given wrong[] = {
    { "was not given", 0, 2, NULL, "0", "0", "0,1" },
    { "SLURM_NODEID is ''", 0, 2, "1", NULL, "0", "0,1" },
    { "SLURM_LOCALID is ''", 0, 2, "1", "0", NULL, "0,1" },
    { "SLURM_GTIDS is ''", 0, 2, "1", "0", "0", NULL },
    { "SLURM_GTIDS is ''", 0, 2, "1", "0", "0", "" },
    { "SLURM_GTIDS is '0,'", 0, 2, "1", "0", "0", "0," },
    { "SLURM_GTIDS is ',0'", 0, 2, "1", "0", "0", ",0" },
    { "SLURM_GTIDS is '0,0'", 0, 2, "1", "0", "0", "0,0" },
    { "SLURM_GTIDS is '0,1,0'", 0, 2, "1", "0", "0", "0,1,0" },
    { "SLURM_GTIDS is '0,2'", 0, 2, "1", "0", "0", "0,2" },
    { "SLURM_GTIDS is '0;1'", 0, 2, "1", "0", "0", "0;1" },
    { "SLURM_GTIDS is '0,-1'", 0, 2, "1", "0", "0", "0,-1" },
    { "SLURM_GTIDS is '0-1'", 0, 2, "1", "0", "0", "0-1" },
    { "SLURM_GTIDS is '0,,1'", 0, 3, "1", "0", "0", "0,,1" },
    { "SLURM_GTIDS is '0,99999999999999999999'", 0, 2, "1", "0", "0",
      "0,99999999999999999999" },
    { "contradict", 0, 3, "1", "0", "0", "0,1" },
    { "contradict", 0, 3, "3", "0", "0", "0,1" },
    { "contradict", 1, 2, "1", "0", "0", "0,1" },
    { "contradict", 1, 2, "2", "0", "1", "1" },
    { "SLURM_NODEID is '1'", 0, 2, "1", "1", "0", "0,1" },
    { "SLURM_NODEID is '-1'", 0, 2, "1", "-1", "0", "0,1" },
    { "SLURM_STEP_NUM_NODES is '0'", 0, 2, "0", "0", "0", "0,1" },
    { "SLURM_STEP_NUM_NODES is '3'", 0, 2, "3", "0", "0", "0,1" },
    { "SLURM_STEP_NUM_NODES is 'x'", 0, 2, "x", "0", "0", "0,1" },
};

static const struct given *now;

static char *get(const char *name)
{
    const char *value = NULL;

    if (strcmp(name, "SLURM_STEP_NUM_NODES") == 0)
        value = now->nodes;
    if (strcmp(name, "SLURM_NODEID") == 0)
        value = now->nodeid;
    if (strcmp(name, "SLURM_LOCALID") == 0)
        value = now->localid;
    if (strcmp(name, "SLURM_GTIDS") == 0)
        value = now->gtids;
    return (char *)value;
}

static int read_map(struct nodemap *map, const struct given *g, char *why,
                    size_t why_size)
{
    now = g;
    return nodemap_read(map, g->rank, g->size, get, why, why_size);
}

static void every_distribution_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        struct nodemap map;
        char why[256] = "";
        const char *rank = given[i].gtids;

        if (read_map(&map, &given[i], why, sizeof why))
            fail_msg("%s: %s", given[i].name, why);
        assert_int_equal(map.nodes, atoi(given[i].nodes));
        assert_int_equal(map.node, atoi(given[i].nodeid));
        assert_int_equal(map.local_rank, atoi(given[i].localid));
        assert_int_equal(map.local_ranks[map.local_rank], given[i].rank);
        assert_int_equal(map.local_size, (strlen(rank) + 1) / 2);
        for (int k = 0; k < map.local_size; k++)
            assert_int_equal(map.local_ranks[k], rank[2 * k] - '0');
        free(map.local_ranks);
    }
}

static void contradictions_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct nodemap map = { .node = -7 };
        char why[256] = "";
        const char *name = wrong[i].nodes ? wrong[i].name : "SLURM_NNODES is ''";

        assert_int_equal(read_map(&map, &wrong[i], why, sizeof why), -1);
        if (!strstr(why, name))
            fail_msg("'%s' is not in '%s'", name, why);
        assert_int_equal(map.node, -7);
    }
}

static void many_ranks_on_a_node(void **state)
{
    enum { SIZE = 4000 };
    char gtids[SIZE * 5 + 1] = "", why[256];
    struct given g = { "many", SIZE - 1, SIZE, "1", "0", "3999", gtids };
    struct nodemap map;
    size_t at = 0;

    (void)state;
    for (int i = 0; i < SIZE; i++)
        at += sprintf(gtids + at, "%s%d", i ? "," : "", i);
    assert_int_equal(read_map(&map, &g, why, sizeof why), 0);
    assert_int_equal(map.local_size, SIZE);
    free(map.local_ranks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_distribution_is_read),
        cmocka_unit_test(contradictions_are_named),
        cmocka_unit_test(many_ranks_on_a_node),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
