/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * spawn: this program starts itself, as children that know from their arguments and
 * their number among the programs what they are; both sides talk, then they disconnect,
 * or leave that to MPI_Finalize.
 */
#include <string.h>

#include "check.h"

enum { CHILDREN = 3 };

static int appnum(void)
{
    int *number, flag;

    check_ok(MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_APPNUM, &number, &flag));
    return flag ? *number : -1;
}

/* A sum over the other side's ranks plus one, and a token from every child. */
static void talk(MPI_Comm inter, int is_parent)
{
    int others, mine = rank + 1, sum = 0, token = 77;

    check_ok(MPI_Comm_remote_size(inter, &others));
    check_ok(MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, inter));
    check(sum == others * (others + 1) / 2, "the sum of the %d others is %d", others,
          sum);
    if (!is_parent)
        check_ok(MPI_Send(&token, 1, MPI_INT, 0, rank, inter));
    for (int i = 0; is_parent && rank == 0 && i < others; i++) {
        int got = 0;

        check_ok(MPI_Recv(&got, 1, MPI_INT, i, i, inter, MPI_STATUS_IGNORE));
        check(got == token, "child %d sent %d", i, got);
    }
}

static int child(MPI_Comm parent, int argc, char **argv)
{
    char name[MPI_MAX_OBJECT_NAME];
    MPI_Comm again;
    int length;

    check(argc == 4 && strcmp(argv[1], "child") == 0, "a child has %d arguments", argc);
    check(argc < 4 || strcmp(argv[2], "it's \"$HOME\" *") == 0, "argument: %s", argv[2]);
    check_ok(MPI_Comm_get_name(parent, name, &length));
    check(strcmp(name, "MPI_COMM_PARENT") == 0, "its parent is called %s", name);
    talk(parent, 0);
    if (strcmp(argv[3], "stay") == 0)
        return finish();
    check(appnum() == rank, "program %d has rank %d", appnum(), rank);
    check_ok(MPI_Comm_disconnect(&parent));
    check_ok(MPI_Comm_get_parent(&again));
    check(again == MPI_COMM_NULL, "a parent is there after the disconnect");
    return finish();
}

static char *staying[] = { "child", "it's \"$HOME\" *", "stay", NULL };
static char *leaving[] = { "child", "it's \"$HOME\" *", "leave", NULL };

static void one_program(const char *self)
{
    int codes[CHILDREN] = { -1, -1, -1 };
    MPI_Comm inter;

    check_ok(MPI_Comm_spawn(self, staying, CHILDREN, MPI_INFO_NULL, size - 1,
                            MPI_COMM_WORLD, &inter, codes));
    for (int i = 0; i < CHILDREN; i++)
        check(codes[i] == MPI_SUCCESS, "code %d is %d", i, codes[i]);
    talk(inter, 1);
    check_ok(
        MPI_Comm_free(&inter)); /* still connected: MPI_Finalize meets the children */
}

static void several_programs(const char *self)
{
    char *commands[3] = { (char *)self, (char *)self, (char *)self };
    char **argvs[3] = { leaving, leaving, leaving };
    int maxprocs[3] = { 1, 1, 1 }, others;
    MPI_Info infos[3] = { MPI_INFO_NULL, MPI_INFO_NULL, MPI_INFO_NULL };
    MPI_Comm inter;

    if (rank == 0)
        check_ok(MPI_Comm_spawn_multiple(3, commands, argvs, maxprocs, infos, 0,
                                         MPI_COMM_WORLD, &inter, MPI_ERRCODES_IGNORE));
    else /* what to start is the root's business */
        check_ok(MPI_Comm_spawn_multiple(-1, NULL, NULL, NULL, NULL, 0, MPI_COMM_WORLD,
                                         &inter, MPI_ERRCODES_IGNORE));
    check_ok(MPI_Comm_remote_size(inter, &others));
    check(others == 3, "three programs are %d processes", others);
    talk(inter, 1);
    check_ok(MPI_Comm_disconnect(&inter));
}

/* Everybody learns that nothing was started. */
static void no_program(void)
{
    char *none = NULL;
    int code = MPI_SUCCESS;
    MPI_Comm inter = MPI_COMM_NULL;

    check_ok(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
    check_class(MPI_Comm_spawn("/no/such/program", &none, 1, MPI_INFO_NULL, 0,
                               MPI_COMM_WORLD, &inter, &code),
                MPI_ERR_SPAWN);
    check(rank != 0 || code == MPI_ERR_SPAWN, "the root's code is %d", code);
    check_class(MPI_Comm_spawn(rank == 0 ? "" : "ignored", &none, 1, MPI_INFO_NULL, 0,
                               MPI_COMM_WORLD, &inter, MPI_ERRCODES_IGNORE),
                MPI_ERR_ARG);
    check(inter == MPI_COMM_NULL, "a failed call made a communicator");
}

int main(int argc, char **argv)
{
    MPI_Comm parent;

    check_init(&argc, &argv);
    check_ok(MPI_Comm_get_parent(&parent));
    if (parent != MPI_COMM_NULL)
        return child(parent, argc, argv);
    no_program();
    one_program(argv[0]);
    several_programs(argv[0]);
    return finish();
}
