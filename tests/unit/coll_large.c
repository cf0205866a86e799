/* SPDX-License-Identifier: BSD-3-Clause */
/* Blocks of 3 GiB: the transport looks at addresses and lengths only, so that no memory
 * is needed.  What is copied or computed cannot be tried this way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <sys/mman.h>

#include "coll_case.h"

enum { RANKS = 4 };
static const MPI_Count block = 3LL << 30;
static char *base; /* RANKS blocks that cannot be touched */

static MPI_Count sent, received;

static void look_at(const struct message *message, MPI_Count *sum)
{
    char *start = message->buffer;

    assert_true(start >= base);
    assert_true(message->count <= base + RANKS * block - start);
    *sum += message->count;
}

static int look_at_send(const struct team *team, struct message *message,
                        transfer_done_f *done, void *argument)
{
    (void)team;
    look_at(message, &sent);
    done(argument, MPI_SUCCESS);
    return MPI_SUCCESS;
}

static int look_at_recv(const struct team *team, struct message *message,
                        transfer_done_f *done, void *argument)
{
    (void)team;
    look_at(message, &received);
    done(argument, MPI_SUCCESS);
    return MPI_SUCCESS;
}

static const struct team_ops ops = { look_at_send, look_at_recv, NULL, NULL };

/* Runs the algorithm of this name on one rank, root being 1. */
static void run(enum coll_kind kind, const char *name, int rank, bool in_place)
{
    struct team team = { .rank = rank, .size = RANKS, .ops = &ops };
    struct side side = { .buffer = base,
                         .count = block,
                         .type = type_named(BASIC_MPI_BYTE) };
    struct coll c = {
        .kind = kind, .root = 1, .team = &team, .send = side, .recv = side
    };
    const struct algorithm *row = coll_operation(kind)->algorithms;
    struct sched *s = sched_get();

    if (in_place)
        *(kind == COLL_SCATTER ? &c.recv.buffer : &c.send.buffer) = MPI_IN_PLACE;
    while (strcmp(row->name, name) != 0)
        row++;
    sent = received = 0;
    row->build(s, &c);
    assert_int_equal(sched_run(s, &team), MPI_SUCCESS);
    sched_put(s);
}

static void bcast(void **state)
{
    static const char *const names[] = { "binomial", "chain", "scatter_allgather" };

    (void)state;
    for (size_t i = 0; i < array_length(names); i++) {
        MPI_Count all_sent = 0, all_received = 0;

        for (int rank = 0; rank < RANKS; rank++) {
            run(COLL_BCAST, names[i], rank, false);
            all_sent += sent;
            all_received += received;
        }
        assert_int_equal(all_sent, all_received);
        assert_true(all_sent >= (RANKS - 1) * block);
    }
}

static void gather_and_scatter(void **state)
{
    (void)state;
    run(COLL_GATHER, "linear", 1, true);
    assert_int_equal(received, (RANKS - 1) * block);
    run(COLL_SCATTER, "linear", 1, true);
    assert_int_equal(sent, (RANKS - 1) * block);
}

static void allgather(void **state)
{
    static const char *const names[] = { "recursive_doubling", "ring" };

    (void)state;
    for (size_t i = 0; i < array_length(names); i++)
        for (int rank = 0; rank < RANKS; rank++) {
            run(COLL_ALLGATHER, names[i], rank, true);
            assert_int_equal(sent, (RANKS - 1) * block);
            assert_int_equal(received, (RANKS - 1) * block);
        }
}

static int set_up(void **state)
{
    base = mmap(NULL, RANKS * block, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return base == MAP_FAILED || case_set_up(state) ? -1 : 0;
}

static int tear_down(void **state)
{
    munmap(base, RANKS * block);
    return case_tear_down(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bcast),
        cmocka_unit_test(gather_and_scatter),
        cmocka_unit_test(allgather),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
