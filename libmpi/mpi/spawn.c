/* SPDX-License-Identifier: BSD-3-Clause */
/* spawn.c: processes that were not started together (MPI 5.0, 11.8 to 11.10). */
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "obj/attr.h"
#include "obj/given.h"
#include "spawn/connect.h"
#include "spawn/disconnect.h"
#include "spawn/parent.h"
#include "spawn/port.h"
#include "spawn/service.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

int PMPI_Comm_get_parent(MPI_Comm *parent)
{
    int error = raise_if_outside();

    if (error)
        return raise_self(error, CALL_Comm_get_parent);
    *parent = parent_comm() ? object_handle(&parent_comm()->object) : MPI_COMM_NULL;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Comm_get_parent, MPI_Comm_get_parent);

/* Calls without a communicator: their errors are MPI_COMM_SELF's.  No key of an info
 * means anything here. */

static int begin(enum mpi_call call, MPI_Info info)
{
    info_t *ignored;
    int error;

    call_enter(call);
    error = raise_if_outside();
    return error ? error : comm_check_info(info, &ignored);
}

int PMPI_Open_port(MPI_Info info, char *port_name)
{
    char name[MPI_MAX_PORT_NAME];
    int error = begin(CALL_Open_port, info);

    if (!error)
        error = raise_if_null(port_name, "port_name");
    if (!error)
        error = port_open(name);
    if (!error)
        strcpy(port_name, name);
    return comm_finish(MPI_COMM_SELF, given(error, "%pI", info), CALL_Open_port);
}
weak_alias(PMPI_Open_port, MPI_Open_port);

int PMPI_Close_port(const char *port_name)
{
    int error = begin(CALL_Close_port, MPI_INFO_NULL);

    if (!error)
        error = port_close(port_name);
    return comm_finish(MPI_COMM_SELF, given(error, "port_name=\"%s\"", port_name),
                       CALL_Close_port);
}
weak_alias(PMPI_Close_port, MPI_Close_port);

int PMPI_Publish_name(const char *service_name, MPI_Info info, const char *port_name)
{
    int error = begin(CALL_Publish_name, info);

    if (!error)
        error = service_publish(service_name, port_name);
    return comm_finish(MPI_COMM_SELF,
                       given(error, "service_name=\"%s\", %pI, port_name=\"%s\"",
                             service_name, info, port_name),
                       CALL_Publish_name);
}
weak_alias(PMPI_Publish_name, MPI_Publish_name);

int PMPI_Unpublish_name(const char *service_name, MPI_Info info, const char *port_name)
{
    int error = begin(CALL_Unpublish_name, info);

    if (!error)
        error = service_unpublish(service_name, port_name);
    return comm_finish(MPI_COMM_SELF,
                       given(error, "service_name=\"%s\", %pI, port_name=\"%s\"",
                             service_name, info, port_name),
                       CALL_Unpublish_name);
}
weak_alias(PMPI_Unpublish_name, MPI_Unpublish_name);

int PMPI_Lookup_name(const char *service_name, MPI_Info info, char *port_name)
{
    int error = begin(CALL_Lookup_name, info);

    if (!error)
        error = service_lookup(service_name, port_name);
    return comm_finish(MPI_COMM_SELF,
                       given(error, "service_name=\"%s\", %pI", service_name, info),
                       CALL_Lookup_name);
}
weak_alias(PMPI_Lookup_name, MPI_Lookup_name);

/* Connections */

/* What accept and connect take; port_name and info are looked at on the root only. */
static int check_sides(MPI_Info info, int root, MPI_Comm comm, comm_t **local)
{
    info_t *ignored;
    int error = comm_check_intra(comm, local);

    if (!error)
        error = comm_check_rank("root", root, (*local)->size);
    if (!error && (*local)->rank == root)
        error = comm_check_info(info, &ignored);
    return error;
}

int PMPI_Comm_accept(const char *port_name, MPI_Info info, int root, MPI_Comm comm,
                     MPI_Comm *newcomm)
{
    comm_t *local, *fresh = NULL;
    int error;

    call_enter(CALL_Comm_accept);
    error = check_sides(info, root, comm, &local);
    if (!error)
        error = connect_accept(port_name, root, local, &fresh);
    return comm_deliver(
        comm,
        given(error, "port_name=\"%s\", %pI, root=%d, %pC", port_name, info, root, comm),
        fresh, newcomm, CALL_Comm_accept);
}
weak_alias(PMPI_Comm_accept, MPI_Comm_accept);

int PMPI_Comm_connect(const char *port_name, MPI_Info info, int root, MPI_Comm comm,
                      MPI_Comm *newcomm)
{
    comm_t *local, *fresh = NULL;
    int error;

    call_enter(CALL_Comm_connect);
    error = check_sides(info, root, comm, &local);
    if (!error)
        error = connect_connect(port_name, root, local, &fresh);
    return comm_deliver(
        comm,
        given(error, "port_name=\"%s\", %pI, root=%d, %pC", port_name, info, root, comm),
        fresh, newcomm, CALL_Comm_connect);
}
weak_alias(PMPI_Comm_connect, MPI_Comm_connect);

int PMPI_Comm_join(int fd, MPI_Comm *intercomm)
{
    comm_t *fresh = NULL;
    int error = begin(CALL_Comm_join, MPI_INFO_NULL);

    if (!error)
        error = connect_join(fd, &fresh);
    return comm_deliver(MPI_COMM_SELF, given(error, "fd=%d", fd), fresh, intercomm,
                        CALL_Comm_join);
}
weak_alias(PMPI_Comm_join, MPI_Comm_join);

/* Spawning */

static int check_program(const struct program *program, int number)
{
    if (!program->command || !*program->command)
        return err(MPI_ERR_ARG, "command %d is %s: give the name of a program", number,
                   program->command ? "empty" : "NULL");
    if (program->processes < 1)
        return err(MPI_ERR_ARG,
                   "maxprocs of command %d is %d: start at least one process", number,
                   program->processes);
    return MPI_SUCCESS;
}

/* What the standard calls the arrays of the root; argvs and infos may be NULL. */
struct programs {
    int count;
    char **commands;
    char ***argvs;
    const int *maxprocs;
    const MPI_Info *infos;
};

/* Malloc'ed. */
static int read_programs(const struct programs *in, struct program **out)
{
    struct program *programs;
    int error = MPI_SUCCESS;

    if (in->count < 1)
        return err(MPI_ERR_ARG, "count is %d: give at least one command", in->count);
    if (!in->commands || !in->maxprocs)
        return err(MPI_ERR_ARG, "%s is NULL: give one for each of %d commands",
                   in->commands ? "array_of_maxprocs" : "array_of_commands", in->count);
    programs = calloc((size_t)in->count, sizeof *programs);
    if (!programs)
        return err(MPI_ERR_NO_MEM, "no memory for %d commands", in->count);
    for (int i = 0; i < in->count && !error; i++) {
        info_t *info = NULL;

        error = comm_check_info(in->infos ? in->infos[i] : MPI_INFO_NULL, &info);
        programs[i] = (struct program){ in->commands[i], in->argvs ? in->argvs[i] : NULL,
                                        in->maxprocs[i], info };
        if (!error)
            error = check_program(&programs[i], i);
    }
    if (error)
        free(programs);
    else
        *out = programs;
    return error;
}

/* One code for each process, the same for all: they are started together. */
static void write_codes(int codes[], int count, int code)
{
    for (int i = 0; codes != MPI_ERRCODES_IGNORE && i < count; i++)
        codes[i] = code;
}

static int spawn(const struct programs *in, int root, comm_t *local, int codes[],
                 comm_t **comm)
{
    struct program *programs = NULL;
    int error = MPI_SUCCESS, processes = 0;

    if (local->rank == root)
        error = read_programs(in, &programs);
    error = connect_spawn(error, programs, in->count, root, local, comm);
    for (int i = 0; programs && i < in->count; i++)
        processes += programs[i].processes;
    write_codes(codes, error ? processes : (*comm)->remote_size, error);
    free(programs);
    return error;
}

/* What is not the root's is not looked at. */
static int given_programs(int error, const struct programs *in, int root,
                          const comm_t *local, MPI_Comm comm)
{
    bool is_there = in->count > 0 && in->commands && in->maxprocs;

    if (error && is_there && local && local->rank == root)
        return given(error, "command=\"%s\", maxprocs=%d, root=%d, %pC", in->commands[0],
                     in->maxprocs[0], root, comm);
    return given(error, "root=%d, %pC", root, comm);
}

static int spawn_call(const struct programs *in, int root, MPI_Comm comm,
                      MPI_Comm *intercomm, int codes[], enum mpi_call call)
{
    comm_t *local = NULL, *fresh = NULL;
    int error;

    call_enter(call);
    error = comm_check_intra(comm, &local);
    if (!error)
        error = comm_check_rank("root", root, local->size);
    if (!error)
        error = spawn(in, root, local, codes, &fresh);
    return comm_deliver(comm, given_programs(error, in, root, local, comm), fresh,
                        intercomm, call);
}

int PMPI_Comm_spawn(const char *command, char *argv[], int maxprocs, MPI_Info info,
                    int root, MPI_Comm comm, MPI_Comm *intercomm, int array_of_errcodes[])
{
    const struct programs one = { 1, (char **)&command, &argv, &maxprocs, &info };

    return spawn_call(&one, root, comm, intercomm, array_of_errcodes, CALL_Comm_spawn);
}
weak_alias(PMPI_Comm_spawn, MPI_Comm_spawn);

int PMPI_Comm_spawn_multiple(int count, char *array_of_commands[], char **array_of_argv[],
                             const int array_of_maxprocs[],
                             const MPI_Info array_of_info[], int root, MPI_Comm comm,
                             MPI_Comm *intercomm, int array_of_errcodes[])
{
    const struct programs several = { count, array_of_commands, array_of_argv,
                                      array_of_maxprocs, array_of_info };

    return spawn_call(&several, root, comm, intercomm, array_of_errcodes,
                      CALL_Comm_spawn_multiple);
}
weak_alias(PMPI_Comm_spawn_multiple, MPI_Comm_spawn_multiple);

int PMPI_Comm_disconnect(MPI_Comm *comm)
{
    comm_t *c;
    int error;

    call_enter(CALL_Comm_disconnect);
    error = comm_check(*comm, &c);
    if (!error && c->object.handle)
        error = err(MPI_ERR_COMM, "%s is predefined and cannot be disconnected",
                    object_name(&c->object));
    if (!error)
        error = attr_delete_all(&c->object);
    if (!error)
        error = disconnect(c);
    if (error)
        return comm_finish(*comm, given(error, "%pC", *comm), CALL_Comm_disconnect);
    ledger_take(*comm);
    *comm = MPI_COMM_NULL;
    return comm_finish(MPI_COMM_NULL, MPI_SUCCESS, CALL_Comm_disconnect);
}
weak_alias(PMPI_Comm_disconnect, MPI_Comm_disconnect);
