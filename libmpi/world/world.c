/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/world.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "boot/boot.h"
#include "coll/coll.h"
#include "io/file.h"
#include "net/net.h"
#include "node/node.h"
#include "obj/attr.h"
#include "obj/errhandler.h"
#include "obj/info.h"
#include "obj/op.h"
#include "p2p/buffer.h"
#include "p2p/completion.h"
#include "p2p/match.h"
#include "p2p/operation.h"
#include "p2p/peer.h"
#include "p2p/probe.h"
#include "p2p/transfer.h"
#include "p2p/wait.h"
#include "type/type.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/log.h"

static struct {
    enum world_state state;
    int thread_level;
    pthread_t main_thread;
    pid_t pid; /* of the process that called MPI_Init: a fork of it is no rank */
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
    boot_abort(code, text);
}

/* MPI_ERRORS_ARE_FATAL (MPI 5.0, 9.3) */
static void fatal(struct object *object, int error_class, const char *text)
{
    const char *name = object && object->name ? object->name : NULL;

    (void)error_class; /* stands in the text */
    world_abort(EXIT_FAILURE, "%s%s%s; the job is ended", text, name ? ", on " : "",
                name ? name : "");
}

/* A rank that leaves without MPI_Finalize would leave the others waiting for ever.
 * Registered when the library is loaded, so that it runs after what the program
 * registers: a static object of C++ may call MPI_Finalize in its destructor. */
static void left(int status, void *argument)
{
    (void)argument;
    if (world.state == WORLD_RUNNING && world.pid == getpid())
        world_abort(status, "exited with code %d without MPI_Finalize; the job is ended",
                    status);
}

__attribute__((constructor)) static void watch_exit(void)
{
    on_exit(left, NULL);
}

/* The beginning */

static int open_net(void)
{
    const void *address;
    size_t bytes;
    int error;

    if (boot()->size == 1)
        return MPI_SUCCESS; /* messages to oneself need no network */
    error = net_open(transfer_arrival);
    if (!error)
        error = net_address(&address, &bytes);
    return error ? error : boot_publish(address, bytes);
}

static int open_objects(void)
{
    int error = errhandler_init(fatal);

    if (!error)
        error = op_init();
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
    return error;
}

/* Attributes of MPI_COMM_WORLD whose values are known only here (MPI 5.0, 9.1.2 and 11.10.1). */
static void set_attributes(void)
{
    attr_predefine(MPI_TAG_UB, MESSAGE_TAG_UB);
    attr_predefine(MPI_UNIVERSE_SIZE, boot()->size);
    attr_predefine(MPI_APPNUM, 0);
}

/* What p2p/ keeps for a communicator goes with it. */
static int leave(comm_t *comm)
{
    buffer_drop(comm);
    return match_detach(comm);
}

static int open_all(void)
{
    int error = open_objects();

    set_attributes();
    probe_init();
    wait_init(boot()->local_size);
    if (!error)
        error = peer_init(boot()->size, boot()->rank, boot_lookup);
    if (!error)
        error = open_net();
    if (!error)
        error = comm_init(boot()->rank, boot()->size, match_attach, leave);
    return error;
}

int world_init(int required, int *provided)
{
    int error;

    if (world.state != WORLD_NOT_YET)
        return err(MPI_ERR_OTHER,
                   world.state == WORLD_RUNNING
                       ? "MPI was initialised already"
                       : "MPI was finalized and cannot be initialised again");
    boot_open();
    log_identity(boot()->rank, boot()->node_name);
    node_open(boot()->rank, boot()->local_rank);
    error = open_all();
    if (error)
        world_abort(EXIT_FAILURE, "MPI cannot be initialised: %s (%s); the job is ended",
                    err_text(), err_class_name(error));
    world.thread_level = required;
    world.main_thread = pthread_self();
    world.pid = getpid();
    world.state = WORLD_RUNNING;
    lock_needed = required == MPI_THREAD_MULTIPLE;
    *provided = required;
    return MPI_SUCCESS;
}

/* The end */

/* Nobody goes on before all have come here. */
static int meet(void)
{
    struct coll barrier = { .kind = COLL_BARRIER, .comm = comm_of(MPI_COMM_WORLD) };

    return coll_blocking(&barrier);
}

static void close_objects(void)
{
    file_fini();
    comm_fini();
    sched_trim();
    match_fini();
    operation_fini();
    transfer_fini();
    peer_fini();
    probe_fini();
    group_fini();
    info_fini();
    type_fini();
    op_fini();
    errhandler_fini();
}

int world_finalize(void)
{
    int error = attr_delete_all(&comm_of(MPI_COMM_SELF)->object);

    if (error)
        return error;
    completion_drain();
    error = meet();
    if (error)
        return error;
    buffer_drop(NULL);
    net_flush();
    error = meet(); /* a peer may still have been flushing, and need us for that */
    net_close();
    if (error)
        return error;
    error = boot_close();
    lock_needed = false;
    close_objects();
    world.state = WORLD_FINALIZED;
    node_mark(SLOT_FINALIZED);
    return error;
}
