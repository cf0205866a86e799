/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fake_team.h: a transport for collectives inside one process.  All ranks take turns;
 * what happens next (which message arrives, whether a send waits for its receive, which
 * schedule goes on) is drawn from a seed, so that a failure happens again.  A send that
 * waits reads its buffer only when it is received, as a large message does: a schedule
 * that touches the buffer too early delivers wrong data.
 */
#ifndef TESTS_FAKE_TEAM_H
#define TESTS_FAKE_TEAM_H

#include "coll/sched.h"
#include "coll/team.h"

struct fake_world;

struct fake_world *fake_create(int size, unsigned seed);

/* Fails the test if messages are left that nobody took, or receives that got nothing. */
void fake_destroy(struct fake_world *world);

/* The team of all, as `rank` sees it; and that of the ranks first .. first + size - 1 of
 * the world only, where rank counts from first, and may be outside (a remote group). */
struct team fake_team(struct fake_world *world, int rank);
struct team fake_part(struct fake_world *world, int rank, int first, int size);

/* The send that comes after so many others fails with MPI_ERR_OTHER. */
void fake_fail_send(struct fake_world *world, int after);

/* Starts a rank's schedule; lets everything happen that can; is the schedule over? */
void fake_start(struct fake_world *world, int rank, struct sched *s,
                const struct team *team);
void fake_settle(struct fake_world *world);
bool fake_is_over(const struct fake_world *world, int rank);

/* Carries out the schedule of every rank; fails the test if they wait for each other for
 * ever.  Returns the first error class that a rank ended with. */
int fake_run(struct fake_world *world, struct sched **scheds, const struct team *teams);

#endif
