/* SPDX-License-Identifier: BSD-3-Clause */
/* init.c: the beginning and the end (MPI 5.0, 11.2 to 11.5). */
#include <mpi.h>

#include "mpi/raise.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"
#include "world/world.h"

/* A session may have other threads, whatever this call asks for. */
static int init(int required, int *provided, enum mpi_call call)
{
    int error;

    lock_take();
    error = raise_any_time(world_init(required, provided), call);
    call_returned(call);
    lock_give();
    return error;
}

int PMPI_Init(int *argc, char ***argv)
{
    int provided;

    (void)argc, (void)argv;
    return init(MPI_THREAD_SINGLE, &provided, CALL_Init);
}
weak_alias(PMPI_Init, MPI_Init);

/* The level that a program may count on: what it asked for, rounded down to one there is.
 */
static int level_of(int required)
{
    static const int levels[] = { MPI_THREAD_MULTIPLE, MPI_THREAD_SERIALIZED,
                                  MPI_THREAD_FUNNELED };

    for (size_t i = 0; i < array_length(levels); i++)
        if (required >= levels[i])
            return levels[i];
    return MPI_THREAD_SINGLE;
}

int PMPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    (void)argc, (void)argv;
    return init(level_of(required), provided, CALL_Init_thread);
}
weak_alias(PMPI_Init_thread, MPI_Init_thread);

/* A session is not enough for the calls of the world model. */
static int outside_of_world(void)
{
    switch (world_state()) {
    case WORLD_NOT_YET:
        return err(MPI_ERR_OTHER, "it was called before MPI_Init: call that first");
    case WORLD_FINALIZED:
        return err(MPI_ERR_OTHER,
                   "it was called after MPI_Finalize: MPI cannot be used any more");
    default:
        return MPI_SUCCESS;
    }
}

int PMPI_Finalize(void)
{
    int error = outside_of_world();

    call_enter(CALL_Finalize);
    error = raise_any_time(error ? error : world_finalize(), CALL_Finalize);
    call_leave();
    return error;
}
weak_alias(PMPI_Finalize, MPI_Finalize);

int PMPI_Initialized(int *flag)
{
    *flag = world_state() != WORLD_NOT_YET;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Initialized, MPI_Initialized);

int PMPI_Finalized(int *flag)
{
    *flag = world_state() == WORLD_FINALIZED;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Finalized, MPI_Finalized);

int PMPI_Query_thread(int *provided)
{
    int error = outside_of_world();

    if (!error)
        *provided = world_thread_level();
    return raise_any_time(error, CALL_Query_thread);
}
weak_alias(PMPI_Query_thread, MPI_Query_thread);

int PMPI_Is_thread_main(int *flag)
{
    int error = outside_of_world();

    if (!error)
        *flag = world_is_main_thread();
    return raise_any_time(error, CALL_Is_thread_main);
}
weak_alias(PMPI_Is_thread_main, MPI_Is_thread_main);

int PMPI_Abort(MPI_Comm comm, int errorcode)
{
    comm_t *c = comm_of(comm);
    const char *name = c && c->object.name ? c->object.name : "a communicator";

    if (raise_if_outside())
        world_abort(errorcode, "MPI_Abort: %s (code %d)", err_text(), errorcode);
    world_abort(errorcode, "MPI_Abort was called on %s with code %d; the job is ended",
                name, errorcode);
}
weak_alias(PMPI_Abort, MPI_Abort);
