/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/world.h"

#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "boot/boot.h"
#include "check/ledger.h"
#include "check/thread.h"
#include "coll/coll.h"
#include "coll/fingerprint.h"
#include "coll/request.h"
#include "node/node.h"
#include "node/reach.h"
#include "obj/attr.h"
#include "obj/errhandler.h"
#include "p2p/carrier.h"
#include "p2p/completion.h"
#include "p2p/match.h"
#include "p2p/meeting.h"
#include "p2p/operation.h"
#include "spawn/parent.h"
#include "util/err.h"
#include "util/call.h"
#include "util/log.h"
#include "world/instance.h"
#include "world/statistics.h"
#include "world/verbose.h"

static struct {
    enum world_state state;
    int thread_level;
    pthread_t main_thread;
} world;

enum world_state world_state(void)
{
    return world.state;
}

int world_thread_level(void)
{
    return world.thread_level;
}

bool world_is_main_thread(void)
{
    return pthread_equal(world.main_thread, pthread_self());
}

/* The end of a job by an error */

void world_abort(int code, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    node_mark(SLOT_ABORTED);
    log_line("%s", text);
    if (node_is_watched() && boot()->is_task)
        boot_exit(code);
    boot_abort(code, text);
}

/* The plugin knows of what a peer died, says so, and ends this rank: what this rank could
 * say is a consequence.  So it is if another rank has found that collectives differ. */
static void let_the_cause_be_told(int error_class)
{
    const struct timespec patience = { .tv_sec = 1 };

    if ((node_is_watched() && (net_peer_is_lost() || reach_peer_is_lost())) ||
        (error_class == MPI_ERR_NOT_SAME && fingerprint_is_hearsay()))
        nanosleep(&patience, NULL);
}

/* MPI_ERRORS_ARE_FATAL (MPI 5.0, 9.3) */
static void fatal(struct object *object, int error_class, const char *text)
{
    const char *name = object && object->name ? object->name : NULL;

    let_the_cause_be_told(error_class);
    world_abort(EXIT_FAILURE, "%s%s%s; the job is ended", text, name ? ", on " : "",
                name ? name : "");
}

__attribute__((constructor)) static void set_fatal(void)
{
    errhandler_set_fatal(fatal);
}

/* The beginning and the end */

int world_init(int required, int *provided)
{
    int error;

    if (world.state != WORLD_NOT_YET)
        return err(MPI_ERR_OTHER,
                   world.state == WORLD_RUNNING
                       ? "MPI was initialised already"
                       : "MPI was finalized and cannot be initialised again");
    instance_enter();
    error = comm_world_init();
    if (!error)
        error = verbose_publish();
    if (!error)
        error = meeting_attend();
    if (!error)
        error = parent_connect();
    if (!error)
        error = statistics_open();
    if (error)
        world_abort(EXIT_FAILURE, "MPI cannot be initialised: %s (%s); the job is ended",
                    err_text(), err_class_name(error));
    verbose_report();
    world.thread_level = required;
    world.main_thread = pthread_self();
    thread_level_is(required);
    ledger_open();
    world.state = WORLD_RUNNING;
    if (required == MPI_THREAD_MULTIPLE)
        call_lock();
    *provided = required;
    return MPI_SUCCESS;
}

/* What the program still has */

static void each_request(ledger_visit_f *visit, void *argument)
{
    request_done_each(visit, argument);
    operation_each(visit, argument);
    coll_request_each(visit, argument);
}

static const struct ledger_requests requests = { request_state, each_request };

static void say_what_is_left(bool of_requests, bool of_objects)
{
    if (of_requests)
        ledger_say_requests(&requests);
    if (of_objects)
        ledger_say_objects();
}

/* In a normal run the first rank speaks for all. */
struct speakers {
    int of_requests, of_objects;
};

/* Nobody goes on before all have come here. */
static int meet(struct speakers *first)
{
    const bool speaks = check_leftovers && !check_on;
    const int self = boot()->rank;
    struct coll minimum = { .kind = COLL_ALLREDUCE,
                            .call = CALL_Finalize,
                            .whole = FINGERPRINT_OF_OURS,
                            .send = { .buffer = MPI_IN_PLACE },
                            .recv = { .buffer = first, .count = 2, .handle = MPI_INT },
                            .op = op_of(MPI_MIN),
                            .comm = comm_of(MPI_COMM_WORLD) };

    first->of_requests = speaks && ledger_has_requests(&requests) ? self : INT_MAX;
    first->of_objects = speaks && ledger_has_objects() ? self : INT_MAX;
    return coll_blocking(&minimum);
}

/* Everybody has sent all there was to send (MPI 5.0, 11.2.2: what is sent must be
 * received). */
static void say_leftovers(void)
{
    struct leftovers l = match_leftovers();

    if (l.messages > 0)
        log_line(
            "MPI_Finalize: warning: %d message%s never received; the first is from rank "
            "%d, tag %d, %llu B",
            l.messages, l.messages == 1 ? " was" : "s were", l.source, l.tag,
            (unsigned long long)l.bytes);
    if (l.receives > 0)
        log_line("MPI_Finalize: warning: %d receive%s never matched by a message",
                 l.receives, l.receives == 1 ? " was" : "s were");
}

int world_finalize(void)
{
    int error = attr_delete_all(&comm_of(MPI_COMM_SELF)->object);
    struct speakers first;

    if (error)
        return error;
    if (unlikely(check_on))
        say_what_is_left(check_leftovers, check_leftovers);
    completion_drain();
    error = statistics_meet();
    if (error)
        return error;
    carrier_flush();
    /* A peer may still have been flushing, and need us for that. */
    error = meet(&first);
    if (error)
        return error;
    say_what_is_left(first.of_requests == boot()->rank, first.of_objects == boot()->rank);
    ledger_close();
    if (check_leftovers)
        say_leftovers();
    comm_world_fini();
    world.state = WORLD_FINALIZED;
    instance_leave(true);
    return MPI_SUCCESS;
}
