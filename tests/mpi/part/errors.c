/* SPDX-License-Identifier: BSD-3-Clause */
/* errors: what must not be done with partitioned requests, types that are cut in the
 * middle of an element, empty partitions, and MPI_PROC_NULL. */
#include "../check.h"

static void misuse(void)
{
    int out[4] = { 0 }, in[4], flag, twice[2] = { 1, 1 };
    MPI_Request send, recv, plain;

    errors_return(MPI_COMM_SELF);
    check_class(
        MPI_Psend_init(out, -1, 1, MPI_INT, 0, 1, MPI_COMM_SELF, MPI_INFO_NULL, &send),
        MPI_ERR_COUNT);
    check_class(MPI_Precv_init(in, 2, 1, MPI_INT, MPI_ANY_SOURCE, 1, MPI_COMM_SELF,
                               MPI_INFO_NULL, &recv),
                MPI_ERR_RANK);
    check_class(MPI_Precv_init(in, 2, 1, MPI_INT, 0, MPI_ANY_TAG, MPI_COMM_SELF,
                               MPI_INFO_NULL, &recv),
                MPI_ERR_TAG);
    check_ok(
        MPI_Psend_init(out, 4, 1, MPI_INT, 0, 1, MPI_COMM_SELF, MPI_INFO_NULL, &send));
    check_ok(
        MPI_Precv_init(in, 4, 1, MPI_INT, 0, 1, MPI_COMM_SELF, MPI_INFO_NULL, &recv));
    check_class(MPI_Pready(0, send), MPI_ERR_REQUEST);
    check_ok(MPI_Parrived(recv, 0, &flag));
    check(flag, "an inactive request has not arrived");
    check_ok(MPI_Parrived(MPI_REQUEST_NULL, 0, &flag));
    check(flag, "MPI_REQUEST_NULL has not arrived");
    check_ok(MPI_Start(&send));
    check_ok(MPI_Start(&recv));
    check_class(MPI_Pready(4, send), MPI_ERR_ARG);
    check_class(MPI_Pready(-1, send), MPI_ERR_ARG);
    check_class(MPI_Pready(0, recv), MPI_ERR_REQUEST);
    check_class(MPI_Parrived(send, 0, &flag), MPI_ERR_REQUEST);
    check_class(MPI_Parrived(recv, 4, &flag), MPI_ERR_ARG);
    check_ok(MPI_Pready(0, send));
    check_class(MPI_Pready(0, send), MPI_ERR_ARG);
    check_class(MPI_Pready_list(2, twice, send), MPI_ERR_ARG);
    check_ok(MPI_Pready_range(1, 3, send));
    check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
    check_ok(MPI_Wait(&recv, MPI_STATUS_IGNORE));
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Request_free(&recv));
    check_ok(MPI_Irecv(in, 1, MPI_INT, 0, 9, MPI_COMM_SELF, &plain));
    check_class(MPI_Pready(0, plain), MPI_ERR_REQUEST);
    check_ok(MPI_Cancel(&plain));
    check_ok(MPI_Wait(&plain, MPI_STATUS_IGNORE));
}

/* Both sides must have the same sum. */
static void unequal(void)
{
    int out[4] = { 0 }, in[4];
    MPI_Request send, recv;

    check_ok(
        MPI_Psend_init(out, 4, 1, MPI_INT, 0, 2, MPI_COMM_SELF, MPI_INFO_NULL, &send));
    check_ok(
        MPI_Precv_init(in, 3, 1, MPI_INT, 0, 2, MPI_COMM_SELF, MPI_INFO_NULL, &recv));
    check_ok(MPI_Start(&send));
    check_ok(MPI_Pready_range(0, 3, send));
    check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
    check_ok(MPI_Start(&recv));
    check_class(MPI_Wait(&recv, MPI_STATUS_IGNORE), MPI_ERR_TRUNCATE);
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Request_free(&recv));
}

/* The sender's partitions end in the middle of the receiver's elements, with holes. */
static void cut_elements(void)
{
    char out[24], in[64];
    MPI_Datatype pairs;
    MPI_Request send, recv;

    check_ok(MPI_Type_vector(2, 4, 6, MPI_CHAR, &pairs)); /* 8 of 10 bytes */
    check_ok(MPI_Type_commit(&pairs));
    for (int i = 0; i < 24; i++)
        out[i] = (char)(i + 1);
    check_ok(
        MPI_Psend_init(out, 4, 6, MPI_CHAR, 0, 3, MPI_COMM_SELF, MPI_INFO_NULL, &send));
    check_ok(MPI_Precv_init(in, 1, 3, pairs, 0, 3, MPI_COMM_SELF, MPI_INFO_NULL, &recv));
    check_ok(MPI_Type_free(&pairs));
    for (int round = 0; round < 2; round++) {
        memset(in, 0, sizeof in);
        check_ok(MPI_Start(&recv));
        check_ok(MPI_Start(&send));
        check_ok(MPI_Pready_range(0, 3, send));
        check_ok(MPI_Wait(&recv, MPI_STATUS_IGNORE));
        check_ok(MPI_Wait(&send, MPI_STATUS_IGNORE));
        for (int i = 0; i < 24; i++) {
            int at = i / 8 * 10 + i % 8 / 4 * 6 + i % 4;

            check(in[at] == i + 1, "byte %d, at %d, is %d", i, at, in[at]);
        }
        check(in[4] == 0 && in[5] == 0, "holes were written");
    }
    check_ok(MPI_Request_free(&send));
    check_ok(MPI_Request_free(&recv));
}

static void empty(int peer, MPI_Comm comm)
{
    MPI_Request requests[2];
    int flag;

    check_ok(
        MPI_Psend_init(NULL, 3, 0, MPI_INT, peer, 4, comm, MPI_INFO_NULL, &requests[0]));
    check_ok(
        MPI_Precv_init(NULL, 3, 0, MPI_INT, peer, 4, comm, MPI_INFO_NULL, &requests[1]));
    for (int round = 0; round < 2; round++) {
        check_ok(MPI_Startall(2, requests));
        check_ok(MPI_Pready_range(0, 1, requests[0]));
        check_ok(MPI_Parrived(requests[1], 2, &flag));
        check(flag == (peer == MPI_PROC_NULL), "partition 2: flag is %d", flag);
        check_ok(MPI_Pready(2, requests[0]));
        check_ok(MPI_Waitall(2, requests, MPI_STATUSES_IGNORE));
    }
    check_ok(MPI_Request_free(&requests[0]));
    check_ok(MPI_Request_free(&requests[1]));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    misuse();
    unequal();
    cut_elements();
    empty(0, MPI_COMM_SELF);
    empty(MPI_PROC_NULL, MPI_COMM_WORLD);
    return finish();
}
