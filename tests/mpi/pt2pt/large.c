/* SPDX-License-Identifier: BSD-3-Clause */
/* large: a message of more bytes than an int counts; the argument says how many.  Only
 * its ends and some bytes in between are written and looked at. */
#include "../check.h"

enum { STRIDE = 1 << 20 };

static int is_marked(size_t i, size_t bytes)
{
    return i % STRIDE == 17 || i == bytes - 1;
}

static void touch(unsigned char *buffer, size_t bytes, int verify)
{
    for (size_t i = 17; i < bytes; i = i + STRIDE < bytes ? i + STRIDE : bytes - 1) {
        unsigned char expected = (unsigned char)(i / STRIDE * 7 + i % 251);

        if (verify)
            check(buffer[i] == expected, "byte %zu is %d, not %d", i, buffer[i],
                  expected);
        else
            buffer[i] = expected;
        check(is_marked(i, bytes), "the test itself is wrong");
        if (i == bytes - 1)
            break;
    }
}

int main(int argc, char **argv)
{
    size_t bytes = argc > 1 ? strtoull(argv[1], NULL, 0) : 0;
    unsigned char *buffer = room(bytes);
    MPI_Status status;
    MPI_Count count;

    check_init(&argc, &argv);
    if (rank == 0) {
        touch(buffer, bytes, 0);
        check_ok(MPI_Send_c(buffer, (MPI_Count)bytes, MPI_BYTE, 1, 1, MPI_COMM_WORLD));
    } else if (rank == 1) {
        check_ok(MPI_Recv_c(buffer, (MPI_Count)bytes, MPI_BYTE, 0, 1, MPI_COMM_WORLD,
                            &status));
        check_ok(MPI_Get_count_c(&status, MPI_BYTE, &count));
        check(count == (MPI_Count)bytes, "%lld B came", (long long)count);
        touch(buffer, bytes, 1);
    }
    free(buffer);
    return finish();
}
