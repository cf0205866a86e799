/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/race.h"

#include <mpi.h>
#include <stdlib.h>

#include "check/check.h"
#include "p2p/match.h"
#include "util/log.h"

enum { RECENT = 64 };

/* A receive from MPI_ANY_SOURCE, and what it got. */
struct wild {
    const struct match *match;
    uint64_t when;
    int tag; /* asked for */
    int got_source, got_tag;
};

static struct wild recent[RECENT]; /* a ring */
static uint64_t now;               /* events so far: receives and sends */
static uint64_t met;               /* when all last met */

static uint64_t *last_sent; /* by process */
static int last_sent_size;

static bool make_room(int proc)
{
    int size = proc + 64;
    uint64_t *more = realloc(last_sent, (size_t)size * sizeof *more);

    if (!more)
        return false;
    for (int i = last_sent_size; i < size; i++)
        more[i] = 0;
    last_sent = more;
    last_sent_size = size;
    return true;
}

void race_sent(int proc)
{
    if (proc < last_sent_size || make_room(proc))
        last_sent[proc] = ++now;
}

void race_met(void)
{
    met = ++now;
    check_heard++;
}

static bool tag_fits(int wanted, int tag)
{
    return wanted == tag || wanted == MPI_ANY_TAG;
}

/* Did this process say something to the sender after the earlier receive was over? */
static bool may_be_answer(const struct wild *earlier, const struct transfer *later)
{
    int proc = group_proc(later->message.comm->remote_group, later->header.source);

    return proc < last_sent_size && last_sent[proc] > earlier->when;
}

static bool is_race(const struct wild *earlier, const struct transfer *later)
{
    const struct message *m = &later->message;
    bool other_fits_later =
        (m->peer == MPI_ANY_SOURCE || m->peer == earlier->got_source) &&
        tag_fits(m->tag, earlier->got_tag);

    return earlier->match == m->match && earlier->when > met && !other_fits_later &&
           later->header.source != earlier->got_source &&
           tag_fits(earlier->tag, later->header.tag) && !may_be_answer(earlier, later);
}

static void warn(const struct wild *earlier, const struct transfer *later)
{
    const struct message *m = &later->message;

    log_line(
        "warning: message race on %s: the message from rank %d, tag %d, that this receive "
        "took would have fitted an earlier receive from MPI_ANY_SOURCE, which took one "
        "from rank %d, tag %d: which of them takes which depends on timing",
        m->comm->object.name ? m->comm->object.name : "a communicator",
        later->header.source, later->header.tag, earlier->got_source, earlier->got_tag);
}

/* One line for a communicator. */
static void look_for_race(const struct transfer *recv)
{
    static const struct match *said;

    for (int i = 0; i < RECENT && said != recv->message.match; i++)
        if (is_race(&recent[i], recv)) {
            warn(&recent[i], recv);
            said = recv->message.match;
        }
}

void race_received(const struct transfer *recv)
{
    const struct message *m = &recv->message;

    check_heard++;
    if (m->match != m->comm->match)
        return; /* of a collective, or partitioned */
    look_for_race(recv);
    if (m->peer == MPI_ANY_SOURCE)
        recent[now % RECENT] = (struct wild){ m->match, now + 1, m->tag,
                                              recv->header.source, recv->header.tag };
    now++;
}
