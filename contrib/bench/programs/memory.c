/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * memory: what a rank occupies after MPI_Init, and after it has exchanged a message with every
 * other.  It is the mean of the ranks' proportional shares (Pss: a page that k processes map
 * counts 1/k in each).  The size is the number of ranks.
 */
#include "bench.h"

/* MiB by which this process is charged in /proc. */
static double share(void)
{
    FILE *f = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    double kib = -1;

    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "Pss: %lf", &kib) == 1)
            break;
    if (f)
        fclose(f);
    return kib / 1024;
}

/* Nobody goes on, and so changes the others' shares, before all have looked. */
static void report(const char *name)
{
    double mine, sum;

    MPI_Barrier(MPI_COMM_WORLD);
    mine = share();
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Reduce(&mine, &sum, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank_of_world() == 0)
        print(name, size_of_world(), sum / size_of_world(), "MiB");
}

static void exchange(void)
{
    enum { BYTES = 1024 };
    int rank = rank_of_world(), size = size_of_world();
    char in[BYTES], out[BYTES] = { 0 };

    for (int k = 1; k < size; k++)
        MPI_Sendrecv(out, BYTES, MPI_BYTE, (rank + k) % size, 1, in, BYTES, MPI_BYTE,
                     (rank + size - k) % size, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    report("after_init");
    exchange();
    report("after_exchange");
    MPI_Finalize();
    return 0;
}
