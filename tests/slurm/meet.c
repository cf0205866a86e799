/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * meet: jobs that were not started together.  `meet accept NAME [free]` publishes NAME
 * and waits for a job, `meet connect NAME [free]` looks NAME up and connects.  They
 * talk in all ways, and end with MPI_Comm_disconnect, or, with `free`, in MPI_Finalize.
 *
 * Where it must fail: `meet accept NAME die` is killed when the name is published, and
 * `... absent` stays away from MPI until a file called `enough` is there; `meet connect
 * NAME dead` finds no NAME and takes the port from stdin, `... absent` finds one, and
 * both expect MPI_ERR_PORT.
 */
#include "check.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { BIG = 1 << 20, TAG = 7, SPLIT_TAG = 8 };

static char port[MPI_MAX_PORT_NAME];

static void lookup(const char *name)
{
    const struct timespec moment = { .tv_nsec = 20000000 };
    int left = 1500;

    while (MPI_Lookup_name(name, MPI_INFO_NULL, port) != MPI_SUCCESS) {
        check(--left > 0, "nobody published %s", name);
        nanosleep(&moment, NULL);
    }
}

static void accept_as(const char *name, int die, MPI_Comm *inter)
{
    if (rank == 0) {
        check_ok(MPI_Open_port(MPI_INFO_NULL, port));
        check_ok(MPI_Publish_name(name, MPI_INFO_NULL, port));
        if (die)
            kill(getpid(), SIGKILL);
    }
    check_ok(MPI_Comm_accept(port, MPI_INFO_NULL, 0, MPI_COMM_WORLD, inter));
    if (rank == 0) {
        check_ok(MPI_Unpublish_name(name, MPI_INFO_NULL, port));
        check_ok(MPI_Close_port(port));
    }
}

static void connect_to(const char *name, MPI_Comm *inter)
{
    if (rank == size - 1)
        lookup(name);
    check_ok(MPI_Comm_connect(port, MPI_INFO_NULL, size - 1, MPI_COMM_WORLD, inter));
}

/* Short, long and synchronous messages with everybody else of comm. */
static void talk(MPI_Comm comm, int me, int others, int bytes)
{
    char *out = room(bytes), *in = room(bytes);
    MPI_Request request;

    for (int i = 0; i < others; i++) {
        fill(out, bytes, me, i);
        check_ok(MPI_Irecv(in, bytes, MPI_CHAR, i, TAG, comm, &request));
        check_ok(MPI_Ssend(out, bytes, MPI_CHAR, i, TAG, comm));
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        check_filled(in, bytes, i, me);
    }
    free(out);
    free(in);
}

static void sums(MPI_Comm comm, int expected)
{
    int one = 1, sum = 0;

    check_ok(MPI_Allreduce(&one, &sum, 1, MPI_INT, MPI_SUM, comm));
    check(sum == expected, "the sum is %d, not %d", sum, expected);
}

/* Communicators from communicators of two jobs. */
static void descend(MPI_Comm all)
{
    MPI_Comm twin, half, across;
    int me, members, odd;

    check_ok(MPI_Comm_rank(all, &me));
    check_ok(MPI_Comm_size(all, &members));
    check_ok(MPI_Comm_dup(all, &twin));
    sums(twin, members);
    talk(twin, me, members, 100);
    odd = me % 2;
    check_ok(MPI_Comm_split(twin, odd, me, &half));
    sums(half, (members + !odd) / 2);
    check_ok(MPI_Intercomm_create(half, 0, all, !odd, SPLIT_TAG, &across));
    sums(across, (members + odd) / 2);
    talk(across, me / 2, (members + odd) / 2, 100);
    check_ok(MPI_Comm_free(&across));
    check_ok(MPI_Comm_free(&half));
    check_ok(MPI_Comm_free(&twin));
}

static void use(MPI_Comm inter, int second)
{
    MPI_Comm all;
    int others, me;

    check_ok(MPI_Comm_remote_size(inter, &others));
    sums(inter, others);
    talk(inter, rank, others, 1);
    talk(inter, rank, others, BIG);
    check_ok(MPI_Intercomm_merge(inter, second, &all));
    check_ok(MPI_Comm_rank(all, &me));
    check(me == (second ? others + rank : rank), "rank %d after the merge", me);
    sums(all, size + others);
    descend(all);
    check_ok(MPI_Comm_free(&all));
}

static void publish_and_stay_away(const char *name)
{
    const struct timespec moment = { .tv_nsec = 20000000 };

    check_ok(MPI_Open_port(MPI_INFO_NULL, port));
    check_ok(MPI_Publish_name(name, MPI_INFO_NULL, port));
    while (access("enough", F_OK) != 0)
        nanosleep(&moment, NULL);
}

static void read_dead(const char *name)
{
    check_class(MPI_Lookup_name(name, MPI_INFO_NULL, port), MPI_ERR_NAME);
    check(fread(port, 1, sizeof port - 1, stdin) > 0, "no port on stdin");
    port[strcspn(port, "\n")] = '\0';
}

static void fail_to_connect(void)
{
    MPI_Comm inter;

    check_class(MPI_Comm_connect(port, MPI_INFO_NULL, 0, MPI_COMM_WORLD, &inter),
                MPI_ERR_PORT);
}

int main(int argc, char **argv)
{
    const char *how = argc > 3 ? argv[3] : "";
    int accepts = argc > 2 && strcmp(argv[1], "accept") == 0;
    MPI_Comm inter;

    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    errors_return(MPI_COMM_WORLD);
    check(argc > 2, "usage: meet accept|connect NAME [free|die|dead|absent]");
    if (accepts && strcmp(how, "absent") == 0) {
        publish_and_stay_away(argv[2]);
    } else if (strcmp(how, "absent") == 0 || strcmp(how, "dead") == 0) {
        if (rank == 0)
            (strcmp(how, "dead") == 0 ? read_dead : lookup)(argv[2]);
        fail_to_connect();
    } else {
        if (accepts)
            accept_as(argv[2], strcmp(how, "die") == 0, &inter);
        else
            connect_to(argv[2], &inter);
        use(inter, accepts);
        check_ok(
            (strcmp(how, "free") == 0 ? MPI_Comm_free : MPI_Comm_disconnect)(&inter));
    }
    if (rank == 0)
        printf("world of %d met\n", size);
    return finish();
}
