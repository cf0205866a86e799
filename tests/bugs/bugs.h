/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * bugs.h: a program of this folder is a table of cases, each a few lines that use MPI in
 * a wrong way (or in one that is right, though it may not look so).  The first argument
 * names the case; tests/bugs/list says what must be printed.
 */
#ifndef TESTS_BUGS_H
#define TESTS_BUGS_H

#include <mpi.h>
#include <stdio.h>
#include <string.h>

struct bug {
    const char *name;
    void (*run)(int rank, int size);
};

/* For cases that begin and end MPI themselves. */
static inline const struct bug *find_bug(const struct bug *bugs, int argc, char **argv)
{
    for (; bugs->name && argc > 1; bugs++)
        if (strcmp(bugs->name, argv[1]) == 0)
            return bugs;
    fprintf(stderr, "no case is called %s\n", argc > 1 ? argv[1] : "");
    return NULL;
}

static inline int run_bug(const struct bug *bugs, int argc, char **argv)
{
    const struct bug *bug = find_bug(bugs, argc, argv);
    int rank, size;

    if (!bug)
        return 77;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    bug->run(rank, size);
    MPI_Finalize();
    return 0;
}

#endif
