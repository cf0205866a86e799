/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stream WAYS [MOST]: the lower half of the ranks sends windows of 64 messages to the upper half
 * (WAYS 1), which with WAYS 2 sends as many back at the same time.  Prints the bandwidth and the
 * rate of messages, all pairs together, from 8 bytes to MOST (4 MiB).
 */
#include "bench.h"

enum { WINDOW = 64, MEMORY = 64 << 20 };

struct stream {
    char *out, *in; /* a place for every message of a window */
    size_t size;
    int length; /* messages in a window; fewer than WINDOW when they are large */
    int partner, sends, receives;
};

static void window(void *what, int i)
{
    struct stream *s = what;
    MPI_Request requests[2 * WINDOW + 2];
    int n = 0, size = (int)s->size;

    (void)i;
    for (int k = 0; s->receives && k < s->length; k++)
        MPI_Irecv(s->in + k * s->size, size, MPI_BYTE, s->partner, 1, MPI_COMM_WORLD,
                  &requests[n++]);
    for (int k = 0; s->sends && k < s->length; k++)
        MPI_Isend(s->out + k * s->size, size, MPI_BYTE, s->partner, 1, MPI_COMM_WORLD,
                  &requests[n++]);
    MPI_Waitall(n, requests, MPI_STATUSES_IGNORE);
    /* A window ends when its receiver says so. */
    n = 0;
    if (s->sends)
        MPI_Irecv(NULL, 0, MPI_BYTE, s->partner, 2, MPI_COMM_WORLD, &requests[n++]);
    if (s->receives)
        MPI_Isend(NULL, 0, MPI_BYTE, s->partner, 2, MPI_COMM_WORLD, &requests[n++]);
    MPI_Waitall(n, requests, MPI_STATUSES_IGNORE);
}

/* Message k of a window is full of k + 1. */
static void check(struct stream *s)
{
    for (int k = 0; k < s->length; k++) {
        memset(s->out + k * s->size, k + 1, s->size);
        memset(s->in + k * s->size, 0, s->size);
    }
    window(s, 0);
    for (int k = 0; s->receives && k < s->length; k++)
        if (s->in[k * s->size] != k + 1 || s->in[(k + 1) * s->size - 1] != k + 1)
            fail("stream: a wrong message arrived");
}

int main(int argc, char **argv)
{
    int ways = argc > 1 ? atoi(argv[1]) : 1;
    size_t most = argc > 2 ? strtoul(argv[2], NULL, 0) : 4 << 20;
    struct stream s;
    int rank, pairs;

    MPI_Init(&argc, &argv);
    rank = rank_of_world();
    pairs = size_of_world() / 2;
    if (pairs < 1 || size_of_world() % 2)
        fail("stream: needs an even number of ranks");
    s.partner = (rank + pairs) % (2 * pairs);
    s.sends = ways == 2 || rank < pairs;
    s.receives = ways == 2 || rank >= pairs;
    s.out = room(most * WINDOW < MEMORY ? most * WINDOW : MEMORY);
    s.in = room(most * WINDOW < MEMORY ? most * WINDOW : MEMORY);
    for (s.size = 8; s.size <= most; s.size *= 2) {
        double messages;

        s.length = s.size * WINDOW > MEMORY ? (int)(MEMORY / s.size) : WINDOW;
        check(&s);
        messages = (double)s.length * pairs * ways / measure(window, &s);
        if (rank == 0)
            print("bandwidth", s.size, messages * (double)s.size / 1e6, "MB/s");
        if (rank == 0)
            print("rate", s.size, messages / 1e6, "M/s");
    }
    free(s.out);
    free(s.in);
    MPI_Finalize();
    return 0;
}
