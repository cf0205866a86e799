/* SPDX-License-Identifier: BSD-3-Clause */
/* node/reach.h: a parent reads the memory of its child, another rank of the same segment.
 */
#include "node/reach.h"

#include <mpi.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "in_a_child.h"
#include "node/segment.h"

enum { SLOTS = 3, WORDS = 100000 };

/* A process opens its reach once, so each test is a process, with a child as its partner.
 */
struct partner {
    pid_t pid;
    uint64_t *words; /* there; the child has i at words[i] */
};

static void in_a_child(void (*body)(void))
{
    assert_int_equal(status_of_child(body), 0);
}

static void make_segment(void)
{
    char name[64];

    snprintf(name, sizeof name, "/slipway-test-reach-%ld", (long)getpid());
    need(segment_create(name, SLOTS));
    segment_unlink();
}

/* The child shows itself as rank 1 and waits until it is killed. */
static void be_partner(uint64_t *words, int ready)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (uint64_t i = 0; i < WORDS; i++)
        words[i] = i;
    segment_slot(1)->pid = (uint32_t)getpid();
    need(reach_open() == MPI_SUCCESS);
    reach_show(segment_slot(1));
    need(write(ready, "", 1) == 1);
    for (;;)
        pause();
}

static struct partner partner_create(void)
{
    struct partner partner = { .words = calloc(WORDS, sizeof(uint64_t)) };
    int ready[2];
    char byte;

    need(partner.words && pipe(ready) == 0);
    partner.pid = fork();
    if (partner.pid == 0)
        be_partner(partner.words, ready[1]);
    need(read(ready[0], &byte, 1) == 1);
    return partner;
}

static void partner_destroy(struct partner *partner)
{
    kill(partner->pid, SIGKILL);
    need(waitpid(partner->pid, NULL, 0) == partner->pid);
    free(partner->words);
}

static uint64_t address_of(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

static void reads_what_is_there(void)
{
    static uint64_t copy[WORDS];
    struct partner partner;

    make_segment();
    need(reach_open() == MPI_SUCCESS);
    partner = partner_create();
    need(reach_can(1));
    need(reach_read(1, address_of(partner.words), copy, sizeof copy) == MPI_SUCCESS);
    for (uint64_t i = 0; i < WORDS; i++)
        need(copy[i] == i && partner.words[i] == 0);
    need(reach_read(1, 0, copy, 0) == MPI_SUCCESS);
    partner_destroy(&partner);
}

/* Two pages, of which the second is not there: the first call copies a part. */
static void what_is_not_there_is_an_error(void)
{
    static char copy[1 << 17];
    long page = sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 2 * (size_t)page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct partner partner;

    need(pages != MAP_FAILED && munmap(pages + page, (size_t)page) == 0);
    make_segment();
    need(reach_open() == MPI_SUCCESS);
    partner = partner_create();
    need(reach_can(1));
    need(reach_read(1, address_of(pages), copy, (size_t)page) == MPI_SUCCESS);
    need(reach_read(1, address_of(pages), copy, 2 * (size_t)page) == MPI_ERR_OTHER);
    need(reach_read(1, 0, copy, 8) == MPI_ERR_OTHER);
    partner_destroy(&partner);
}

static void who_is_somebody_else_is_beyond(void)
{
    struct partner partner;

    make_segment();
    need(reach_open() == MPI_SUCCESS);
    partner = partner_create();
    segment_slot(1)->landmark++;
    need(!reach_can(1));
    segment_slot(1)->landmark--;
    need(!reach_can(1)); /* tried once */
    partner_destroy(&partner);
}

static void who_shows_nothing_may_do_so_later(void)
{
    struct partner partner;

    make_segment();
    need(reach_open() == MPI_SUCCESS);
    need(!reach_can(1));
    partner = partner_create();
    need(reach_can(1));
    need(!reach_can(2));
    partner_destroy(&partner);
    need(reach_read(1, 0, &partner, 1) == MPI_ERR_OTHER);
}

static void can_be_switched_off(void)
{
    struct partner partner;

    make_segment();
    setenv("SLIPWAY_SINGLE_COPY", "off", 1);
    need(reach_open() == MPI_SUCCESS);
    partner = partner_create();
    need(segment_slot(1)->landmark_at == 0);
    need(!reach_can(1));
    partner_destroy(&partner);
    setenv("SLIPWAY_SINGLE_COPY", "perhaps", 1);
    need(reach_open() == MPI_ERR_ARG);
}

#define CASE(name)                                                                       \
    static void test_##name(void **state)                                                \
    {                                                                                    \
        (void)state;                                                                     \
        in_a_child(name);                                                                \
    }

CASE(reads_what_is_there)
CASE(what_is_not_there_is_an_error)
CASE(who_is_somebody_else_is_beyond)
CASE(who_shows_nothing_may_do_so_later)
CASE(can_be_switched_off)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_what_is_there),
        cmocka_unit_test(test_what_is_not_there_is_an_error),
        cmocka_unit_test(test_who_is_somebody_else_is_beyond),
        cmocka_unit_test(test_who_shows_nothing_may_do_so_later),
        cmocka_unit_test(test_can_be_switched_off),
    };
    setenv("SLIPWAY_SINGLE_COPY", "on", 1); /* whatever is forced on all tests */
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
