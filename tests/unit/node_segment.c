/* SPDX-License-Identifier: BSD-3-Clause */
/* node/segment.h and node/piece.h: the segment that the library makes for itself, and the
 * pieces that a rank hands out of it. */
#include "node/segment.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "in_a_child.h"
#include "node/piece.h"

enum { SLOTS = 3 };

static char name[64];

/* A process holds one segment at most: each test forks. */
static void in_a_child(void (*body)(void))
{
    int status = status_of_child(body);

    shm_unlink(name);
    assert_int_equal(status, 0);
}

static bool name_exists(void)
{
    int fd = shm_open(name, O_RDONLY, 0);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Attaches as one more rank. */
static void attach(void (*body)(void))
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        need(segment_attach(name, SLOTS));
        if (body)
            body();
        _exit(0);
    }
    need(waitpid(pid, &status, 0) == pid && status == 0);
}

static void sees_what_the_first_wrote(void)
{
    need(segment_slot(1)->rank == 77);
    segment_slot(2)->rank = 78;
}

static void shared(void)
{
    need(segment_create(name, SLOTS));
    segment_slot(1)->rank = 77;
    attach(sees_what_the_first_wrote);
    need(segment_slot(2)->rank == 78);
    need(!segment_slot(SLOTS));
}

static void the_name_goes_with_the_last(void)
{
    need(segment_create(name, SLOTS));
    attach(NULL);
    need(name_exists());
    attach(NULL);
    need(!name_exists());
}

static void the_name_goes_at_the_end(void)
{
    need(segment_create(name, SLOTS));
    segment_unlink();
    need(!name_exists());
}

static void only_the_user_can_open_it(void)
{
    struct stat status;
    int fd;

    umask(0);
    need(segment_create(name, SLOTS));
    fd = shm_open(name, O_RDONLY, 0);
    need(fstat(fd, &status) == 0 && (status.st_mode & 0777) == 0600);
}

static void a_stale_one_is_replaced(void)
{
    int fd = shm_open(name, O_RDWR | O_CREAT, 0600);

    need(write(fd, "stale", 5) == 5);
    need(segment_create(name, SLOTS));
    need(segment_header()->magic == NODE_MAGIC);
}

static void what_is_no_segment_is_refused(void)
{
    int fd = shm_open(name, O_RDWR | O_CREAT, 0600);

    need(!segment_attach(name, SLOTS));
    need(ftruncate(fd, 1 << 20) == 0);
    need(!segment_attach(name, SLOTS));
    need(!segment_inherit(fd, 0));
    need(!segment_header());
    need(fcntl(fd, F_GETFD) >= 0); /* left alone */
    need(segment_id().inode == 0);
}

static void one_that_others_can_write_is_refused(void)
{
    struct node_header header = node_layout(SLOTS, NODE_POOL);
    int fd;

    umask(0);
    fd = shm_open(name, O_RDWR | O_CREAT, 0666);
    need(ftruncate(fd, (off_t)node_bytes(&header)) == 0);
    need(pwrite(fd, &header, sizeof header, 0) == sizeof header);
    need(!segment_attach(name, SLOTS));
}

static void bytes_outside_are_not_given(void)
{
    uint64_t end;

    need(segment_create(name, SLOTS));
    end = node_bytes(segment_header());
    need(segment_at(end - 8, 8));
    need(!segment_at(end - 8, 9));
    need(!segment_at(0, 8));
    need(!segment_at(UINT64_MAX, 8));
    need(!segment_reserve(end - 8, 9));
}

static void pieces_do_not_overlap(void)
{
    uint64_t a, b;

    need(segment_create(name, SLOTS));
    a = piece_take(10000, 2);
    b = piece_take(1, 1);
    need(a && b && b >= a + 10000);
    memset(segment_at(a + PIECE_HEAD, 10000 - PIECE_HEAD), 1, 10000 - PIECE_HEAD);
    need(*(char *)segment_at(b + PIECE_HEAD, 1) == 0);
}

static void a_piece_comes_back_when_all_have_left(void)
{
    uint64_t all, again;

    need(segment_create(name, SLOTS));
    all = piece_take(NODE_POOL, 2);
    need(all && !piece_take(1, 1));
    memset(segment_at(all + PIECE_HEAD, 100), 1, 100);
    piece_leave(all);
    need(!piece_take(1, 1));
    piece_leave(all);
    again = piece_take(NODE_POOL / 2, 1);
    need(again == all && *(char *)segment_at(again + PIECE_HEAD, 1) == 0);
    piece_drop(again);
    need(piece_take(NODE_POOL, 1) == all);
}

static void too_large_a_piece_is_refused(void)
{
    need(!piece_take(1, 1)); /* there is no segment */
    need(segment_create(name, SLOTS));
    need(!piece_take(NODE_POOL + 1, 1));
    need(!piece_take(UINT64_MAX / 2, 1));
}

#define TEST(body)                                                                       \
    static void test_##body(void **state)                                                \
    {                                                                                    \
        (void)state;                                                                     \
        in_a_child(body);                                                                \
    }

TEST(shared)
TEST(the_name_goes_with_the_last)
TEST(the_name_goes_at_the_end)
TEST(only_the_user_can_open_it)
TEST(a_stale_one_is_replaced)
TEST(what_is_no_segment_is_refused)
TEST(one_that_others_can_write_is_refused)
TEST(bytes_outside_are_not_given)
TEST(pieces_do_not_overlap)
TEST(a_piece_comes_back_when_all_have_left)
TEST(too_large_a_piece_is_refused)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_the_name_goes_with_the_last),
        cmocka_unit_test(test_the_name_goes_at_the_end),
        cmocka_unit_test(test_only_the_user_can_open_it),
        cmocka_unit_test(test_a_stale_one_is_replaced),
        cmocka_unit_test(test_what_is_no_segment_is_refused),
        cmocka_unit_test(test_one_that_others_can_write_is_refused),
        cmocka_unit_test(test_bytes_outside_are_not_given),
        cmocka_unit_test(test_pieces_do_not_overlap),
        cmocka_unit_test(test_a_piece_comes_back_when_all_have_left),
        cmocka_unit_test(test_too_large_a_piece_is_refused),
    };

    snprintf(name, sizeof name, "/slipway-test-%ld", (long)getpid());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
