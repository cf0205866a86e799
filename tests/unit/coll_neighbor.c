/* SPDX-License-Identifier: BSD-3-Clause */
/* Neighborhood collectives: rings and grids with few processes in a dimension, edges to
 * nobody, several edges between the same two processes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

#include "coll/neighbor.h"

enum { MOST_EDGES = 12, COUNT = 2, NOTHING = -1 };

struct process {
    int sources[MOST_EDGES], destinations[MOST_EDGES];
    struct neighbors neighbors;
    int in[MOST_EDGES * COUNT], out[MOST_EDGES * COUNT];
    struct coll c;
};

static struct process processes[MOST_RANKS];

/* What a process sends over its k-th edge. */
static int value(int rank, int edge, int i)
{
    return 1000 * rank + 10 * edge + i;
}

static void start_process(int rank, enum coll_kind kind)
{
    struct process *p = &processes[rank];

    memset(p, 0, sizeof *p);
    p->neighbors.sources = p->sources;
    p->neighbors.destinations = p->destinations;
    for (int edge = 0; edge < MOST_EDGES; edge++)
        for (int i = 0; i < COUNT; i++) {
            p->in[edge * COUNT + i] = value(rank, edge, i);
            p->out[edge * COUNT + i] = NOTHING;
        }
    p->c = (struct coll){ .kind = kind, .neighbors = &p->neighbors };
    p->c.send = (struct side){ .buffer = p->in,
                               .count = COUNT,
                               .type = type_named(BASIC_MPI_INT),
                               .same = kind == COLL_NEIGHBOR_ALLGATHER };
    p->c.recv = p->c.send;
    p->c.recv.buffer = p->out;
    p->c.recv.same = false;
}

static void run(int ranks, unsigned seed)
{
    struct coll c[MOST_RANKS];

    for (int r = 0; r < ranks; r++)
        c[r] = processes[r].c;
    case_run(c, ranks, NULL, seed);
}

/* The sender and the edge that a process's k-th block came from. */
static void expect(int rank, int block, int sender, int edge)
{
    const int *out = &processes[rank].out[block * COUNT];

    if (processes[rank].c.kind == COLL_NEIGHBOR_ALLGATHER)
        edge = 0;
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(out[i],
                         sender == MPI_PROC_NULL ? NOTHING : value(sender, edge, i));
}

/* A grid of rows x columns processes; what is sent down or left comes in from up or
 * right. */
static int grid_neighbor(int rows, int columns, bool periodic, int rank, int edge)
{
    int step = edge % 2 ? 1 : -1;
    int row = rank / columns + (edge < 2 ? step : 0);
    int column = rank % columns + (edge < 2 ? 0 : step);

    if (!periodic && (row < 0 || row >= rows || column < 0 || column >= columns))
        return MPI_PROC_NULL;
    return (row + rows) % rows * columns + (column + columns) % columns;
}

static void try_grid(enum coll_kind kind, int rows, int columns, bool periodic)
{
    for (int r = 0; r < rows * columns; r++) {
        struct process *p = &processes[r];

        start_process(r, kind);
        for (int edge = 0; edge < 4; edge++)
            p->sources[edge] = p->destinations[edge] =
                grid_neighbor(rows, columns, periodic, r, edge);
        p->neighbors.indegree = p->neighbors.outdegree = 4;
        p->neighbors.cartesian = true;
    }
    run(rows * columns, rows * 10 + columns);
    for (int r = 0; r < rows * columns; r++)
        for (int edge = 0; edge < 4; edge++)
            expect(r, edge, processes[r].sources[edge], edge ^ 1);
}

static void grids(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 5; rows++)
        for (int columns = 1; columns <= 5; columns++)
            for (int periodic = 0; periodic < 2; periodic++) {
                try_grid(COLL_NEIGHBOR_ALLTOALL, rows, columns, periodic);
                try_grid(COLL_NEIGHBOR_ALLGATHER, rows, columns, periodic);
            }
}

/* Every process has 2 edges to the next one, one to itself, and one to process 0: the
 * k-th edge from one to another is the k-th into the other. */
static void graph_with_repeated_edges(void **state)
{
    enum { RANKS = 5 };

    (void)state;
    for (int r = 0; r < RANKS; r++) {
        struct process *p = &processes[r];
        int before = (r + RANKS - 1) % RANKS, after = (r + 1) % RANKS;
        int out[] = { after, r, after, 0 }, in[] = { r, before, before };

        start_process(r, COLL_NEIGHBOR_ALLTOALL);
        memcpy(p->destinations, out, sizeof out);
        memcpy(p->sources, in, sizeof in);
        p->neighbors.outdegree = 4;
        p->neighbors.indegree = 3;
        for (int sender = 0; r == 0 && sender < RANKS; sender++)
            p->sources[p->neighbors.indegree++] = sender;
    }
    run(RANKS, 3);
    for (int r = 0; r < RANKS; r++) {
        int before = (r + RANKS - 1) % RANKS;

        expect(r, 0, r, 1);
        expect(r, 1, before, 0);
        expect(r, 2, before, 2);
    }
    for (int sender = 0; sender < RANKS; sender++)
        expect(0, 3 + sender, sender, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grids),
        cmocka_unit_test(graph_with_repeated_edges),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
