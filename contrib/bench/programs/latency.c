/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * latency [MOST]: the time of a message from rank 0 to rank 1 (half a round trip), from 8 bytes
 * to MOST (4 MiB), and whether what comes back is what was sent.
 */
#include "bench.h"

struct ball {
    char *buffer;
    int size;
};

static void round_trip(void *what, int i)
{
    struct ball *b = what;
    int rank = rank_of_world();

    (void)i;
    if (rank == 0)
        MPI_Send(b->buffer, b->size, MPI_BYTE, 1, 1, MPI_COMM_WORLD);
    if (rank <= 1)
        MPI_Recv(b->buffer, b->size, MPI_BYTE, 1 - rank, 1, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    if (rank == 1)
        MPI_Send(b->buffer, b->size, MPI_BYTE, 0, 1, MPI_COMM_WORLD);
}

/* Rank 1 starts with zeros: rank 0's bytes must make the way to it and back. */
static void check(struct ball *b)
{
    for (int i = 0; i < b->size; i++)
        b->buffer[i] = rank_of_world() == 0 ? (char)(i * 7 + 1) : 0;
    round_trip(b, 0);
    for (int i = 0; i < b->size; i++)
        if (rank_of_world() <= 1 && b->buffer[i] != (char)(i * 7 + 1))
            fail("latency: a wrong byte arrived");
}

int main(int argc, char **argv)
{
    size_t most = argc > 1 ? strtoul(argv[1], NULL, 0) : 4 << 20;
    struct ball b;

    MPI_Init(&argc, &argv);
    if (size_of_world() < 2)
        fail("latency: needs two ranks");
    b.buffer = room(most);
    b.size = 8;
    measure(round_trip, &b); /* until the kernel has given each process a core */
    for (size_t size = 8; size <= most; size *= 2) {
        double seconds;

        b.size = (int)size;
        check(&b);
        seconds = measure(round_trip, &b) / 2;
        if (rank_of_world() == 0)
            print("latency", size, seconds * 1e6, "us");
    }
    free(b.buffer);
    MPI_Finalize();
    return 0;
}
