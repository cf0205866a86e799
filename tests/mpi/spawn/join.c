/* SPDX-License-Identifier: BSD-3-Clause */
/* join: two ranks of a node become an inter-communicator over a socket, which is as quiet
 * afterwards as it was before. */
#include "check.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A socket between ranks 0 and 1, through a name that only this job has. */
static int connected(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), other;

    snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "slipway-join-%s",
             getenv("SLURM_JOB_ID"));
    if (rank == 0) {
        check(bind(fd, (void *)&address, sizeof address) == 0 && listen(fd, 1) == 0,
              "no socket");
        check_ok(MPI_Send(NULL, 0, MPI_INT, 1, 0, MPI_COMM_WORLD));
        other = accept(fd, NULL, NULL);
        close(fd);
        return other;
    }
    check_ok(MPI_Recv(NULL, 0, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check(connect(fd, (void *)&address, sizeof address) == 0, "no connection");
    return fd;
}

int main(int argc, char **argv)
{
    MPI_Comm inter, self;
    int fd, got = -1, pair[2];
    char byte = 'x';

    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    fd = connected();
    check_ok(MPI_Comm_join(fd, &inter));
    check_ok(MPI_Sendrecv(&rank, 1, MPI_INT, 0, 0, &got, 1, MPI_INT, 0, 0, inter,
                          MPI_STATUS_IGNORE));
    check(got == 1 - rank, "rank %d sent", got);
    check(write(fd, &byte, 1) == 1 && read(fd, &byte, 1) == 1 && byte == 'x' &&
              recv(fd, &byte, 1, MSG_DONTWAIT) == -1,
          "something is left in the socket");
    check_ok(MPI_Comm_disconnect(&inter));
    close(fd);
    check_class(MPI_Comm_join(fd, &inter), MPI_ERR_ARG);
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "no pair of sockets");
    close(pair[1]);
    check_class(MPI_Comm_join(pair[0], &self), MPI_ERR_OTHER);
    close(pair[0]);
    return finish();
}
