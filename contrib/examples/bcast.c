/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * bcast: rank 0 broadcasts {'key1': [7, 2.72, 2+3j], 'key2': ('abc', 'xyz')}, and every rank appends
 * its number to key1.  C has no dictionaries: a structure goes as its bytes, which is right where
 * all ranks run the same program.
 */
#include <complex.h>
#include <mpi.h>
#include <stdio.h>

struct dictionary {
    struct {
        int number;
        double fraction;
        double complex imaginary;
        int appended;
    } key1;
    char key2[2][4];
};

static void print(int rank, const struct dictionary *d)
{
    printf("rank %d has {'key1': [%d, %g, (%g+%gj), %d], 'key2': ('%s', '%s')}\n", rank,
           d->key1.number, d->key1.fraction, creal(d->key1.imaginary),
           cimag(d->key1.imaginary), d->key1.appended, d->key2[0], d->key2[1]);
}

int main(int argc, char **argv)
{
    struct dictionary data = { 0 };
    int rank;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        data = (struct dictionary){ { 7, 2.72, 2 + 3 * I, 0 }, { "abc", "xyz" } };
    MPI_Bcast(&data, sizeof data, MPI_BYTE, 0, MPI_COMM_WORLD);
    data.key1.appended = rank;
    print(rank, &data);
    MPI_Finalize();
    return 0;
}
