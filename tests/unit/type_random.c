/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random nested datatypes against a reference that knows little but the standard's
 * definition: a typemap is a list of basic elements and displacements (MPI 5.0, 5.1).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "type/create.h"
#include "type/external.h"
#include "type/pack.h"
#include "type/sequence.h"
#include "type/signature.h"

enum { ENTRIES = 3000, REACH = 1 << 20, TYPES = 1500, COPIES = 3 };

/* The reference. */
struct map {
    int n;
    struct {
        enum basic basic;
        long at;
    } entry[ENTRIES];
    struct {
        bool set;
        long low, high;
    } ends, marks; /* lower and upper bounds, without and with explicit ones */
};

static uint64_t seed;

static long any(long low, long high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (long)((seed >> 33) % (uint64_t)(high - low + 1));
}

static long size_of(enum basic basic)
{
    return type_named(basic)->size;
}

static long min(long a, long b)
{
    return a < b ? a : b;
}

static long max(long a, long b)
{
    return a > b ? a : b;
}

static long map_size(const struct map *m)
{
    long size = 0;

    for (int i = 0; i < m->n; i++)
        size += size_of(m->entry[i].basic);
    return size;
}

static void true_bounds(const struct map *m, long *lb, long *ub)
{
    *lb = *ub = 0;
    for (int i = 0; i < m->n; i++) {
        long low = m->entry[i].at, high = low + size_of(m->entry[i].basic);

        *lb = i ? min(*lb, low) : low;
        *ub = i ? max(*ub, high) : high;
    }
}

static void bounds(const struct map *m, long *lb, long *ub)
{
    long align = 1;

    *lb = m->marks.set ? m->marks.low : m->ends.low;
    *ub = m->marks.set ? m->marks.high : m->ends.high;
    if (m->marks.set)
        return;
    for (int i = 0; i < m->n; i++)
        align = max(align, type_named(m->entry[i].basic)->align);
    while ((*ub - *lb) % align)
        ++*ub;
}

static long extent(const struct map *m)
{
    long lb, ub;

    bounds(m, &lb, &ub);
    return ub - lb;
}

static void widen_marks(struct map *m, long low, long high)
{
    m->marks.low = m->marks.set ? min(m->marks.low, low) : low;
    m->marks.high = m->marks.set ? max(m->marks.high, high) : high;
    m->marks.set = true;
}

static void widen_ends(struct map *m, long low, long high)
{
    m->ends.low = m->ends.set ? min(m->ends.low, low) : low;
    m->ends.high = m->ends.set ? max(m->ends.high, high) : high;
    m->ends.set = true;
}

/* false: the map becomes too long for this test. */
static bool place(struct map *to, const struct map *m, long at)
{
    long lb, ub;

    if (to->n + m->n > ENTRIES || labs(at) > REACH)
        return false;
    for (int i = 0; i < m->n; i++) {
        to->entry[to->n] = m->entry[i];
        to->entry[to->n++].at += at;
    }
    bounds(m, &lb, &ub);
    if (m->marks.set)
        widen_marks(to, lb + at, ub + at);
    else if (m->n > 0)
        widen_ends(to, lb + at, ub + at);
    return true;
}

static bool place_block(struct map *to, const struct map *m, long at, long count)
{
    for (long i = 0; i < count; i++)
        if (!place(to, m, at + i * extent(m)))
            return false;
    return true;
}

/* A type and its map. */
struct pair {
    datatype_t *type;
    struct map *map;
};

static void pair_free(struct pair pair)
{
    object_put(&pair.type->object);
    free(pair.map);
}

static struct map *new_map(void)
{
    struct map *map = calloc(1, sizeof *map);

    assert_non_null(map);
    return map;
}

static struct pair any_named(void)
{
    static const enum basic choice[] = { BASIC_MPI_CHAR,  BASIC_MPI_SHORT,
                                         BASIC_MPI_INT,   BASIC_MPI_DOUBLE,
                                         BASIC_MPI_FLOAT, BASIC_MPI_LONG_DOUBLE,
                                         BASIC_MPI_LONG,  BASIC_MPI_C_DOUBLE_COMPLEX };
    enum basic basic = choice[any(0, 7)];
    struct pair pair = { type_named(basic), new_map() };

    pair.map->n = 1;
    pair.map->entry[0].basic = basic;
    widen_ends(pair.map, 0, size_of(basic));
    object_get(&pair.type->object);
    return pair;
}

static struct pair any_pair_type(void)
{
    struct pair pair = { type_named(BASIC_MPI_SHORT_INT), new_map() };

    pair.map->n = 2;
    pair.map->entry[0].basic = BASIC_MPI_SHORT;
    pair.map->entry[1].basic = BASIC_MPI_INT;
    pair.map->entry[1].at = 4;
    widen_ends(pair.map, 0, 8);
    object_get(&pair.type->object);
    return pair;
}

static bool make_contiguous(struct pair old, struct pair *new)
{
    long count = any(0, 6);

    if (!place_block(new->map, old.map, 0, count))
        return false;
    assert_int_equal(type_contiguous(false, count, old.type, &new->type), 0);
    return true;
}

static bool make_vector(struct pair old, struct pair *new)
{
    long count = any(0, 6), length = any(0, 4), stride = any(-5, 8);

    for (long i = 0; i < count; i++)
        if (!place_block(new->map, old.map, i * stride * extent(old.map), length))
            return false;
    assert_int_equal(type_vector(false, count, length, stride, old.type, &new->type), 0);
    return true;
}

static bool make_hvector(struct pair old, struct pair *new)
{
    long count = any(0, 6), length = any(0, 3), stride = any(-70, 130);

    for (long i = 0; i < count; i++)
        if (!place_block(new->map, old.map, i * stride, length))
            return false;
    assert_int_equal(type_hvector(true, count, length, stride, old.type, &new->type), 0);
    return true;
}

static bool make_blocks(struct pair old, struct pair *new)
{
    static const int combiner[] = { MPI_COMBINER_INDEXED, MPI_COMBINER_HINDEXED,
                                    MPI_COMBINER_INDEXED_BLOCK,
                                    MPI_COMBINER_HINDEXED_BLOCK };
    int which = (int)any(0, 3), length = (int)any(0, 4), lengths[8], at[8];
    long count = any(0, 8), unit = which & 1 ? 1 : extent(old.map);

    for (long i = 0; i < count; i++) {
        lengths[i] = which < 2 ? (int)any(0, 4) : length;
        at[i] = (int)(any(0, 1) && i ? at[i - 1] + lengths[i] : any(-20, 30));
        if (!place_block(new->map, old.map, at[i] * unit, lengths[i]))
            return false;
    }
    assert_int_equal(
        type_blocks(false,
                    (struct blocks){ combiner[which], count, counts_int(lengths), length,
                                     counts_int(at) },
                    old.type, &new->type),
        0);
    return true;
}

static bool make_struct(struct pair old, struct pair *new)
{
    struct pair other = any(0, 1) ? any_named() : any_pair_type();
    MPI_Count count = any(0, 6), at[6], lengths[6];
    datatype_t *types[6];
    bool fits = true;

    for (MPI_Count i = 0; i < count; i++) {
        struct pair member = any(0, 1) ? old : other;

        types[i] = member.type;
        lengths[i] = any(0, 3);
        at[i] = any(-40, 400);
        fits = fits && place_block(new->map, member.map, at[i], lengths[i]);
    }
    if (fits)
        assert_int_equal(type_struct(true, count, counts_64(lengths), counts_64(at),
                                     types, &new->type),
                         0);
    pair_free(other);
    return fits;
}

static bool make_resized(struct pair old, struct pair *new)
{
    long lb = any(-40, 40), size = any(-60, 200);

    if (!place(new->map, old.map, 0))
        return false;
    new->map->marks.set = false;
    widen_marks(new->map, lb, lb + size);
    assert_int_equal(type_resized(false, old.type, lb, size, &new->type), 0);
    return true;
}

/* Places one element for every index of the whole array that `owns` says yes to, in the
 * order of the array. */
struct array {
    int dims, order;
    long size[3];
    bool (*owns)(const void *what, int dim, long i);
    const void *what;
};

static bool place_array(struct map *to, const struct map *m, const struct array *a)
{
    long all = 1;

    for (int i = 0; i < a->dims; i++)
        all *= a->size[i];
    for (long i = 0; i < all; i++) {
        long rest = i;
        bool mine = true;

        for (int d = 0; d < a->dims; d++) {
            int dim = a->order == MPI_ORDER_C ? a->dims - 1 - d : d;

            mine = mine && a->owns(a->what, dim, rest % a->size[dim]);
            rest /= a->size[dim];
        }
        if (mine && !place(to, m, i * extent(m)))
            return false;
    }
    to->marks.set = false;
    widen_marks(to, 0, all * extent(m));
    return labs(all * extent(m)) < REACH;
}

struct part {
    int start[3], size[3];
};

static bool part_owns(const void *what, int dim, long i)
{
    const struct part *part = what;

    return i >= part->start[dim] && i < part->start[dim] + part->size[dim];
}

static bool make_subarray(struct pair old, struct pair *new)
{
    struct part part;
    struct array a = { .dims = (int)any(1, 3),
                       .order = any(0, 1) ? MPI_ORDER_C : MPI_ORDER_FORTRAN,
                       .owns = part_owns,
                       .what = &part };
    int sizes[3];

    for (int i = 0; i < a.dims; i++) {
        a.size[i] = sizes[i] = (int)any(1, 5);
        part.size[i] = (int)any(0, sizes[i]);
        part.start[i] = (int)any(0, sizes[i] - part.size[i]);
    }
    if (!place_array(new->map, old.map, &a))
        return false;
    assert_int_equal(
        type_subarray(false,
                      (struct subarray){ a.dims, a.order, counts_int(sizes),
                                         counts_int(part.size), counts_int(part.start) },
                      old.type, &new->type),
        0);
    return true;
}

struct grid {
    long block[3];
    int procs[3], coord[3];
};

static bool grid_owns(const void *what, int dim, long i)
{
    const struct grid *grid = what;

    return i / grid->block[dim] % grid->procs[dim] == grid->coord[dim];
}

static bool make_darray(struct pair old, struct pair *new)
{
    struct grid grid;
    struct array a = { .dims = (int)any(1, 3),
                       .order = any(0, 1) ? MPI_ORDER_C : MPI_ORDER_FORTRAN,
                       .owns = grid_owns,
                       .what = &grid };
    int distribs[3], dargs[3], rank = 0, size = 1;
    MPI_Count gsizes[3];

    for (int i = 0; i < a.dims; i++) {
        gsizes[i] = a.size[i] = any(1, 7);
        grid.procs[i] = (int)any(1, 3);
        distribs[i] = (int)any(MPI_DISTRIBUTE_NONE, MPI_DISTRIBUTE_CYCLIC);
        if (distribs[i] == MPI_DISTRIBUTE_NONE)
            grid.procs[i] = 1;
        grid.coord[i] = (int)any(0, grid.procs[i] - 1);
        grid.block[i] = distribs[i] == MPI_DISTRIBUTE_CYCLIC
                            ? any(1, 3)
                            : (a.size[i] + grid.procs[i] - 1) / grid.procs[i];
        dargs[i] = distribs[i] == MPI_DISTRIBUTE_CYCLIC ? (int)grid.block[i]
                                                        : MPI_DISTRIBUTE_DFLT_DARG;
        rank = rank * grid.procs[i] + grid.coord[i];
        size *= grid.procs[i];
    }
    if (!place_array(new->map, old.map, &a))
        return false;
    assert_int_equal(
        type_darray(true,
                    (struct darray){ size, rank, a.dims, a.order, counts_64(gsizes),
                                     distribs, dargs, grid.procs },
                    old.type, &new->type),
        0);
    return true;
}

static bool make_dup(struct pair old, struct pair *new)
{
    *new->map = *old.map;
    assert_int_equal(type_dup(old.type, &new->type), 0);
    return true;
}

/* A type of up to depth constructors; stops where it would become too large. */
static struct pair any_type(int depth)
{
    static bool (*const make[])(struct pair old, struct pair * new) = {
        make_contiguous, make_vector,   make_hvector, make_blocks,
        make_blocks,     make_struct,   make_struct,  make_resized,
        make_dup,        make_subarray, make_darray,
    };
    struct pair type = any(0, 4) ? any_named() : any_pair_type();

    for (int i = 0; i < depth; i++) {
        struct pair new = { NULL, new_map() };

        if (!make[any(0, (long)array_length(make) - 1)](type, &new)) {
            free(new.map);
            break;
        }
        pair_free(type);
        type = new;
    }
    return type;
}

/* Memory in which COPIES elements lie, wherever they reach. */
struct arena {
    char *bytes, *origin;
    size_t size;
};

static struct arena arena_for(const struct map *m)
{
    struct arena arena;
    long lb, ub, way = (COPIES - 1) * extent(m);

    true_bounds(m, &lb, &ub);
    lb = min(lb, lb + way);
    ub = max(ub, ub + way);
    arena.size = (size_t)(ub - lb) + 64;
    arena.bytes = malloc(arena.size);
    assert_non_null(arena.bytes);
    for (size_t i = 0; i < arena.size; i++)
        arena.bytes[i] = (char)any(0, 255);
    arena.origin = (char *)((uintptr_t)arena.bytes + 32 - (uintptr_t)lb);
    return arena;
}

static char *entry_at(const struct map *m, struct arena arena, int copy, int i)
{
    return (char *)((uintptr_t)arena.origin +
                    (uintptr_t)(copy * extent(m) + m->entry[i].at));
}

static char *reference_pack(const struct map *m, struct arena arena)
{
    char *packed = malloc((size_t)(COPIES * map_size(m)) + 1), *to = packed;

    assert_non_null(packed);
    for (int copy = 0; copy < COPIES; copy++)
        for (int i = 0; i < m->n; i++) {
            memcpy(to, entry_at(m, arena, copy, i), (size_t)size_of(m->entry[i].basic));
            to += size_of(m->entry[i].basic);
        }
    return packed;
}

static void check_bounds(struct pair pair)
{
    long lb, ub;

    assert_int_equal(pair.type->size, map_size(pair.map));
    bounds(pair.map, &lb, &ub);
    assert_int_equal(pair.type->lb, lb);
    assert_int_equal(pair.type->extent, ub - lb);
    true_bounds(pair.map, &lb, &ub);
    assert_int_equal(pair.type->true_lb, lb);
    assert_int_equal(pair.type->true_extent, ub - lb);
}

static void check_pack(struct pair pair, struct arena arena, const char *expected)
{
    long all = COPIES * map_size(pair.map);
    char *packed = malloc((size_t)all + 1);

    assert_non_null(packed);
    type_pack(arena.origin, COPIES, pair.type, 0, packed, all);
    assert_memory_equal(packed, expected, (size_t)all);
    for (int i = 0; i < 20; i++) {
        long offset = any(0, all), bytes = any(0, all - offset);

        memset(packed, 0x77, (size_t)all + 1);
        type_pack(arena.origin, COPIES, pair.type, offset, packed, bytes);
        assert_memory_equal(packed, expected + offset, (size_t)bytes);
        assert_int_equal(packed[bytes], 0x77);
    }
    free(packed);
}

/* In pieces, in order: where elements overlap the later one stays. */
static void check_unpack(struct pair pair, struct arena arena)
{
    long all = COPIES * map_size(pair.map), bytes;
    const struct map *m = pair.map;
    char *stream = malloc((size_t)all + 1), *after = malloc(arena.size);
    char *from = stream;

    assert_true(stream && after);
    for (long i = 0; i < all; i++)
        stream[i] = (char)any(0, 255);
    memcpy(after, arena.bytes, arena.size);
    for (int copy = 0; copy < COPIES; copy++)
        for (int i = 0; i < m->n; i++) {
            char *to = after + (entry_at(m, arena, copy, i) - arena.bytes);

            memcpy(to, from, (size_t)size_of(m->entry[i].basic));
            from += size_of(m->entry[i].basic);
        }
    for (long offset = 0; offset < all; offset += bytes) {
        bytes = any(1, min(all - offset, 100));
        type_unpack(arena.origin, COPIES, pair.type, offset, stream + offset, bytes);
    }
    assert_memory_equal(arena.bytes, after, arena.size);
    free(stream);
    free(after);
}

/* The elements one by one, in one structure. */
static datatype_t *flat(const struct map *m)
{
    datatype_t *types[ENTRIES], *type = NULL;
    MPI_Count at[ENTRIES], lengths[ENTRIES];

    for (int i = 0; i < m->n; i++) {
        types[i] = type_named(m->entry[i].basic);
        at[i] = m->entry[i].at;
        lengths[i] = 1;
    }
    assert_int_equal(
        type_struct(false, m->n, counts_64(lengths), counts_64(at), types, &type), 0);
    return type;
}

static void check_signature(struct pair pair)
{
    datatype_t *plain = flat(pair.map), *thrice = NULL;

    assert_int_equal(type_contiguous(false, 3, pair.type, &thrice), 0);
    assert_int_equal(pair.type->signature, plain->signature);
    assert_int_equal(thrice->signature, type_signature(plain, 3));
    object_put(&plain->object);
    object_put(&thrice->object);
}

static void check_elements(struct pair pair)
{
    const struct map *m = pair.map;
    MPI_Count bytes = any(0, map_size(m)), rest, whole = 0;
    int n = 0;

    if (!pair.type->sequence)
        return;
    while (n < m->n && whole + size_of(m->entry[n].basic) <= bytes)
        whole += size_of(m->entry[n++].basic);
    assert_int_equal(sequence_elements(pair.type->sequence, bytes, &rest), n);
    assert_int_equal(rest, bytes - whole);
    assert_int_equal(sequence_bytes(pair.type->sequence, n), whole);
}

static void check_external(struct pair pair, struct arena arena)
{
    const struct map *m = pair.map;
    size_t size = (size_t)(COPIES * external_size(pair.type));
    char *out = malloc(size + 1), *expected = malloc(size + 1), *to = expected;

    assert_true(out && expected);
    for (int copy = 0; copy < COPIES; copy++)
        for (int i = 0; i < m->n; i++) {
            external_pack(entry_at(m, arena, copy, i), 1, type_named(m->entry[i].basic),
                          to);
            to += external_basic_size(m->entry[i].basic);
        }
    assert_int_equal(to - expected, size);
    external_pack(arena.origin, COPIES, pair.type, out);
    assert_memory_equal(out, expected, size);
    free(out);
    free(expected);
}

/* From one random type to another: the stream is the same. */
static void check_copy(struct pair pair, struct arena arena, const char *expected)
{
    long all = COPIES * map_size(pair.map);
    MPI_Count gaps = all ? all : 1;
    char *wide = malloc((size_t)gaps * 2), *back = malloc((size_t)all + 1);
    datatype_t *bytes;

    assert_true(wide && back);
    assert_int_equal(type_vector(false, gaps, 1, 2, type_named(BASIC_MPI_BYTE), &bytes),
                     0);
    if (all) {
        type_copy(arena.origin, COPIES, pair.type, wide, 1, bytes);
        for (long i = 0; i < all; i++)
            assert_int_equal(wide[2 * i], expected[i]);
        type_copy(wide, 1, bytes, back, all, type_named(BASIC_MPI_BYTE));
        assert_memory_equal(back, expected, (size_t)all);
    }
    object_put(&bytes->object);
    free(wide);
    free(back);
}

static void random_types_are_what_the_standard_says(void **state)
{
    (void)state;
    for (int i = 0; i < TYPES; i++) {
        struct pair pair;
        struct arena arena;
        char *expected;

        seed = (uint64_t)i;
        pair = any_type((int)any(1, 5));
        check_bounds(pair);
        arena = arena_for(pair.map);
        expected = reference_pack(pair.map, arena);
        check_pack(pair, arena, expected);
        check_copy(pair, arena, expected);
        check_external(pair, arena);
        check_unpack(pair, arena);
        check_signature(pair);
        check_elements(pair);
        free(expected);
        free(arena.bytes);
        pair_free(pair);
    }
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
        cmocka_unit_test(random_types_are_what_the_standard_says),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
