/* SPDX-License-Identifier: BSD-3-Clause */
/* node/ring.h: what one writes the other reads, in order and once, in one process and in
 * two. */
#include "node/ring.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { LINES = RING_LEAST, TOTAL = LINES / RING_LINE };

struct pair {
    struct ring *ring;
    struct ring_writer writer;
    struct ring_reader reader;
};

static int setup(void **state)
{
    static struct pair pair;
    int fd = memfd_create("ring", 0);

    alarm(60);
    assert_int_equal(ftruncate(fd, (off_t)ring_bytes(LINES)), 0);
    pair.ring = mmap(NULL, ring_bytes(LINES), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    assert_ptr_not_equal(pair.ring, MAP_FAILED);
    close(fd);
    assert_true(ring_create(&pair.writer, pair.ring, LINES));
    assert_true(ring_open(&pair.reader, pair.ring, ring_bytes(LINES)));
    *state = &pair;
    return 0;
}

static int teardown(void **state)
{
    struct pair *pair = *state;

    return munmap(pair->ring, ring_bytes(LINES));
}

/* A record of bytes bytes, all of them value; false if the ring is full. */
static bool put(struct ring_writer *writer, size_t bytes, int value)
{
    void *record = ring_reserve(writer, bytes);

    if (!record)
        return false;
    memset(record, value, bytes);
    ring_publish(writer, record, bytes);
    return true;
}

static bool is_next(struct ring_reader *reader, size_t bytes, int value)
{
    const unsigned char *record = ring_front(reader);

    for (size_t i = 0; record && i < bytes; i++)
        if (record[i] != (unsigned char)value)
            return false;
    if (record)
        ring_pop(reader, bytes);
    return record != NULL;
}

static void a_short_record_is_one_line(void **state)
{
    (void)state;
    assert_int_equal(ring_lines_of(56), 1);
    assert_int_equal(ring_lines_of(57), 2);
}

static void what_is_written_is_read_once(void **state)
{
    struct pair *p = *state;

    assert_null(ring_front(&p->reader));
    assert_true(put(&p->writer, 8, 1));
    assert_true(put(&p->writer, 200, 2));
    assert_true(is_next(&p->reader, 8, 1));
    assert_true(is_next(&p->reader, 200, 2));
    assert_null(ring_front(&p->reader));
}

static void nothing_is_seen_before_it_is_published(void **state)
{
    struct pair *p = *state;

    void *record = memset(ring_reserve(&p->writer, 8), 1, 8);

    assert_null(ring_front(&p->reader));
    ring_publish(&p->writer, record, 8);
    assert_non_null(ring_front(&p->reader));
}

static void a_full_ring_takes_nothing(void **state)
{
    struct pair *p = *state;

    for (int i = 0; i < TOTAL; i++)
        assert_true(put(&p->writer, 8, i));
    assert_false(put(&p->writer, 8, 99));
    for (int i = 0; i < TOTAL; i++)
        assert_true(is_next(&p->reader, 8, i));
    assert_null(ring_front(&p->reader));
    assert_true(put(&p->writer, 8, 99));
    assert_true(is_next(&p->reader, 8, 99));
}

/* Whatever lies in the way: a reader that has read all leaves room for the longest. */
static void the_longest_finds_room_at_every_place(void **state)
{
    struct pair *p = *state;
    size_t longest = ring_longest(&p->writer);

    for (int i = 0; i < 10 * TOTAL; i++) {
        assert_true(put(&p->writer, 8 + (size_t)(i % 7) * 61, i));
        assert_true(is_next(&p->reader, 8 + (size_t)(i % 7) * 61, i));
        assert_true(put(&p->writer, longest, i + 1));
        assert_true(is_next(&p->reader, longest, i + 1));
    }
}

/* The bytes of a lap stay where they are: none of them is taken for a stamp of the next,
 * not even those that were stamps. */
static void bytes_of_an_earlier_lap_are_no_stamp(void **state)
{
    struct pair *p = *state;

    for (uint64_t lap = 0; lap < 20; lap++) {
        uint64_t *record = ring_reserve(&p->writer, ring_longest(&p->writer));

        for (size_t i = 0; i < ring_longest(&p->writer) / sizeof *record; i++)
            record[i] = p->writer.key + p->writer.next - i;
        ring_publish(&p->writer, record, ring_longest(&p->writer));
        assert_non_null(ring_front(&p->reader));
        ring_pop(&p->reader, ring_longest(&p->writer));
        assert_null(ring_front(&p->reader));
    }
}

static void what_is_no_ring_is_not_opened(void **state)
{
    struct pair *p = *state;
    struct ring_reader reader;

    assert_false(ring_open(&reader, p->ring, ring_bytes(LINES) - 1));
    assert_false(ring_open(&reader, p->ring, 8));
    p->ring->size = TOTAL - 1;
    assert_false(ring_open(&reader, p->ring, ring_bytes(LINES)));
    p->ring->size = UINT64_C(1) << 63;
    assert_false(ring_open(&reader, p->ring, ring_bytes(LINES)));
}

enum { RECORDS = 200000 };

/* Lengths that differ, and change from lap to lap. */
static size_t length_of(uint32_t i)
{
    return 8 + (i * 2654435761u >> 16) % 1000;
}

static void write_all(struct ring_writer *writer)
{
    for (uint32_t i = 0; i < RECORDS; i++)
        while (!put(writer, length_of(i), (int)i))
            sched_yield();
}

static void two_processes(void **state)
{
    struct pair *p = *state;
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        alarm(60);
        write_all(&p->writer);
        _exit(0);
    }
    for (uint32_t i = 0; i < RECORDS; i++) {
        while (!ring_front(&p->reader))
            sched_yield();
        assert_true(is_next(&p->reader, length_of(i), (int)i));
    }
    assert_null(ring_front(&p->reader));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_short_record_is_one_line),
        TEST(what_is_written_is_read_once),
        TEST(nothing_is_seen_before_it_is_published),
        TEST(a_full_ring_takes_nothing),
        TEST(the_longest_finds_room_at_every_place),
        TEST(bytes_of_an_earlier_lap_are_no_stamp),
        TEST(what_is_no_ring_is_not_opened),
        TEST(two_processes),
    };

    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
