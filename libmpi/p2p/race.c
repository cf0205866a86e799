/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/race.h"

#include <mpi.h>
#include <stdlib.h>

#include "check/ledger.h"
#include "p2p/match.h"
#include "util/log.h"

enum { RECENT = 64 };

/* A receive from MPI_ANY_SOURCE, and what it got. */
struct wild {
    const struct match *match;
    const void *buffer;
    const void *request;   /* NULL: none, or not yet */
    uint64_t posted, when; /* when: 0 as long as it has nothing */
    uint64_t rival; /* posted of one that it has outlived a collective beside; 0: none */
    int tag;        /* asked for */
    int got_source, got_tag;
};

static struct wild recent[RECENT]; /* a ring */
static int next;
static uint64_t now; /* events so far: receives and sends */
static uint64_t met; /* when all last met */

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
static bool may_be_answer(const struct wild *earlier, const comm_t *comm, int source)
{
    int proc = group_proc(comm->remote_group, source);

    return proc < last_sent_size && last_sent[proc] > earlier->when;
}

static void warn(const struct wild *earlier, const comm_t *comm, int source, int tag)
{
    static const struct match *said; /* one line for a communicator */

    if (said == comm->match)
        return;
    said = comm->match;
    log_line(
        "warning: message race on %s: the message from rank %d, tag %d, that this receive "
        "took would have fitted an earlier receive from MPI_ANY_SOURCE, which took one "
        "from rank %d, tag %d: which of them takes which depends on timing",
        comm->object.name ? comm->object.name : "a communicator", source, tag,
        earlier->got_source, earlier->got_tag);
}

/* The later receive is choosier than the earlier one. */
static bool is_race(const struct wild *earlier, const struct transfer *later)
{
    const struct message *m = &later->message;
    bool other_fits_later =
        (m->peer == MPI_ANY_SOURCE || m->peer == earlier->got_source) &&
        tag_fits(m->tag, earlier->got_tag);

    return earlier->match == m->match && earlier->when > met && !other_fits_later &&
           later->header.source != earlier->got_source &&
           tag_fits(earlier->tag, later->header.tag) &&
           !may_be_answer(earlier, m->comm, later->header.source);
}

/* Two receives that are not, one from before a collective and one from after it. */
static bool is_crossing(const struct wild *earlier, const struct wild *later,
                        const comm_t *comm)
{
    return later->rival == earlier->posted && earlier->when && later->when &&
           later->got_source != earlier->got_source &&
           tag_fits(earlier->tag, later->got_tag) &&
           tag_fits(later->tag, earlier->got_tag) &&
           !may_be_answer(earlier, comm, later->got_source);
}

static void look_for_race(const struct transfer *recv)
{
    for (int i = 0; i < RECENT; i++)
        if (recent[i].when && is_race(&recent[i], recv))
            warn(&recent[i], recv->message.comm, recv->header.source, recv->header.tag);
}

static void look_for_crossing(const struct wild *wild, const comm_t *comm)
{
    for (int i = 0; i < RECENT; i++) {
        const struct wild *later = &recent[i];

        if (later->match == wild->match && later->rival)
            for (int k = 0; k < RECENT; k++)
                if (is_crossing(&recent[k], later, comm))
                    warn(&recent[k], comm, later->got_source, later->got_tag);
    }
}

/* Posting */

static struct wild *enter(const struct message *m)
{
    struct wild *wild = &recent[next];

    next = (next + 1) % RECENT;
    *wild = (struct wild){
        .match = m->match, .buffer = m->buffer, .posted = ++now, .tag = m->tag
    };
    return wild;
}

/* The one with this buffer that has nothing yet. */
static struct wild *find(const struct message *m)
{
    for (int i = 0; i < RECENT; i++)
        if (recent[i].match == m->match && recent[i].buffer == m->buffer &&
            !recent[i].when)
            return &recent[i];
    return NULL;
}

static bool is_pending(const struct wild *wild)
{
    return wild->request && ledger_giver(wild->request) != CALL_NONE;
}

/* One that was posted before a collective, and whose end the program has not seen.  If it
 * has seen others' since, it serves whoever comes: no matter who takes what. */
static uint64_t rival_of(const struct message *m)
{
    uint64_t rival = 0;

    for (int i = 0; i < RECENT; i++) {
        const struct wild *wild = &recent[i];

        if (wild->match != m->match)
            continue;
        if (wild->when > met && !is_pending(wild))
            return 0;
        if (wild->posted < met && is_pending(wild))
            rival = wild->posted;
    }
    return rival;
}

void race_posted(const struct message *m)
{
    uint64_t rival;

    if (m->peer != MPI_ANY_SOURCE)
        return;
    rival = rival_of(m);
    enter(m)->rival = rival;
}

void race_pending(const struct message *m, const void *request)
{
    struct wild *wild = m->peer == MPI_ANY_SOURCE ? find(m) : NULL;

    for (int i = 0; i < RECENT; i++)
        if (recent[i].request == request)
            recent[i].request = NULL; /* it was another one's */
    if (wild)
        wild->request = request;
}

void race_received(const struct transfer *recv)
{
    const struct message *m = &recv->message;
    struct wild *wild;

    check_heard++;
    if (m->match != m->comm->match)
        return; /* of a collective, or partitioned */
    look_for_race(recv);
    if (m->peer == MPI_ANY_SOURCE) {
        wild = find(m);
        wild = wild ? wild : enter(m);
        wild->when = now + 1;
        wild->got_source = recv->header.source;
        wild->got_tag = recv->header.tag;
        look_for_crossing(wild, m->comm);
    }
    now++;
}

/* Waiting in vain */

void race_hint(const struct message *m, struct blocked *blocked)
{
    for (int i = 0; i < RECENT; i++)
        if (recent[i].when && recent[i].match == m->match &&
            tag_fits(m->tag, recent[i].got_tag) &&
            (m->peer == MPI_ANY_SOURCE || m->peer == recent[i].got_source)) {
            blocked_hint(blocked,
                         "message race: a receive from MPI_ANY_SOURCE has taken tag %d "
                         "from rank %d",
                         recent[i].got_tag, recent[i].got_source);
            return;
        }
}
