/* SPDX-License-Identifier: BSD-3-Clause */
/* Arenas: pieces do not overlap, are aligned, and memory is used again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "util/arena.h"

static void pieces_are_apart_and_aligned(void **state)
{
    struct arena arena = { 0 };
    unsigned char *pieces[200];

    (void)state;
    for (int i = 0; i < 200; i++) {
        pieces[i] = arena_alloc(&arena, i * 37);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % ARENA_ALIGN, 0);
        memset(pieces[i], i, i * 37);
    }
    for (int i = 0; i < 200; i++)
        for (int k = 0; k < i * 37; k++)
            assert_int_equal(pieces[i][k], (unsigned char)i);
    arena_fini(&arena);
}

static void a_reset_keeps_a_chunk_that_is_not_too_large(void **state)
{
    struct arena arena = { 0 };
    void *first, *again;

    (void)state;
    first = arena_alloc(&arena, 1000);
    arena_reset(&arena);
    again = arena_alloc(&arena, 2000);
    assert_ptr_equal(first, again);
    assert_non_null(arena_alloc(&arena, 2 * ARENA_KEEP));
    arena_reset(&arena);
    assert_null(arena.chunks);
    arena_fini(&arena);
}

static void too_much_is_refused(void **state)
{
    struct arena arena = { 0 };

    (void)state;
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX / 2));
    assert_non_null(arena_alloc(&arena, 1));
    arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_apart_and_aligned),
        cmocka_unit_test(a_reset_keeps_a_chunk_that_is_not_too_large),
        cmocka_unit_test(too_much_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
