/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/instance.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "boot/boot.h"
#include "check/check.h"
#include "coll/coll.h"
#include "coll/hierarchy.h"
#include "coll/node_team.h"
#include "io/file.h"
#include "net/net.h"
#include "node/early.h"
#include "node/node.h"
#include "obj/attr.h"
#include "obj/info.h"
#include "obj/op.h"
#include "p2p/buffer.h"
#include "p2p/carrier.h"
#include "p2p/completion.h"
#include "p2p/foreign.h"
#include "p2p/inlet.h"
#include "p2p/lane.h"
#include "p2p/match.h"
#include "p2p/meeting.h"
#include "p2p/operation.h"
#include "p2p/peer.h"
#include "p2p/probe.h"
#include "p2p/transfer.h"
#include "p2p/wait.h"
#include "spawn/parent.h"
#include "spawn/spawn.h"
#include "type/type.h"
#include "util/err.h"
#include "util/log.h"
#include "watch/watch.h"
#include "world/ended.h"
#include "world/world.h"

static struct {
    int users;    /* the world model, and sessions */
    bool open;    /* the connections are */
    bool all_met; /* nobody needs us at exit */
    bool exiting; /* exit() was called: the last user closes the connections */
    pid_t pid;    /* of the process that opened them: a fork of it is no rank */
} instance;

bool instance_is_active(void)
{
    return instance.users > 0;
}

bool instance_was_active(void)
{
    return instance.pid != 0;
}

/* The connections */

/* What p2p/ and coll/ keep for a communicator goes with it. */
static int leave(comm_t *comm)
{
    buffer_drop(&comm->buffer);
    node_team_leave(comm);
    hierarchy_leave(comm);
    return match_detach(comm);
}

static int open_connections(void)
{
    int error = peer_init(boot()->size, boot()->rank, meeting_lookup);

    net_init(transfer_arrival);
    if (!error)
        error = lane_init();
    if (!error)
        error = comm_init(boot()->rank, boot()->size, match_attach, leave);
    return error ? error : watch_open();
}

/*
 * A connection that a peer has begun needs us until it is made, so a process does not go
 * before all have come to their exit.  Nobody can be made to come there: who has left by
 * another way is not waited for longer than this.
 */
enum { EXIT_WAIT_S = 5 };

struct farewell {
    request_t *request;
    time_t until;
};

static bool is_over(const void *argument)
{
    const struct farewell *farewell = argument;

    return farewell->request->complete || time(NULL) > farewell->until;
}

static void wait_for_exits(void)
{
    struct coll barrier = { .kind = COLL_BARRIER, .comm = comm_all() };
    struct farewell farewell = { NULL, time(NULL) + EXIT_WAIT_S };

    if (boot()->size == 1 || meeting_attend() ||
        coll_nonblocking(&barrier, &farewell.request))
        return;
    wait_until(is_over, &farewell, NULL);
    if (farewell.request->complete)
        request_free(farewell.request);
}

static void close_connections(void)
{
    if (!instance.all_met)
        wait_for_exits();
    watch_close();
    net_close();
    node_close();
    boot_close();
    comm_fini();
    sched_trim();
    match_fini();
    operation_fini();
    transfer_fini();
    meeting_fini();
    peer_fini();
    inlet_fini();
    lane_fini();
    foreign_fini();
    instance.open = false;
}

/* Runs before the destructors of UCX, as it was registered after them.  A static object
 * of C++ may finalize in its own, which come later. */
static void close_at_exit(void)
{
    instance.exiting = true;
    if (instance.open && instance.users == 0 && instance.pid == getpid())
        close_connections();
}

/* The objects */

/* Attributes of MPI_COMM_WORLD whose values are known only here (MPI 5.0, 9.1.2 and
 * 11.10.1). */
static void set_attributes(void)
{
    attr_predefine(MPI_TAG_UB, MESSAGE_TAG_UB);
    attr_predefine(MPI_UNIVERSE_SIZE, boot()->size);
    attr_predefine(MPI_APPNUM, parent_appnum());
}

static int open_objects(void)
{
    int error = op_init();

    if (!error)
        error = type_init();
    if (!error)
        error = info_init();
    if (!error)
        error = info_env_processes(boot()->size);
    if (!error)
        error = group_init(boot()->rank);
    if (!error)
        file_init();
    set_attributes();
    probe_init();
    return error ? error : wait_init(boot()->local_size);
}

static void close_objects(void)
{
    file_fini();
    probe_fini();
    group_fini();
    info_fini();
    type_fini();
    op_fini();
}

/* Users */

static void end_if(int error)
{
    if (error)
        world_abort(EXIT_FAILURE, "MPI cannot be initialised: %s (%s); the job is ended",
                    err_text(), err_class_name(error));
}

/* Without one that can be, nobody could be told in another way. */
static void meet_launcher(void)
{
    enum slot_state before = early_mark(SLOT_RUNNING);

    if (boot_open() == 0)
        return;
    early_mark(before);
    exit(EXIT_FAILURE);
}

static void open_once(void)
{
    if (instance.open)
        return;
    if (instance.exiting)
        end_if(err(MPI_ERR_OTHER, "the program is exiting"));
    meet_launcher();
    log_identity(boot()->rank, boot()->node_name);
    end_if(check_open());
    end_if(node_open());
    ended_listen();
    instance.pid = getpid();
    instance.open = true;
    atexit(close_at_exit);
}

void instance_enter(void)
{
    bool first = !instance.open;

    if (instance.users++ > 0)
        return;
    open_once();
    node_mark(SLOT_RUNNING);
    end_if(open_objects());
    if (first)
        end_if(open_connections());
}

void instance_leave(bool all_met)
{
    if (instance.users == 1) {
        instance.all_met = all_met;
        completion_drain();
        spawn_leave();
        buffer_drop(buffer_of_process());
        carrier_flush();
        close_objects();
        node_mark(SLOT_FINALIZED);
    }
    if (--instance.users == 0 && instance.exiting)
        close_connections();
}

/* A rank that leaves before its last finalize would leave the others waiting for ever.
 * Registered when the library is loaded, so that it runs after what the program
 * registers: a static object of C++ may call MPI_Finalize in its destructor. */
static void left(int status, void *argument)
{
    (void)argument;
    if (instance.users > 0 && instance.pid == getpid())
        world_abort(status, "exited with code %d without %s; the job is ended", status,
                    world_state() == WORLD_RUNNING ? "MPI_Finalize"
                                                   : "MPI_Session_finalize");
}

__attribute__((constructor)) static void watch_exit(void)
{
    on_exit(left, NULL);
}
