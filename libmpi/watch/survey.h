/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * survey.h: the reports of other ranks, asked for by a rank that waits.
 *
 * Is this rank stuck?  It asks those that it waits for, then those that these wait for,
 * and so on (a chase).  Ranks that compute, or are asleep outside MPI, do not answer,
 * and then nobody is stuck for them.  If the answers say that this rank waits for ever
 * (watch/stuck.h), it asks those who are stuck with it once more.  The answers come from
 * different moments: but if everybody's second report is the same as the first, nobody
 * has moved between the last first report and the first second one, so all of them were
 * true at that moment, and what was true then stays true.  Nothing is on its way between
 * them: the reports count what was sent and what has arrived.  Who has the lock of a
 * window is what a third rank, its target, says, who may be moving: its first report is
 * from before that moment, and if it had read by then all that the holder and the one
 * who waits have sent up to that moment, nothing has changed since.
 *
 * All who are stuck may ask at the same time.  The lowest of them reports; one that
 * finds a lower one among those who are stuck with it says so to that one, and is
 * silent.
 *
 * A roll call asks all ranks, and waits a second.
 *
 * Cost: a rank asks nobody before it has slept for some time, and then ever more rarely.
 */
#ifndef WATCH_SURVEY_H
#define WATCH_SURVEY_H

#include <stdbool.h>
#include <stdint.h>

#include "watch/letter.h"
#include "watch/report.h"

enum survey_state {
    SURVEY_NONE,    /* nothing is asked */
    SURVEY_CHASE,   /* who is stuck with us? */
    SURVEY_CONFIRM, /* are they still? */
    SURVEY_CALL,    /* roll call */
};

enum survey_result {
    SURVEY_GOES_ON,
    SURVEY_FREE,     /* this rank is not known to wait for ever, or another one reports */
    SURVEY_STUCK,    /* it waits for ever, with others: survey_stuck */
    SURVEY_COMPLETE, /* the roll call: survey_reports */
};

enum survey_state survey_state(void);

/* Starts one, and gives up what went before.  False: no memory. */
bool survey_chase(void);
bool survey_call(void);
void survey_end(void);

/* An answer that has come. */
void survey_answer(const struct letter *letter, struct report *report);

/* From a wait of this rank, now and then: goes on with it.  After any result but
 * SURVEY_GOES_ON, survey_end is the caller's to call. */
enum survey_result survey_advance(void);

/* A rank that is no more: the last survey, or this one, could not ask it.  -1: none. */
int survey_lost(void);

/* By rank. */
struct report *const *survey_reports(void);
const bool *survey_stuck(void);

#endif
