/* SPDX-License-Identifier: BSD-3-Clause */
/* errors: ports and names that are not there, in each call; nobody hangs. */
#include "check.h"

#include <unistd.h>

static char port[MPI_MAX_PORT_NAME];
static char folder[] = "/tmp/slipway-services.XXXXXX";

/* All ranks connect to a port that rank 0 has closed: all hear of it. */
static void closed_port(void)
{
    MPI_Comm comm;

    if (rank == 0) {
        check_ok(MPI_Open_port(MPI_INFO_NULL, port));
        check_ok(MPI_Close_port(port));
        check_class(MPI_Close_port(port), MPI_ERR_PORT);
        check_class(MPI_Comm_accept(port, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
                    MPI_ERR_PORT);
    }
    check_ok(MPI_Bcast(port, sizeof port, MPI_CHAR, 0, MPI_COMM_WORLD));
    if (rank > 0)
        check_class(MPI_Comm_connect(port, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
                    MPI_ERR_PORT);
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
}

/* Whoever waits at a port when it is closed hears of that. */
static void closed_while_waiting(void)
{
    MPI_Comm comm;
    int ready = 0;

    if (rank == 0) {
        check_ok(MPI_Open_port(MPI_INFO_NULL, port));
        check_ok(MPI_Send(port, sizeof port, MPI_CHAR, 1, 2, MPI_COMM_WORLD));
        while (!ready)
            check_ok(MPI_Iprobe(1, 3, MPI_COMM_WORLD, &ready, MPI_STATUS_IGNORE));
        check_ok(MPI_Recv(NULL, 0, MPI_CHAR, 1, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        check_ok(MPI_Close_port(port));
    } else if (rank == 1) {
        check_ok(MPI_Recv(port, sizeof port, MPI_CHAR, 0, 2, MPI_COMM_WORLD,
                          MPI_STATUS_IGNORE));
        check_ok(MPI_Send(NULL, 0, MPI_CHAR, 0, 3, MPI_COMM_WORLD));
        check_class(MPI_Comm_connect(port, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
                    MPI_ERR_PORT);
    }
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
}

/* The root's error is everybody's. */
static void no_port(void)
{
    MPI_Comm comm;

    check_class(
        MPI_Comm_connect("tcp://nowhere", MPI_INFO_NULL, size - 1, MPI_COMM_WORLD, &comm),
        MPI_ERR_PORT);
    check_class(MPI_Comm_accept("", MPI_INFO_NULL, 0, MPI_COMM_WORLD, &comm),
                MPI_ERR_PORT);
    check_class(MPI_Comm_accept("", MPI_INFO_NULL, size, MPI_COMM_WORLD, &comm),
                MPI_ERR_RANK);
    check_class(MPI_Close_port("slipway:1:0123456789abcdef:4:3:0123456789abcdef:2:AAA"),
                MPI_ERR_PORT);
}

/* Nobody accepts: SLIPWAY_CONNECT_TIMEOUT ends it. */
static void nobody_accepts(void)
{
    MPI_Comm comm;

    if (rank == 0)
        check_ok(MPI_Open_port(MPI_INFO_NULL, port));
    check_ok(MPI_Bcast(port, sizeof port, MPI_CHAR, 0, MPI_COMM_WORLD));
    if (rank > 0)
        check_class(MPI_Comm_connect(port, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
                    MPI_ERR_PORT);
    else
        check_class(MPI_Comm_connect(port, MPI_INFO_NULL, 0, MPI_COMM_SELF, &comm),
                    MPI_ERR_PORT); /* its own */
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (rank == 0)
        check_ok(MPI_Close_port(port));
}

static void names(void)
{
    char name[64], found[MPI_MAX_PORT_NAME] = "";

    snprintf(name, sizeof name, "slipway/test %d:%d", (int)getpid(), rank);
    check_class(MPI_Lookup_name(name, MPI_INFO_NULL, found), MPI_ERR_NAME);
    check_class(MPI_Unpublish_name(name, MPI_INFO_NULL, "a port"), MPI_ERR_SERVICE);
    check_ok(MPI_Publish_name(name, MPI_INFO_NULL, "a port"));
    check_class(MPI_Publish_name(name, MPI_INFO_NULL, "a port"), MPI_ERR_SERVICE);
    check_ok(MPI_Lookup_name(name, MPI_INFO_NULL, found));
    check(strcmp(found, "a port") == 0, "the name leads to '%s'", found);
    check_ok(MPI_Unpublish_name(name, MPI_INFO_NULL, "a port"));
    check_class(MPI_Lookup_name(name, MPI_INFO_NULL, found), MPI_ERR_NAME);
    check_class(MPI_Publish_name("", MPI_INFO_NULL, "a port"), MPI_ERR_SERVICE);
}

int main(int argc, char **argv)
{
    MPI_Comm world = MPI_COMM_WORLD;

    check(mkdtemp(folder), "no temporary folder");
    setenv("SLIPWAY_SERVICES", folder, 1);
    setenv("SLIPWAY_CONNECT_TIMEOUT", "1", 1);
    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    errors_return(MPI_COMM_SELF);
    check_class(MPI_Comm_disconnect(&world), MPI_ERR_COMM);
    closed_port();
    if (size > 1)
        closed_while_waiting();
    no_port();
    nobody_accepts();
    names();
    check(rmdir(folder) == 0, "a name is left in %s", folder);
    return finish();
}
