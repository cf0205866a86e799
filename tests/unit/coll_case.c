/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <unistd.h>

#include "coll_case.h"

#include "type/create.h"

enum { MARGIN = 64, PATTERN = 0x5a, TIME_LIMIT = 300 };

static datatype_t *types[SHAPES];
static const int extents[SHAPES] = { 8, 20 };
static const int second_int[SHAPES] = { 4, 8 };

static op_t *composition;

unsigned case_compose(unsigned left, unsigned right)
{
    uint16_t a = left >> 16, b = (uint16_t)left, c = right >> 16, d = (uint16_t)right;

    return (unsigned)(uint16_t)(a * c) << 16 | (uint16_t)(c * b + d);
}

static void compose_all(void *in, void *inout, int *count, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *count; i++)
        ((unsigned *)inout)[i] =
            case_compose(((unsigned *)in)[i], ((unsigned *)inout)[i]);
}

op_t *case_composition(void)
{
    return composition;
}

int case_set_up(void **state)
{
    datatype_t *integer, *vector;

    (void)state;
    alarm(TIME_LIMIT);
    if (type_init() || op_init() || op_create(compose_all, NULL, false, &composition))
        return -1;
    integer = type_named(BASIC_MPI_INT);
    if (type_contiguous(false, 2, integer, &types[DENSE]) ||
        type_vector(false, 2, 1, 2, integer, &vector) ||
        type_resized(false, vector, -4, extents[GAPPY], &types[GAPPY]))
        return -1;
    object_put(&vector->object);
    types[DENSE]->committed = types[GAPPY]->committed = true;
    return 0;
}

int case_tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < SHAPES; i++)
        object_put(&types[i]->object);
    object_put(&composition->object);
    sched_trim();
    op_fini();
    type_fini();
    return 0;
}

datatype_t *case_type(enum shape shape)
{
    return types[shape];
}

struct store store_create(enum shape shape, int elements)
{
    struct store store = { .shape = shape };

    store.bytes = (size_t)elements * extents[shape] + 2 * MARGIN;
    store.memory = malloc(store.bytes);
    memset(store.memory, PATTERN, store.bytes);
    store.origin = store.memory + MARGIN;
    return store;
}

void store_destroy(struct store *store)
{
    free(store->memory);
    *store = (struct store){ 0 };
}

int *store_int(const struct store *store, long element, int which)
{
    char *at = store->origin + element * extents[store->shape];

    return (int *)(at + which * second_int[store->shape]);
}

void store_expect(const struct store *store, const struct store *expected,
                  const char *what)
{
    assert_int_equal(store->bytes, expected->bytes);
    if (memcmp(store->memory, expected->memory, store->bytes) == 0)
        return;
    for (size_t i = 0; i < store->bytes; i++)
        if (store->memory[i] != expected->memory[i])
            fail_msg("%s: byte %ld of %zu is wrong", what,
                     (long)i - (long)(store->origin - store->memory), store->bytes);
}

void case_run(struct coll *c, int ranks, coll_build_f *build, unsigned seed)
{
    struct fake_world *world = fake_create(ranks, seed);
    struct team teams[MOST_RANKS];
    struct sched *scheds[MOST_RANKS];

    for (int r = 0; r < ranks; r++) {
        teams[r] = fake_team(world, r);
        c[r].team = &teams[r];
        scheds[r] = sched_get();
        if (build)
            build(scheds[r], &c[r]);
        else
            assert_int_equal(coll_build(scheds[r], &c[r]), MPI_SUCCESS);
    }
    assert_int_equal(fake_run(world, scheds, teams), MPI_SUCCESS);
    for (int r = 0; r < ranks; r++)
        sched_put(scheds[r]);
    fake_destroy(world);
}
