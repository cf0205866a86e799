/* SPDX-License-Identifier: BSD-3-Clause */
#include "check/guard.h"

#include <stdlib.h>
#include <string.h>

#include "type/pack.h"
#include "util/err.h"

struct block {
    bool written;
    const void *buffer;
    MPI_Count count;
    datatype_t *type; /* a reference */
    uint64_t sum;     /* over the data when the guard was opened */
};

struct guard {
    struct list link;  /* of all that are open */
    struct list owned; /* guard_hand_over */
    struct list parts; /* owned by this one: guard_begin_part */
    int number;
    enum mpi_call call;
    bool open, failed; /* failed: out of memory, nothing is checked */
    struct block *blocks;
    int count;
    char *shadow; /* malloc'ed; NULL: there is none */
    ptrdiff_t to_shadow;
};

static struct list all = { &all, &all };

struct guard *guard_create(enum mpi_call call)
{
    struct guard *guard = calloc(1, sizeof *guard);

    if (!guard)
        return NULL;
    list_init(&guard->link);
    list_init(&guard->owned);
    list_init(&guard->parts);
    guard->call = call;
    return guard;
}

static void add(struct guard *guard, struct block block)
{
    struct block *more;

    if (!guard || block.count == 0 || block.type->size == 0)
        return;
    more = realloc(guard->blocks, (size_t)(guard->count + 1) * sizeof *more);
    if (!more) {
        guard->failed = true;
        return;
    }
    guard->blocks = more;
    guard->blocks[guard->count++] = block;
    object_get(&block.type->object);
}

void guard_reads(struct guard *guard, const void *buffer, MPI_Count count,
                 datatype_t *type)
{
    add(guard, (struct block){ false, buffer, count, type, 0 });
}

void guard_writes(struct guard *guard, void *buffer, MPI_Count count, datatype_t *type)
{
    add(guard, (struct block){ true, buffer, count, type, 0 });
}

/* Sums */

enum { PIECE = 8192 };

static uint64_t sum_bytes(uint64_t sum, const char *bytes, size_t length)
{
    uint64_t word;

    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    for (; length > 0; bytes++, length--)
        sum = (sum ^ (unsigned char)*bytes) * UINT64_C(0x100000001b3);
    return sum;
}

static uint64_t sum_of(const struct block *block)
{
    MPI_Count bytes = block->count * block->type->size, start, n;
    uint64_t sum = 0;
    char piece[PIECE];

    if (type_is_run(block->type, block->count, &start))
        return sum_bytes(0, (const char *)block->buffer + start, (size_t)bytes);
    for (MPI_Count at = 0; at < bytes; at += n) {
        n = bytes - at < PIECE ? bytes - at : PIECE;
        type_pack(block->buffer, block->count, block->type, at, piece, n);
        sum = sum_bytes(sum, piece, (size_t)n);
    }
    return sum;
}

/* The shadow */

struct span {
    uintptr_t low, high;
};

/* From the first byte of a block's data to behind the last. */
static struct span span_of(const struct block *block)
{
    MPI_Count first = block->type->true_lb;
    MPI_Count last = first + (block->count - 1) * block->type->extent;
    MPI_Count low = last < first ? last : first, high = last < first ? first : last;

    return (struct span){ (uintptr_t)block->buffer + (uintptr_t)low,
                          (uintptr_t)block->buffer +
                              (uintptr_t)(high + block->type->true_extent) };
}

static struct span written_span(const struct guard *guard, MPI_Count *bytes)
{
    struct span all = { UINTPTR_MAX, 0 };

    *bytes = 0;
    for (int i = 0; i < guard->count; i++) {
        const struct block *block = &guard->blocks[i];
        struct span span;

        if (!block->written)
            continue;
        span = span_of(block);
        all.low = span.low < all.low ? span.low : all.low;
        all.high = span.high > all.high ? span.high : all.high;
        *bytes += block->count * block->type->size;
    }
    return all;
}

static char *in_shadow(const struct guard *guard, const void *address)
{
    return (char *)((uintptr_t)address + (uintptr_t)guard->to_shadow);
}

/* Buffers far apart from each other (MPI_BOTTOM) would need a shadow of half the memory.
 */
static void make_shadow(struct guard *guard)
{
    enum { ALIGN = 64, SPARE = 1 << 20 };
    MPI_Count bytes;
    struct span span = written_span(guard, &bytes);

    if (bytes == 0 || span.high - span.low > 4 * (uintptr_t)bytes + SPARE)
        return;
    guard->shadow = malloc(span.high - span.low + 2 * ALIGN);
    if (!guard->shadow)
        return;
    guard->to_shadow =
        (ptrdiff_t)((((uintptr_t)guard->shadow + ALIGN) & -(uintptr_t)ALIGN) +
                    span.low % ALIGN - span.low);
}

void *guard_shadow(struct guard *guard, void *address)
{
    if (!guard || guard->failed)
        return address;
    if (!guard->shadow)
        make_shadow(guard);
    return guard->shadow ? in_shadow(guard, address) : address;
}

/* Who reads what has not arrived gets nonsense, as it may happen without a shadow. */
static void spoil(const struct block *block)
{
    MPI_Count bytes = block->count * block->type->size, n;
    char piece[PIECE];

    memset(piece, 0xfe, sizeof piece);
    for (MPI_Count at = 0; at < bytes; at += n) {
        n = bytes - at < PIECE ? bytes - at : PIECE;
        type_unpack((void *)block->buffer, block->count, block->type, at, piece, n);
    }
}

static void fill_shadow(const struct guard *guard)
{
    for (int i = 0; guard->shadow && i < guard->count; i++) {
        const struct block *b = &guard->blocks[i];

        if (!b->written)
            continue;
        type_copy(b->buffer, b->count, b->type, in_shadow(guard, b->buffer), b->count,
                  b->type);
        spoil(b);
    }
}

static void empty_shadow(const struct guard *guard)
{
    for (int i = 0; guard->shadow && i < guard->count; i++) {
        const struct block *b = &guard->blocks[i];

        if (b->written)
            type_copy(in_shadow(guard, b->buffer), b->count, b->type, (void *)b->buffer,
                      b->count, b->type);
    }
}

/* The same bytes */

/* The bytes of a block that has no holes; else none. */
static struct span bytes_of(const struct block *block)
{
    MPI_Count start;

    if (block->count == 1 || type_is_run(block->type, block->count, &start)) {
        struct span span = span_of(block);

        if (span.high - span.low == (uintptr_t)(block->count * block->type->size))
            return span;
    }
    return (struct span){ 0, 0 };
}

static int in_use(const struct block *mine, const struct guard *other,
                  const struct block *theirs)
{
    struct span a = bytes_of(mine), b = bytes_of(theirs);

    return err(
        MPI_ERR_BUFFER,
        "the buffer (%lld B at %p) has bytes in common with that of a pending %s "
        "(%lld B at %p), and this call %s them: complete that first (MPI_Wait, "
        "MPI_Test, the _end of a split collective, or the end of the epoch), or use "
        "another buffer",
        (long long)(a.high - a.low), (void *)a.low, call_name(other->call),
        (long long)(b.high - b.low), (void *)b.low, mine->written ? "writes" : "reads");
}

static int overlap(const struct block *one, const struct block *other)
{
    struct span a = bytes_of(one), b = bytes_of(other);

    return err(
        MPI_ERR_BUFFER,
        "the %s buffer (%lld B at %p) and the %s buffer (%lld B at %p) of this call "
        "have bytes in common: they must be apart (a collective may take "
        "MPI_IN_PLACE)",
        one->written ? "receive" : "send", (long long)(a.high - a.low), (void *)a.low,
        other->written ? "receive" : "send", (long long)(b.high - b.low), (void *)b.low);
}

/* The buffers of one call, which must not overlap if it writes one of them. */
static int check_among(const struct guard *guard)
{
    for (int i = 0; i < guard->count; i++) {
        const struct block *one = &guard->blocks[i];
        struct span a = bytes_of(one);

        for (int k = 0; k < i; k++) {
            const struct block *other = &guard->blocks[k];
            struct span b = bytes_of(other);

            if ((one->written || other->written) && a.low < b.high && b.low < a.high)
                return overlap(one, other);
        }
    }
    return MPI_SUCCESS;
}

static int check_block(const struct block *mine, const struct guard *other)
{
    struct span a = bytes_of(mine);

    for (int i = 0; i < other->count; i++) {
        const struct block *theirs = &other->blocks[i];
        struct span b = bytes_of(theirs);

        if ((mine->written || theirs->written) && a.low < b.high && b.low < a.high)
            return in_use(mine, other, theirs);
    }
    return MPI_SUCCESS;
}

int guard_check(const struct guard *guard)
{
    int error;

    if (!guard || guard->failed)
        return MPI_SUCCESS;
    error = check_among(guard);
    list_for_each (link, &all) {
        const struct guard *other = container_of(link, struct guard, link);

        for (int i = 0; i < guard->count && !error; i++)
            error = check_block(&guard->blocks[i], other);
    }
    return error;
}

/* From beginning to end */

int guard_open(struct guard *guard)
{
    int error = guard_check(guard);

    if (error || !guard || guard->failed)
        return error;
    fill_shadow(guard);
    for (int i = 0; i < guard->count; i++)
        guard->blocks[i].sum = sum_of(&guard->blocks[i]);
    list_append(&all, &guard->link);
    guard->open = true;
    return MPI_SUCCESS;
}

static int changed(const struct guard *guard, const struct block *block)
{
    return err(
        MPI_ERR_BUFFER,
        "the %s buffer of %s (%lld elements of %s at %p) was changed by the program "
        "before the operation was complete: leave it alone until MPI_Wait, MPI_Test, "
        "the _end of a split collective, or the end of the epoch",
        block->written ? "receive" : "send", call_name(guard->call),
        (long long)block->count, type_name(block->type), block->buffer);
}

static int verdict(const struct guard *guard)
{
    for (int i = 0; i < guard->count; i++) {
        const struct block *block = &guard->blocks[i];

        if ((!block->written || guard->shadow) && sum_of(block) != block->sum)
            return changed(guard, block);
    }
    return MPI_SUCCESS;
}

int guard_close(struct guard *guard)
{
    int error, of_parts;

    if (!guard || !guard->open)
        return MPI_SUCCESS;
    error = verdict(guard);
    of_parts = guard_settle_all(&guard->parts);
    guard_abandon(guard);
    return error ? error : of_parts;
}

static void give_back(struct guard *guard)
{
    if (!guard->open)
        return;
    empty_shadow(guard);
    list_remove(&guard->link);
    guard->open = false;
}

static void discard(struct guard *guard)
{
    give_back(guard);
    list_remove(&guard->owned);
    for (int i = 0; i < guard->count; i++)
        object_put(&guard->blocks[i].type->object);
    free(guard->blocks);
    free(guard->shadow);
    free(guard);
}

/* Parts have none themselves. */
void guard_abandon(struct guard *guard)
{
    struct list *part;

    if (!guard || !guard->open)
        return;
    while ((part = list_pop(&guard->parts)))
        discard(container_of(part, struct guard, owned));
    give_back(guard);
}

void guard_destroy(struct guard *guard)
{
    if (!guard)
        return;
    guard_abandon(guard);
    discard(guard);
}

/* Without a request */

void guard_hand_over(struct guard *guard, struct list *owner, int number)
{
    if (!guard)
        return;
    guard->number = number;
    list_append(owner, &guard->owned);
}

static int settle(struct list *owner, int number, bool every)
{
    int first = MPI_SUCCESS;

    list_for_each_safe (link, owner) {
        struct guard *guard = container_of(link, struct guard, owned);
        int error;

        if (!every && guard->number != number)
            continue;
        error = guard_close(guard);
        first = first ? first : error;
        guard_destroy(guard);
    }
    return first;
}

int guard_settle(struct list *owner, int number)
{
    return settle(owner, number, false);
}

int guard_settle_all(struct list *owner)
{
    return settle(owner, 0, true);
}

/* Parts */

int guard_begin_part(struct guard *whole, struct guard *part, int number)
{
    int error = whole ? guard_open(part) : MPI_SUCCESS;

    if (error || !whole)
        guard_destroy(part);
    else
        guard_hand_over(part, &whole->parts, number);
    return error;
}

int guard_end_part(struct guard *whole, int number)
{
    return whole ? guard_settle(&whole->parts, number) : MPI_SUCCESS;
}
