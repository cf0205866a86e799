/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/segment.h: the tasks can use the segment, and cannot hurt who reads it. */
#include "spank/segment.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "node/slot.h"

enum { SLOTS = 3 };

static int segment;
static char *base; /* as a task maps it */
static size_t size;

static int create(void **state)
{
    struct stat status;

    (void)state;
    segment = segment_create(SLOTS);
    if (segment < 0 || fstat(segment, &status) != 0)
        return -1;
    size = (size_t)status.st_size;
    base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, segment, 0);
    return base == MAP_FAILED ? -1 : 0;
}

static int destroy(void **state)
{
    (void)state;
    munmap(base, size);
    return close(segment);
}

static struct slot *slot(uint32_t local)
{
    const struct node_header *header = (const struct node_header *)base;

    return (struct slot *)(base + header->slot_offset + local * header->slot_size);
}

static void a_task_finds_its_way(void **state)
{
    const struct node_header *header = (const struct node_header *)base;

    (void)state;
    assert_int_equal(header->magic, NODE_MAGIC);
    assert_int_equal(header->version, NODE_VERSION);
    assert_int_equal(header->slots, SLOTS);
    assert_int_equal(header->slot_size, sizeof(struct slot));
    assert_true(header->slot_offset >= sizeof *header);
    assert_true((char *)slot(SLOTS) <= base + size);
    assert_int_equal((uintptr_t)slot(0) % 64, 0);
}

static void each_task_has_a_pool_that_costs_nothing_yet(void **state)
{
    const struct node_header *header = (const struct node_header *)base;
    struct stat status;

    (void)state;
    assert_int_equal(header->pool_size, NODE_POOL);
    assert_int_equal(header->pool_offset % NODE_PAGE, 0);
    assert_true(base + header->pool_offset >= (char *)slot(SLOTS));
    assert_int_equal(size, node_bytes(header));
    assert_int_equal(fstat(segment, &status), 0);
    assert_true(status.st_blocks * 512 <= NODE_PAGE);
}

static void a_low_limit_of_file_sizes_leaves_the_slots(void **state)
{
    struct rlimit old, low;
    struct node_header header;
    int other;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){ .rlim_cur = 1 << 20, .rlim_max = old.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    other = segment_create(SLOTS);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_true(other >= 0);
    assert_int_equal(pread(other, &header, sizeof header, 0), sizeof header);
    assert_int_equal(header.slots, SLOTS);
    assert_int_equal(header.pool_size, 0);
    close(other);
}

static void what_a_task_writes_is_read(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < SLOTS; i++)
        assert_int_equal(segment_slot_of(segment, i).state, SLOT_EMPTY);
    slot(0)->state = SLOT_FINALIZED;
    slot(2)->state = SLOT_RUNNING;
    assert_int_equal(segment_slot_of(segment, 0).state, SLOT_FINALIZED);
    assert_int_equal(segment_slot_of(segment, 1).state, SLOT_EMPTY);
    assert_int_equal(segment_slot_of(segment, 2).state, SLOT_RUNNING);
}

static void who_never_came_is_marked(void **state)
{
    (void)state;
    assert_true(segment_mark_absent(segment, 1));
    assert_int_equal(slot(0)->state, SLOT_EMPTY);
    assert_int_equal(slot(1)->state, SLOT_ABSENT);
    assert_int_equal(slot(2)->state, SLOT_EMPTY);
    assert_false(segment_mark_absent(-1, 1));
}

static void a_task_cannot_change_its_size(void **state)
{
    (void)state;
    assert_int_equal(ftruncate(segment, 0), -1);
    assert_int_equal(errno, EPERM);
    assert_int_equal(ftruncate(segment, 1 << 30), -1);
    assert_int_equal(fcntl(segment, F_ADD_SEALS, F_SEAL_WRITE), -1);
}

static void a_wiped_segment_is_read(void **state)
{
    (void)state;
    memset(base, 0xff, size);
    assert_int_equal(segment_slot_of(segment, 1).state, UINT32_MAX);
    assert_int_equal(
        fallocate(segment, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)size),
        0);
    assert_int_equal(segment_slot_of(segment, 1).state, SLOT_EMPTY);
}

static void what_is_not_there_is_empty(void **state)
{
    (void)state;
    memset(base, 0xff, size);
    assert_int_equal(segment_slot_of(segment, UINT32_MAX).state, SLOT_EMPTY);
    assert_int_equal(segment_slot_of(-1, 0).state, SLOT_EMPTY);
}

static void it_survives_exec_under_a_high_number(void **state)
{
    (void)state;
    assert_int_equal(fcntl(segment, F_GETFD) & FD_CLOEXEC, 0);
    assert_true(segment >= 200);
}

static void a_low_limit_of_files_is_no_obstacle(void **state)
{
    struct rlimit old, low;
    int other;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    low = (struct rlimit){ .rlim_cur = 64, .rlim_max = old.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
    other = segment_create(1);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    assert_in_range(other, 0, 63);
    close(other);
}

static void no_file_left_is_an_error(void **state)
{
    struct rlimit old, none;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    none = (struct rlimit){ .rlim_cur = 0, .rlim_max = old.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    errno = 0;
    assert_int_equal(segment_create(1), -1);
    assert_int_equal(errno, EMFILE);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, create, destroy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_task_finds_its_way),
        TEST(each_task_has_a_pool_that_costs_nothing_yet),
        TEST(a_low_limit_of_file_sizes_leaves_the_slots),
        TEST(what_a_task_writes_is_read),
        TEST(who_never_came_is_marked),
        TEST(a_task_cannot_change_its_size),
        TEST(a_wiped_segment_is_read),
        TEST(what_is_not_there_is_empty),
        TEST(it_survives_exec_under_a_high_number),
        TEST(a_low_limit_of_files_is_no_obstacle),
        TEST(no_file_left_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
