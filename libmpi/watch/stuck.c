/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/stuck.h"

/* Could it wait for ever at all? */
static bool is_candidate(const struct report *report)
{
    return report && report->asleep && !report->threaded;
}

/* Everything that helper has sent to rank has arrived there. */
static bool is_nothing_on_its_way(const struct report *helper, const struct report *rank)
{
    return report_traffic(helper, rank->rank).sent ==
           report_traffic(rank, helper->rank).arrived;
}

/* The same of letters: those that a rank writes while it waits are in the count. */
static bool is_no_letter_on_its_way(const struct report *helper,
                                    const struct report *rank)
{
    return report_traffic(helper, rank->rank).letters_sent ==
           report_traffic(rank, helper->rank).letters_read;
}

/* Collectives of its own that go on while it waits for something else may still send. */
static bool is_quiet(const struct report *helper)
{
    return helper->schedules == helper->why.by_schedule;
}

/* Whether a rank that is stuck cannot meet a need, in the way of this line. */
static bool is_helpless(const struct report *helper, const struct report *rank,
                        const struct blocked_line *line)
{
    switch (line->way) {
    case BLOCKED_SEND:
        return is_nothing_on_its_way(helper, rank);
    case BLOCKED_TAKE:
        return report_holds(helper, rank->rank, line->token);
    case BLOCKED_STEP:
        return is_quiet(helper) && is_nothing_on_its_way(helper, rank);
    case BLOCKED_TAKE_STEP:
        return is_quiet(helper) && report_holds(helper, rank->rank, line->token);
    case BLOCKED_FLAG:
        return is_quiet(helper);
    case BLOCKED_LETTER:
        return is_no_letter_on_its_way(helper, rank);
    case BLOCKED_SELF:
        return is_quiet(helper) && !helper->aided;
    default:
        return false;
    }
}

struct search {
    int size;
    struct report *const *reports;
    bool *stuck;
};

/* The lock of a window is a need of its own kind: it is met by those who hold the lock,
 * which only the target knows.  The target itself may be anywhere: while its report says
 * that all they sent has been read, they have the lock until they move. */
static bool is_lock_closed(const struct search *search, const struct report *rank,
                           const struct blocked_line *line)
{
    const struct report *target = search->reports[line->first];
    const struct at_lock *holder = NULL;

    if (!target || !is_no_letter_on_its_way(rank, target) ||
        !report_is_in_line(target, line->token, rank->rank))
        return false;
    while ((holder = report_next_holder(target, line->token, holder)))
        if (holder->rank >= 0 && holder->rank < search->size &&
            search->stuck[holder->rank] &&
            is_no_letter_on_its_way(search->reports[holder->rank], target))
            return true;
    return false;
}

static bool is_line_closed(const struct search *search, const struct report *rank,
                           const struct blocked_line *line)
{
    if (line->first < 0 || line->last >= search->size)
        return false;
    if (line->way == BLOCKED_LOCK)
        return is_lock_closed(search, rank, line);
    for (int helper = line->first; helper <= line->last; helper++)
        if (!search->stuck[helper] || !is_helpless(search->reports[helper], rank, line))
            return false;
    return true;
}

static bool is_need_closed(const struct search *search, const struct report *rank,
                           int need)
{
    for (int i = 0; i < rank->why.lines; i++)
        if (rank->why.line[i].need == need &&
            !is_line_closed(search, rank, &rank->why.line[i]))
            return false;
    return true;
}

static bool is_stuck(const struct search *search, const struct report *rank)
{
    for (int need = 0; need < rank->why.needs; need++)
        if (is_need_closed(search, rank, need))
            return true;
    return false;
}

void stuck_find(int size, struct report *const reports[], bool stuck[])
{
    const struct search search = { size, reports, stuck };
    bool changed = true;

    for (int rank = 0; rank < size; rank++)
        stuck[rank] = is_candidate(reports[rank]);
    while (changed) {
        changed = false;
        for (int rank = 0; rank < size; rank++)
            if (stuck[rank] && !is_stuck(&search, reports[rank]))
                stuck[rank] = false, changed = true;
    }
}
