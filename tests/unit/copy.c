/* SPDX-License-Identifier: BSD-3-Clause */
/* Long copies: every byte arrives, and none beside them changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "util/copy.h"

enum { STREAMED = 16 << 20, MARGIN = 64, ROOM = STREAMED + 3 * MARGIN };

static unsigned char *from, *to;

static int make_room(void **state)
{
    (void)state;
    from = malloc(ROOM);
    to = malloc(ROOM);
    for (size_t i = 0; from && i < ROOM; i++)
        from[i] = (unsigned char)(i * 7 + i / 251);
    return from && to ? 0 : -1;
}

static int give_room(void **state)
{
    (void)state;
    free(from);
    free(to);
    return 0;
}

static void copy_and_compare(size_t at, size_t bytes)
{
    memset(to, 0x5a, ROOM);
    copy_long(to + at, from + 3, bytes);
    assert_memory_equal(to + at, from + 3, bytes);
    for (size_t i = 0; i < at; i++)
        assert_int_equal(to[i], 0x5a);
    for (size_t i = at + bytes; i < at + bytes + MARGIN; i++)
        assert_int_equal(to[i], 0x5a);
}

static void short_ones(void **state)
{
    (void)state;
    for (size_t bytes = 0; bytes < 3 * MARGIN; bytes += 17)
        copy_and_compare(5, bytes);
}

static void streamed_ones(void **state)
{
    static const size_t at[] = { 0, 1, 16, 63 }, more[] = { 0, 1, 63 };

    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            copy_and_compare(at[i], STREAMED + more[k]);
}

static void what_is_not_streamed(void **state)
{
    (void)state;
    copy_and_compare(16, STREAMED - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_ones),
        cmocka_unit_test(what_is_not_streamed),
        cmocka_unit_test(streamed_ones),
    };

    return cmocka_run_group_tests(tests, make_room, give_room);
}
