/* SPDX-License-Identifier: BSD-3-Clause */
/* apart: messages with the same tag and ranks stay in the communicator they were sent in.
 */
#include "../check.h"

enum { COMMS = 4, MESSAGES = 50 };

static void send_all(const MPI_Comm *comms)
{
    static MPI_Request requests[MESSAGES * COMMS];
    static int values[MESSAGES * COMMS];

    for (int i = 0; i < MESSAGES * COMMS; i++) {
        values[i] = i;
        check_ok(MPI_Isend(&values[i], 1, MPI_INT, 0, 1, comms[i % COMMS], &requests[i]));
    }
    check_ok(MPI_Waitall(MESSAGES * COMMS, requests, MPI_STATUSES_IGNORE));
}

/* From the last communicator to the first, while all messages of the others wait. */
static void recv_all(const MPI_Comm *comms)
{
    int *seen = room(size * sizeof *seen), value;
    MPI_Status status;

    for (int c = COMMS - 1; c >= 0; c--) {
        memset(seen, 0, size * sizeof *seen);
        for (int i = 0; i < MESSAGES * (size - 1); i++) {
            check_ok(MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, comms[c],
                              &status));
            check(value == seen[status.MPI_SOURCE] * COMMS + c, "communicator %d gets %d",
                  c, value);
            seen[status.MPI_SOURCE]++;
        }
    }
    free(seen);
}

int main(int argc, char **argv)
{
    MPI_Comm comms[COMMS];

    check_init(&argc, &argv);
    for (int c = 0; c < COMMS; c++)
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comms[c]));
    if (rank)
        send_all(comms);
    else
        recv_all(comms);
    for (int c = 0; c < COMMS; c++)
        check_ok(MPI_Comm_free(&comms[c]));
    return finish();
}
