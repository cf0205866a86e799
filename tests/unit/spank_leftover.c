/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/leftover.h: shared memory that nobody can find any more. */
#include "spank/leftover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

struct leftover {
    pid_t creator;
    int id;
};

static struct leftover create(key_t key)
{
    struct leftover left = { .id = -1 };
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    left.creator = fork();
    if (left.creator == 0) {
        int id = shmget(key, 1, IPC_CREAT | 0600);

        _exit(write(ends[1], &id, sizeof id) != sizeof id);
    }
    assert_int_equal(read(ends[0], &left.id, sizeof left.id), sizeof left.id);
    assert_int_equal(waitpid(left.creator, NULL, 0), left.creator);
    assert_true(left.id >= 0);
    close(ends[0]);
    close(ends[1]);
    return left;
}

static bool is_there(int id)
{
    struct shmid_ds memory;

    return shmctl(id, IPC_STAT, &memory) == 0;
}

/* It is still there; no more after this. */
static void assert_kept(int id)
{
    assert_true(is_there(id));
    assert_int_equal(shmctl(id, IPC_RMID, NULL), 0);
}

static void what_a_process_left_is_removed(void **state)
{
    struct leftover left = create(IPC_PRIVATE);

    (void)state;
    leftover_remove(getuid(), left.creator);
    assert_false(is_there(left.id));
}

static void what_others_made_stays(void **state)
{
    struct leftover left = create(IPC_PRIVATE);

    (void)state;
    leftover_remove(getuid(), getpid());
    leftover_remove(getuid() + 1, left.creator);
    assert_kept(left.id);
}

static void what_has_a_key_stays(void **state)
{
    struct leftover left = create((key_t)(0x51170000 | (getpid() & 0xffff)));

    (void)state;
    leftover_remove(getuid(), left.creator);
    assert_kept(left.id);
}

static void what_is_in_use_stays(void **state)
{
    struct leftover left = create(IPC_PRIVATE);
    void *memory = shmat(left.id, NULL, 0);

    (void)state;
    leftover_remove(getuid(), left.creator);
    assert_kept(left.id);
    assert_int_equal(shmdt(memory), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_process_left_is_removed),
        cmocka_unit_test(what_others_made_stays),
        cmocka_unit_test(what_has_a_key_stays),
        cmocka_unit_test(what_is_in_use_stays),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
