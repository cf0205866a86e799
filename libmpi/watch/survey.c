/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/survey.h"

#include <stdlib.h>
#include <string.h>

#include "boot/boot.h"
#include "util/clock.h"
#include "watch/stuck.h"

enum { AT_ONCE = 64 }; /* questions without an answer */

static const uint64_t PATIENCE_NS = 300000000, /* for an answer, until the chase ends */
    CALL_NS = 1000000000;                      /* for the answers of a roll call */

static struct {
    enum survey_state state;
    uint32_t number;         /* of the questions that are answered now */
    struct report **reports; /* by rank */
    struct report **again;   /* the second ones of those who are stuck */
    bool *asked, *stuck;
    int waiting; /* for so many answers */
    int lost;
    uint64_t until;
} survey = { .lost = -1 };

enum survey_state survey_state(void)
{
    return survey.state;
}

struct report *const *survey_reports(void)
{
    return survey.reports;
}

const bool *survey_stuck(void)
{
    return survey.stuck;
}

int survey_lost(void)
{
    return survey.lost;
}

static void forget_reports(struct report **reports)
{
    for (int rank = 0; reports && rank < boot()->size; rank++)
        free(reports[rank]);
    free(reports);
}

void survey_end(void)
{
    forget_reports(survey.reports);
    forget_reports(survey.again);
    free(survey.asked);
    free(survey.stuck);
    survey.reports = survey.again = NULL;
    survey.asked = survey.stuck = NULL;
    survey.state = SURVEY_NONE;
}

/* Asking */

static void begin_questions(enum survey_state state, uint64_t patience)
{
    survey.state = state;
    survey.number++;
    survey.waiting = 0;
    survey.until = clock_ns() + patience;
    memset(survey.asked, 0, (size_t)boot()->size * sizeof survey.asked[0]);
    survey.asked[boot()->rank] = true;
}

/* False: there are enough questions for now. */
static bool ask(int rank)
{
    if (survey.asked[rank])
        return true;
    if (survey.waiting >= AT_ONCE)
        return false;
    survey.asked[rank] = true;
    survey.waiting++;
    if (!letter_send(rank, survey.state == SURVEY_CALL ? LETTER_CALL : LETTER_ASK,
                     survey.number, NULL))
        survey.lost = rank;
    return true;
}

static bool ask_holders(const struct report *report)
{
    for (int i = 0; i < report->lock_count; i++)
        if (report->locks[i].holds && report->locks[i].rank >= 0 &&
            report->locks[i].rank < boot()->size && !ask(report->locks[i].rank))
            return false;
    return true;
}

static bool ask_those_it_waits_for(const struct report *report)
{
    for (int i = 0; report->asleep && i < report->why.lines; i++)
        for (int rank = report->why.line[i].first; rank <= report->why.line[i].last;
             rank++)
            if (rank >= 0 && rank < boot()->size && !ask(rank))
                return false;
    return true;
}

/* Asks who has not been asked: those whom the known ones wait for, or who have the locks
 * that somebody waits for; those who are stuck; everybody. */
static void ask_more(void)
{
    bool more = true;

    for (int rank = 0; rank < boot()->size && more; rank++)
        switch (survey.state) {
        case SURVEY_CHASE:
            more =
                !survey.reports[rank] || (ask_those_it_waits_for(survey.reports[rank]) &&
                                          ask_holders(survey.reports[rank]));
            break;
        case SURVEY_CONFIRM:
            more = !survey.stuck[rank] || ask(rank);
            break;
        default:
            more = ask(rank);
        }
}

static bool begin(enum survey_state state, uint64_t patience)
{
    size_t size = (size_t)boot()->size;
    int self = boot()->rank;

    survey_end();
    survey.lost = -1;
    survey.reports = calloc(size, sizeof(struct report *));
    survey.again = calloc(size, sizeof(struct report *));
    survey.asked = calloc(size, sizeof(bool));
    survey.stuck = calloc(size, sizeof(bool));
    if (survey.reports && survey.again && survey.asked && survey.stuck)
        survey.reports[self] = report_take(state == SURVEY_CALL);
    if (!survey.stuck || !survey.reports || !survey.reports[self] || !survey.again ||
        !survey.asked) {
        survey_end();
        return false;
    }
    begin_questions(state, patience);
    ask_more();
    return true;
}

bool survey_chase(void)
{
    return begin(SURVEY_CHASE, PATIENCE_NS);
}

bool survey_call(void)
{
    return begin(SURVEY_CALL, CALL_NS);
}

void survey_answer(const struct letter *letter, struct report *report)
{
    struct report **place;

    if (survey.state == SURVEY_NONE || letter->survey != survey.number || !report ||
        report->rank < 0 || report->rank >= boot()->size) {
        free(report);
        return;
    }
    place = survey.state == SURVEY_CONFIRM ? &survey.again[report->rank]
                                           : &survey.reports[report->rank];
    free(*place);
    *place = report;
    survey.waiting--;
    ask_more();
}

/* Going on */

static bool is_complete(void)
{
    return survey.waiting == 0;
}

static int lowest_stuck(void)
{
    int rank = 0;

    while (rank < boot()->size && !survey.stuck[rank])
        rank++;
    return rank;
}

static enum survey_result end_chase(void)
{
    int self = boot()->rank, lowest;

    stuck_find(boot()->size, survey.reports, survey.stuck);
    if (!survey.stuck[self])
        return SURVEY_FREE;
    lowest = lowest_stuck();
    if (lowest < self) {
        letter_send(lowest, LETTER_LOOK, 0, NULL);
        return SURVEY_FREE;
    }
    begin_questions(SURVEY_CONFIRM, PATIENCE_NS);
    ask_more();
    return SURVEY_GOES_ON;
}

static bool has_not_moved(int rank)
{
    return survey.again[rank] && report_is_same(survey.reports[rank], survey.again[rank]);
}

static enum survey_result end_confirm(void)
{
    survey.again[boot()->rank] = report_take(false);
    for (int rank = 0; rank < boot()->size; rank++)
        if (survey.stuck[rank] && !has_not_moved(rank))
            return SURVEY_FREE;
    return SURVEY_STUCK;
}

enum survey_result survey_advance(void)
{
    if (!is_complete() && clock_ns() < survey.until)
        return SURVEY_GOES_ON;
    switch (survey.state) {
    case SURVEY_CHASE:
        return end_chase();
    case SURVEY_CONFIRM:
        return is_complete() ? end_confirm() : SURVEY_FREE;
    case SURVEY_CALL:
        return SURVEY_COMPLETE;
    default:
        return SURVEY_FREE;
    }
}
