/* SPDX-License-Identifier: BSD-3-Clause */
/* Views of random filetypes against a list of the file offsets of their bytes, which
 * type_pack() makes of a file whose bytes are their own offsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "io/view.h"
#include "type/create.h"
#include "type/pack.h"

enum { VIEWS = 1000, TILES = 3, MOST_BYTES = 3000, FILE_BYTES = 1 << 16 };

static uint64_t seed;

static long any(long low, long high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (long)((seed >> 33) % (uint64_t)(high - low + 1));
}

/* Constructors whose displacements grow. */

static int make_vector(datatype_t *old, datatype_t **type)
{
    long length = any(1, 3);

    return type_vector(true, any(1, 4), length, any(length, length + 3), old, type);
}

static int make_blocks(datatype_t *old, datatype_t **type)
{
    MPI_Count lengths[5], at[5], n = any(1, 5), next = 0;

    for (MPI_Count i = 0; i < n; i++) {
        lengths[i] = any(0, 3);
        at[i] = next + any(0, 2);
        next = at[i] + lengths[i];
    }
    return type_blocks(true,
                       (struct blocks){ .combiner = MPI_COMBINER_INDEXED,
                                        .count = n,
                                        .lengths = counts_64(lengths),
                                        .displacements = counts_64(at) },
                       old, type);
}

static int make_struct(datatype_t *old, datatype_t **type)
{
    MPI_Count lengths[2] = { 1, any(1, 2) }, at[2] = { any(0, 9) };
    datatype_t *types[2] = { old, type_named(BASIC_MPI_SHORT) };

    at[1] = at[0] + old->true_lb + old->true_extent + any(0, 5);
    return type_struct(true, 2, counts_64(lengths), counts_64(at), types, type);
}

static int make_resized(datatype_t *old, datatype_t **type)
{
    return type_resized(true, old, 0, old->true_lb + old->true_extent + any(0, 9), type);
}

static int make_subarray(datatype_t *old, datatype_t **type)
{
    int sizes[2], subsizes[2], starts[2];

    for (int i = 0; i < 2; i++) {
        sizes[i] = (int)any(1, 4);
        subsizes[i] = (int)any(1, sizes[i]);
        starts[i] = (int)any(0, sizes[i] - subsizes[i]);
    }
    return type_subarray(true,
                         (struct subarray){ 2, MPI_ORDER_C, counts_int(sizes),
                                            counts_int(subsizes), counts_int(starts) },
                         old, type);
}

/* Explicit bounds of a part may leave data outside: tiles would not grow then. */
static datatype_t *with_all_inside(datatype_t *type)
{
    MPI_Count end = type->true_lb + type->true_extent;
    datatype_t *resized;

    if (type->true_extent <= type->extent)
        return type;
    assert_int_equal(type_resized(true, type, 0, end, &resized), MPI_SUCCESS);
    object_put(&type->object);
    return resized;
}

static datatype_t *any_filetype(void)
{
    static int (*const make[])(datatype_t *, datatype_t **) = { make_vector, make_blocks,
                                                                make_struct, make_resized,
                                                                make_subarray };
    datatype_t *type = type_named(any(0, 1) ? BASIC_MPI_INT : BASIC_MPI_BYTE), *next;

    object_get(&type->object);
    for (long depth = any(0, 3); depth > 0; depth--) {
        assert_int_equal(make[any(0, 4)](type, &next), MPI_SUCCESS);
        next = with_all_inside(next);
        if (next->size > MOST_BYTES || next->extent > FILE_BYTES / (TILES + 2)) {
            object_put(&next->object);
            break;
        }
        object_put(&type->object);
        type = next;
    }
    return type;
}

/* Where each byte of the stream lies: packs the two halves of every offset. */
static void list_offsets(const struct view *view, MPI_Offset *list)
{
    MPI_Count bytes = TILES * view->filetype->size;
    unsigned char *low = malloc(2 * FILE_BYTES), *high = low + FILE_BYTES;
    unsigned char *out = malloc(2 * (size_t)bytes + 1);

    for (int i = 0; i < FILE_BYTES; i++) {
        low[i] = (unsigned char)i;
        high[i] = (unsigned char)(i >> 8);
    }
    type_pack(low + view->disp, TILES, view->filetype, 0, out, bytes);
    type_pack(high + view->disp, TILES, view->filetype, 0, out + bytes, bytes);
    for (MPI_Count i = 0; i < bytes; i++)
        list[i] = out[i] + 256 * out[bytes + i];
    free(out);
    free(low);
}

/* What a walk visits, compared with the list as it comes. */
struct expected {
    const MPI_Offset *next;
    MPI_Offset end; /* of the last run */
    MPI_Count left;
    int runs;
};

static bool compare(void *argument, MPI_Offset offset, MPI_Count bytes)
{
    struct expected *e = argument;

    assert_true(bytes > 0 && bytes <= e->left);
    assert_true(e->runs == 0 || offset != e->end); /* or they should have been joined */
    for (MPI_Count i = 0; i < bytes; i++)
        assert_int_equal(offset + i, *e->next++);
    e->left -= bytes;
    e->end = offset + bytes;
    return ++e->runs < 1000000;
}

static void check_walk(const struct view *view, const MPI_Offset *list, MPI_Count all)
{
    MPI_Count from = any(0, (long)all), bytes = any(0, (long)(all - from));
    struct expected e = { .next = list + from, .left = bytes };

    assert_true(view_walk(view, from, bytes, compare, &e));
    assert_int_equal(e.left, 0);
}

static MPI_Offset first_not_before(const MPI_Offset *list, MPI_Offset offset)
{
    MPI_Offset i = 0;

    while (list[i] < offset)
        i++;
    return i;
}

static void check_places(const struct view *view, const MPI_Offset *list, MPI_Count all)
{
    MPI_Count i = any(0, (long)all - 1);
    MPI_Offset offset = any(0, (long)list[all - 1]);

    assert_int_equal(view_offset(view, i), list[i]);
    assert_int_equal(view_position(view, offset), first_not_before(list, offset));
    assert_int_equal(view_position(view, list[i] + 1), i + 1);
    assert_int_equal(view_position(view, list[i]), i);
}

static void random_views(void **state)
{
    static MPI_Offset list[TILES * MOST_BYTES];

    (void)state;
    for (seed = 0; seed < VIEWS; seed++) {
        uint64_t this = seed;
        datatype_t *type = any_filetype();
        struct view view = { any(0, 50), type };
        MPI_Count all = TILES * type->size;

        list_offsets(&view, list);
        for (int i = 0; i < 10; i++)
            check_walk(&view, list, all);
        for (int i = 0; i < 10 && all > 0; i++)
            check_places(&view, list, all);
        object_put(&type->object);
        seed = this;
    }
}

static bool stop_at_second(void *argument, MPI_Offset offset, MPI_Count bytes)
{
    (void)offset, (void)bytes;
    return ++*(int *)argument < 2;
}

static void a_visit_ends_the_walk(void **state)
{
    datatype_t *type;
    struct view view = { 0 };
    int visits = 0;

    (void)state;
    assert_int_equal(type_vector(true, 2, 1, 2, type_named(BASIC_MPI_INT), &type),
                     MPI_SUCCESS);
    view.filetype = type;
    assert_false(view_walk(&view, 0, 80, stop_at_second, &visits));
    assert_int_equal(visits, 2);
    object_put(&type->object);
}

static void offsets_beyond_4_gib(void **state)
{
    static const MPI_Count gib = (MPI_Count)1 << 30;
    datatype_t *type;
    struct view view = { .disp = 3 * gib };

    (void)state;
    assert_int_equal(type_resized(true, type_named(BASIC_MPI_INT), 0, 5 * gib, &type),
                     MPI_SUCCESS);
    view.filetype = type;
    assert_true(view_offset(&view, 4 * 7 + 2) == 3 * gib + 7 * 5 * gib + 2);
    assert_true(view_position(&view, 3 * gib + 7 * 5 * gib + 2) == 4 * 7 + 2);
    assert_true(view_position(&view, 3 * gib + 7 * 5 * gib + 9) == 4 * 8);
    object_put(&type->object);
}

static void a_filetype_without_data(void **state)
{
    datatype_t *type;
    struct view view = { .disp = 11 };
    int visits = 0;

    (void)state;
    assert_int_equal(type_contiguous(true, 0, type_named(BASIC_MPI_INT), &type),
                     MPI_SUCCESS);
    view.filetype = type;
    assert_true(view_offset(&view, 0) == 11);
    assert_true(view_position(&view, 100) == 0);
    assert_true(view_walk(&view, 0, 0, stop_at_second, &visits));
    assert_int_equal(visits, 0);
    object_put(&type->object);
}

static int set_up(void **state)
{
    (void)state;
    return type_init();
}

static int tear_down(void **state)
{
    (void)state;
    type_fini();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_views),
        cmocka_unit_test(a_visit_ends_the_walk),
        cmocka_unit_test(offsets_beyond_4_gib),
        cmocka_unit_test(a_filetype_without_data),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
