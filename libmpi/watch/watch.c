/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/watch.h"

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "boot/boot.h"
#include "check/ledger.h"
#include "net/net.h"
#include "node/node.h"
#include "node/segment.h"
#include "p2p/meeting.h"
#include "p2p/parcel.h"
#include "p2p/wait.h"
#include "util/clock.h"
#include "util/env.h"
#include "util/log.h"
#include "watch/hang.h"
#include "watch/latecomers.h"
#include "watch/letter.h"
#include "watch/place.h"
#include "watch/place_line.h"
#include "watch/rollcall.h"
#include "watch/signal.h"
#include "watch/survey.h"

static const uint64_t SECOND = 1000000000,
                      FIRST_LOOK = SECOND * 3 / 10, /* of a wait, for a deadlock */
    LAST_PAUSE = 8 * SECOND,                        /* between two looks */
    NODE_TURN = SECOND / 10, /* a node's ranks answer a signal after those before it */
    SIGNAL_OLD = 2 * SECOND,
                      LOST = 3 * SECOND, /* until a rank that is gone is spoken of, */
    LOST_TURN = SECOND / 20; /* by one of those who wait for it after the other */

/* Why there is a roll call. */
enum reason { NO_REASON, DEADLOCK, HANG, SIGNAL };

static struct {
    struct hang hang;
    uint64_t wait;       /* which wait this is about */
    uint64_t next_look;  /* for a deadlock */
    uint64_t pause;      /* after that */
    uint64_t next_call;  /* for a hang */
    bool told;           /* the user knows of it */
    uint64_t lost_since; /* a rank cannot be asked any more; 0: all can */
    uint64_t heard_call; /* when another rank called last */
    enum reason reason;  /* of the roll call under way */
    bool *stuck;         /* ranks that a deadlock is about */
} watch;

/* Writing */

/* The last calls of those who have not answered, where the node's memory shows them. */
static uint32_t *calls_of_node(void)
{
    uint32_t *calls = calloc((size_t)boot()->size, sizeof *calls);

    for (int i = 0; calls && i < boot()->local_size; i++) {
        const struct slot *slot = segment_slot((uint32_t)i);

        if (slot)
            calls[boot()->local_ranks[i]] = slot->call;
    }
    return calls;
}

static void write_headline(FILE *out)
{
    const char *end = watch.hang.abort ? "; the job is ended" : "";

    switch (watch.reason) {
    case DEADLOCK:
        fputs("slipway: deadlock: ", out);
        rollcall_ranks(out, boot()->size, watch.stuck);
        fprintf(out, " will wait for ever, and no other rank can help%s\n", end);
        break;
    case HANG:
        fprintf(out, "slipway: hang: no rank has moved for %u s (SLIPWAY_HANG)%s\n",
                watch.hang.seconds, end);
        break;
    default:
        fprintf(out, "slipway: roll call of job %s\n", boot()->job);
    }
}

/* In one piece, so that nothing comes between. */
static void write_roll_call(void)
{
    uint32_t *calls = calls_of_node();
    const struct rollcall roll = { boot()->size, survey_reports(), calls };
    char *text = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&text, &bytes);

    if (out && calls) {
        write_headline(out);
        rollcall_write(out, &roll);
    }
    if (out)
        fclose(out);
    if (bytes > 0 && write(STDERR_FILENO, text, bytes) < 0)
        bytes = 0; /* nobody is listening */
    free(text);
    free(calls);
}

static void tell_others(void)
{
    watch.told = true;
    for (int rank = 0; rank < boot()->size; rank++)
        if (rank != boot()->rank)
            letter_send(rank, LETTER_TOLD, 0, NULL);
}

/* The report has been written, and the launcher shows none of it. */
static void end_job(const char *cause)
{
    node_mark(SLOT_ABORTED);
    boot_abort(EXIT_FAILURE, cause);
}

/* What was found */

/* All answered, and all of them sleep that long. */
static bool is_hang(void)
{
    const uint64_t limit = watch.hang.seconds * SECOND;

    for (int rank = 0; rank < boot()->size; rank++) {
        const struct report *report = survey_reports()[rank];

        if (!report || !report->asleep || report->since_ns + SECOND / 2 < limit)
            return false;
    }
    return true;
}

static void begin_call(enum reason reason)
{
    watch.reason = survey_call() ? reason : NO_REASON;
}

static void end_call(void)
{
    bool is_news = watch.reason != HANG || is_hang();

    if (is_news)
        write_roll_call();
    if (is_news && watch.reason != SIGNAL) {
        tell_others();
        if (watch.hang.abort)
            end_job(watch.reason == DEADLOCK ? "deadlock" : "hang");
    }
    watch.reason = NO_REASON;
}

static void found_deadlock(void)
{
    size_t bytes = (size_t)boot()->size * sizeof watch.stuck[0];

    free(watch.stuck);
    watch.stuck = malloc(bytes);
    if (!watch.stuck)
        return;
    memcpy(watch.stuck, survey_stuck(), bytes);
    begin_call(DEADLOCK);
}

static void tell_of_lost(int rank)
{
    const char *no_way = net_no_way();

    if (no_way)
        log_line("rank %d cannot be reached: %s; the job is ended", rank, no_way);
    else
        log_line("rank %d cannot be reached any more: it is gone, and nobody has said why "
                 "(has slurmstepd of its node died?); the job is ended",
                 rank);
}

/* What a rank has died of is said by the plugin on its node, which then ends this one,
 * too.  Without a plugin, and when slurmstepd has died with all ranks of its node, nobody
 * does. */
static void mind_lost(void)
{
    uint64_t turn = boot()->rank < 20 ? (uint64_t)boot()->rank : 20, now = clock_ns();

    if (survey_lost() < 0) {
        watch.lost_since = 0;
        return;
    }
    watch.next_look = now + FIRST_LOOK;
    if (!watch.lost_since)
        watch.lost_since = now;
    if (now - watch.lost_since < LOST + turn * LOST_TURN)
        return;
    tell_of_lost(survey_lost());
    tell_others();
    end_job("a rank is gone");
}

static void go_on(void)
{
    switch (survey_advance()) {
    case SURVEY_GOES_ON:
        return;
    case SURVEY_STUCK:
        found_deadlock();
        return;
    case SURVEY_COMPLETE:
        end_call();
        break;
    case SURVEY_FREE:
        break;
    }
    survey_end();
    mind_lost();
}

/* When to ask */

/* The signal does not reach all nodes at the same time: a call may be heard before it.
 * Of the ranks of a node that wait, the first; of the nodes, each in its turn, unless it
 * has heard another one call. */
static bool is_my_turn(uint64_t now)
{
    uint64_t turn = boot()->node < 10 ? (uint64_t)boot()->node : 10;

    for (int i = 0; i < boot()->local_rank; i++) {
        const struct slot *slot = segment_slot((uint32_t)i);

        if (slot && slot->state == SLOT_RUNNING && slot->waits)
            return false;
    }
    return now >= signal_came() + turn * NODE_TURN;
}

static void mind_signal(uint64_t now)
{
    if (now > signal_came() + SIGNAL_OLD || now < watch.heard_call + SIGNAL_OLD) {
        signal_forget();
    } else if (is_my_turn(now)) {
        signal_forget();
        begin_call(SIGNAL);
    }
}

static void look_for_deadlock(uint64_t now)
{
    watch.next_look = now + watch.pause;
    watch.pause = 2 * watch.pause < LAST_PAUSE ? 2 * watch.pause : LAST_PAUSE;
    survey_chase();
}

/* The first rank looks for all: no hang is one without it. */
static void look_for_hang(uint64_t now)
{
    watch.next_call =
        now + (watch.hang.seconds > 4 ? watch.hang.seconds / 4 : 1) * SECOND;
    begin_call(HANG);
}

static void begin_wait(const struct waiting *waiting)
{
    watch.wait = waiting->number;
    watch.told = false;
    watch.lost_since = 0;
    watch.next_look = waiting->since + FIRST_LOOK;
    watch.pause = FIRST_LOOK;
    watch.next_call = waiting->since + watch.hang.seconds * SECOND;
    survey_end();
    watch.reason = NO_REASON;
}

/* Before each sleep. */
static void wake(void)
{
    const struct waiting *waiting = wait_long();
    uint64_t now = clock_ns();

    if (!waiting)
        return;
    if (waiting->number != watch.wait)
        begin_wait(waiting);
    if (survey_state() != SURVEY_NONE)
        go_on();
    else if (signal_came())
        mind_signal(now);
    else if (!watch.told && now >= watch.next_look)
        look_for_deadlock(now);
    else if (!watch.told && watch.hang.seconds && boot()->rank == 0 &&
             now >= watch.next_call)
        look_for_hang(now);
}

/* Letters */

static void answer(const struct letter *letter)
{
    struct report *report = report_take(letter->kind == LETTER_CALL);

    if (report)
        letter_send(letter->writer, LETTER_ANSWER, letter->survey, report);
    free(report);
}

/* A lower rank calls: it will say it all. */
static void hear_call(const struct letter *letter)
{
    signal_forget();
    watch.heard_call = clock_ns();
    if (survey_state() == SURVEY_CALL && letter->writer < boot()->rank) {
        survey_end();
        watch.reason = NO_REASON;
    }
    answer(letter);
}

static void hear(uint64_t context, const void *data, size_t bytes)
{
    struct letter letter;

    (void)context;
    if (bytes < sizeof letter)
        return;
    memcpy(&letter, data, sizeof letter);
    switch (letter.kind) {
    case LETTER_ASK:
        answer(&letter);
        break;
    case LETTER_CALL:
        hear_call(&letter);
        break;
    case LETTER_ANSWER:
        survey_answer(&letter, report_read((const char *)data + sizeof letter,
                                           bytes - sizeof letter));
        break;
    case LETTER_LOOK:
        watch.next_look = 0;
        break;
    case LETTER_TOLD:
        watch.told = true;
        break;
    }
}

/* In MPI_Init nothing moves that could ask. */
static void look_for_latecomers(void)
{
    static uint64_t begun;

    if (!begun)
        begun = clock_ns();
    if (watch.told || !watch.hang.seconds ||
        clock_ns() - begun < watch.hang.seconds * SECOND)
        return;
    watch.told = true;
    if (latecomers_tell(watch.hang.seconds) && watch.hang.abort)
        end_job("hang");
}

static const struct ledger_places places = { place_address, place_line };

int watch_open(void)
{
    int error = hang_parse(env_text(ENV_SLIPWAY_HANG), &watch.hang);

    if (!error)
        error = signal_open();
    if (error)
        return error;
    meeting_watch_by(look_for_latecomers);
    ledger_places_by(&places);
    parcel_watch_by(hear);
    wait_watcher = wake;
    return MPI_SUCCESS;
}

void watch_close(void)
{
    wait_watcher = NULL;
    parcel_watch_by(NULL);
    meeting_watch_by(NULL);
    signal_close();
    survey_end();
    free(watch.stuck);
    watch.stuck = NULL;
}
