/* SPDX-License-Identifier: BSD-3-Clause */
/* truncate: a message that is too long is an error that leaves what is behind the buffer
 * alone. */
#include "../check.h"

enum { FITS = 64, LENGTHS = 4 };

static const int lengths[LENGTHS] = { 65, 3000, 100000, 3000000 };

static void send_to_1(void)
{
    for (int i = 0; i < LENGTHS; i++) {
        char *out = room(lengths[i]);

        fill(out, lengths[i], 0, i);
        check_ok(MPI_Send(out, lengths[i], MPI_CHAR, 1, i, MPI_COMM_WORLD));
        check_ok(MPI_Send(out, FITS, MPI_CHAR, 1, 100 + i, MPI_COMM_WORLD));
        free(out);
    }
}

static void recv_too_short(int i)
{
    char in[FITS + 8];

    memset(in, 0x55, sizeof in);
    check_class(MPI_Recv(in, FITS, MPI_CHAR, 0, i, MPI_COMM_WORLD, MPI_STATUS_IGNORE),
                MPI_ERR_TRUNCATE);
    for (int j = FITS; j < FITS + 8; j++)
        check(in[j] == 0x55, "byte %d behind the buffer changed", j - FITS);
    check_ok(MPI_Recv(in, FITS, MPI_CHAR, 0, 100 + i, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_filled(in, FITS, 0, i);
}

/* One bad message of two: MPI_Waitall says so in the statuses. */
static void recv_two(void)
{
    char in[2][FITS];
    MPI_Request requests[2];
    MPI_Status statuses[2];
    int class = MPI_SUCCESS;

    check_ok(MPI_Irecv(in[0], FITS, MPI_CHAR, 0, 200, MPI_COMM_WORLD, &requests[0]));
    check_ok(MPI_Irecv(in[1], FITS, MPI_CHAR, 0, 201, MPI_COMM_WORLD, &requests[1]));
    check_ok(MPI_Send(NULL, 0, MPI_CHAR, 0, 202, MPI_COMM_WORLD));
    check_class(MPI_Waitall(2, requests, statuses), MPI_ERR_IN_STATUS);
    MPI_Error_class(statuses[0].MPI_ERROR, &class);
    check(class == MPI_ERR_TRUNCATE, "class %d", class);
    check(statuses[1].MPI_ERROR == MPI_SUCCESS, "the good one has %d",
          statuses[1].MPI_ERROR);
}

static void send_two(void)
{
    char out[2 * FITS] = "";

    check_ok(MPI_Recv(NULL, 0, MPI_CHAR, 1, 202, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    check_ok(MPI_Send(out, 2 * FITS, MPI_CHAR, 1, 200, MPI_COMM_WORLD));
    check_ok(MPI_Send(out, FITS, MPI_CHAR, 1, 201, MPI_COMM_WORLD));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    if (rank == 0) {
        send_to_1();
        send_two();
    } else if (rank == 1) {
        for (int i = 0; i < LENGTHS; i++)
            recv_too_short(i);
        recv_two();
    }
    return finish();
}
