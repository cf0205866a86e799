/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ends HOW: rank 1 ends in some way between MPI_Init and MPI_Finalize, and the others
 * wait for it.  `ends all`: all are killed; `ends kill`: it leaves shared memory behind;
 * `ends wait`: nobody ends; `ends grow`: it takes memory.
 */
#include "../mpi/check.h"
#include <signal.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void callback(void *in, void *inout, int *count, MPI_Datatype *type)
{
    (void)in, (void)inout, (void)count, (void)type;
    abort();
}

/* In the middle of a call. */
static void end_in_callback(void)
{
    int one = 1, sum;
    MPI_Op op;

    check_ok(MPI_Op_create(callback, 1, &op));
    check_ok(MPI_Reduce_local(&one, &sum, 1, MPI_INT, op));
}

static int code_in(const char *how)
{
    return atoi(how + strcspn(how, "0123456789"));
}

/* As soon as the file `limited` is there, until memory is no more. */
static void grow(void)
{
    enum { STEP = 16 << 20, STEPS = 64 };

    puts("waiting");
    fflush(stdout);
    while (access("limited", F_OK) != 0)
        usleep(20000);
    for (int i = 0; i < STEPS; i++)
        memset(room(STEP), 1, STEP);
}

static void end(const char *how)
{
    if (!strcmp(how, "grow"))
        grow();
    if (!strncmp(how, "exit", 4))
        exit(code_in(how));
    if (!strncmp(how, "_exit", 5))
        _exit(code_in(how));
    if (!strncmp(how, "abort", 5))
        MPI_Abort(MPI_COMM_WORLD, code_in(how));
    if (!strcmp(how, "segv"))
        raise(SIGSEGV);
    if (!strcmp(how, "kill")) {
        shmget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
        raise(SIGKILL);
    }
    if (!strcmp(how, "term"))
        raise(SIGTERM);
    if (!strcmp(how, "wait"))
        puts("waiting");
    fflush(stdout);
    for (;;)
        pause();
}

int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    int never;

    check_init(&argc, &argv);
    if (!strcmp(how, "first") && rank == 1)
        raise(SIGSEGV);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (!strcmp(how, "all"))
        raise(SIGKILL);
    if (!strcmp(how, "callback") && rank == 1)
        end_in_callback();
    if (rank == 1)
        end(how);
    check_ok(MPI_Recv(&never, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    return finish();
}
