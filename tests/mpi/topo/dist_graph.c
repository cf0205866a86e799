/* SPDX-License-Identifier: BSD-3-Clause */
/* dist_graph: distributed graphs whose edges are named by their own ends, by one process,
 * and by those they do not concern; with weights and without; with collectives. */
#include "../check.h"

/* Not the constants themselves: gcc 12 takes them for the addresses of empty arrays. */
static int *volatile unweighted = MPI_UNWEIGHTED, *volatile empty = MPI_WEIGHTS_EMPTY;

/* The edges of all tests: from every process to itself and to the k next ones, where k is
 * its rank modulo 3, with a double edge to the next. */
static int out_degree(int r)
{
    return r % 3 + 2;
}

static int destination(int r, int i)
{
    return i < 2 ? (r + 1) % size : (r + i) % size;
}

static int weight(int r, int i)
{
    return 100 * r + i;
}

/* How many edges lead from s to me. */
static int edges_from(int s)
{
    int n = 0;

    for (int i = 0; i < out_degree(s); i++)
        n += destination(s, i) == rank;
    return n;
}

struct mine {
    int in, out, weighted, *sources, *source_weights, *destinations, *destination_weights;
};

static struct mine ask(MPI_Comm comm)
{
    struct mine m;
    int status;

    check_ok(MPI_Topo_test(comm, &status));
    check(status == MPI_DIST_GRAPH, "topology %d", status);
    check_ok(MPI_Dist_graph_neighbors_count(comm, &m.in, &m.out, &m.weighted));
    m.sources = room(m.in * sizeof(int));
    m.source_weights = room(m.in * sizeof(int));
    m.destinations = room(m.out * sizeof(int));
    m.destination_weights = room(m.out * sizeof(int));
    check_ok(MPI_Dist_graph_neighbors(
        comm, m.in, m.sources, m.weighted ? m.source_weights : unweighted, m.out,
        m.destinations, m.weighted ? m.destination_weights : unweighted));
    return m;
}

static void forget(struct mine *m)
{
    free(m->sources);
    free(m->source_weights);
    free(m->destinations);
    free(m->destination_weights);
}

static int count(const int *ranks, int n, int wanted)
{
    int found = 0;

    for (int i = 0; i < n; i++)
        found += ranks[i] == wanted;
    return found;
}

/* Every edge is there as often as it was named, in any order. */
static void check_edges(const struct mine *m)
{
    int wanted = 0;

    check(m->out == out_degree(rank), "%d edges out, not %d", m->out, out_degree(rank));
    for (int r = 0; r < size; r++) {
        int to = 0;

        for (int i = 0; i < m->out; i++)
            to += destination(rank, i) == r;
        wanted += edges_from(r);
        check(count(m->destinations, m->out, r) == to, "%d edges to %d",
              count(m->destinations, m->out, r), r);
        check(count(m->sources, m->in, r) == edges_from(r), "%d edges from %d",
              count(m->sources, m->in, r), r);
    }
    check(m->in == wanted, "%d edges in, not %d", m->in, wanted);
}

/* An edge's weight says whose edge it is, so it must stand where its ends are. */
static void check_weights(const struct mine *m)
{
    for (int i = 0; i < m->in; i++) {
        int s = m->source_weights[i] / 100, e = m->source_weights[i] % 100;

        check(m->sources[i] == s && destination(s, e) == rank, "weight %d from %d",
              m->source_weights[i], m->sources[i]);
    }
    for (int i = 0; i < m->out; i++) {
        int s = m->destination_weights[i] / 100, e = m->destination_weights[i] % 100;

        check(s == rank && destination(rank, e) == m->destinations[i], "weight %d to %d",
              m->destination_weights[i], m->destinations[i]);
    }
}

/* What is sent along an edge is its weight; so both ends must agree on which edge is the
 * k-th between them. */
static void along_edges(MPI_Comm comm, const struct mine *m)
{
    int *got = room(m->in * sizeof *got), *all = room(m->in * sizeof *all);

    check_ok(
        MPI_Neighbor_alltoall(m->destination_weights, 1, MPI_INT, got, 1, MPI_INT, comm));
    check_ok(MPI_Neighbor_allgather(&rank, 1, MPI_INT, all, 1, MPI_INT, comm));
    for (int i = 0; i < m->in; i++) {
        check(got[i] == m->source_weights[i], "%d came along edge %d of weight %d",
              got[i], i, m->source_weights[i]);
        check(all[i] == m->sources[i], "%d came from %d", all[i], m->sources[i]);
    }
    free(got);
    free(all);
}

/* Takes the communicator. */
static void check_graph(MPI_Comm comm, int weighted)
{
    struct mine m;
    MPI_Comm dup;

    check_ok(MPI_Comm_dup(comm, &dup));
    check_ok(MPI_Comm_free(&comm));
    m = ask(dup);
    check_edges(&m);
    check(m.weighted == weighted, "weighted is %d", m.weighted);
    if (weighted) {
        check_weights(&m);
        along_edges(dup, &m);
    }
    forget(&m);
    check_ok(MPI_Comm_free(&dup));
}

/* This process names the edges of processes first, first + step and so on. */
static MPI_Comm named(int first, int step, int weighted)
{
    int n = 0, edges = 0, *sources = room(size * sizeof *sources);
    int *degrees = room(size * sizeof *degrees);
    int *destinations = room(4 * size * sizeof *destinations);
    int *weights = room(4 * size * sizeof *weights);
    MPI_Comm comm;

    for (int r = first; r < size; r += step) {
        sources[n] = r;
        degrees[n++] = out_degree(r);
        for (int i = 0; i < out_degree(r); i++) {
            destinations[edges] = destination(r, i);
            weights[edges++] = weight(r, i);
        }
    }
    check_ok(MPI_Dist_graph_create(MPI_COMM_WORLD, n, sources, degrees, destinations,
                                   weighted ? weights : unweighted, MPI_INFO_NULL, 0,
                                   &comm));
    free(sources);
    free(degrees);
    free(destinations);
    free(weights);
    return comm;
}

/* As MPI_Dist_graph_create found them out. */
static MPI_Comm adjacent(MPI_Comm comm)
{
    struct mine m = ask(comm);
    MPI_Comm again;

    check_ok(MPI_Dist_graph_create_adjacent(
        MPI_COMM_WORLD, m.in, m.sources, m.source_weights, m.out, m.destinations,
        m.destination_weights, MPI_INFO_NULL, 1, &again));
    forget(&m);
    check_ok(MPI_Comm_free(&comm));
    return again;
}

static void no_edges(void)
{
    int in, out, weighted;
    MPI_Comm comm;

    for (int i = 0; i < 2; i++) {
        int *none = i ? empty : unweighted;

        check_ok(MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 0, NULL, none, 0, NULL,
                                                none, MPI_INFO_NULL, 0, &comm));
        check_ok(MPI_Dist_graph_neighbors_count(comm, &in, &out, &weighted));
        check(in == 0 && out == 0 && weighted == i, "%d, %d, %d", in, out, weighted);
        check_ok(MPI_Neighbor_alltoall(NULL, 0, MPI_INT, NULL, 0, MPI_INT, comm));
        check_ok(MPI_Comm_free(&comm));
        check_ok(MPI_Dist_graph_create(MPI_COMM_WORLD, 0, NULL, NULL, NULL, none,
                                       MPI_INFO_NULL, 0, &comm));
        check_ok(MPI_Dist_graph_neighbors_count(comm, &in, &out, &weighted));
        check(in == 0 && out == 0 && weighted == i, "%d, %d, %d", in, out, weighted);
        check_ok(MPI_Comm_free(&comm));
    }
}

/* Room for fewer neighbours than there are: the first ones. */
static void first_neighbors(void)
{
    int ranks[3] = { 0, 0, 0 }, weights[3] = { 7, 8, 9 }, got[3] = { -1, -1, -1 };
    int heavy[3] = { -1, -1, -1 };
    MPI_Comm comm;

    check_ok(MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, 3, ranks, weights, 3, ranks,
                                            weights, MPI_INFO_NULL, 0, &comm));
    check_ok(MPI_Dist_graph_neighbors(comm, 2, got, heavy, 0, NULL, NULL));
    check(got[1] == 0 && got[2] == -1, "%d, %d", got[1], got[2]);
    check(heavy[0] == 7 && heavy[1] == 8 && heavy[2] == -1, "%d, %d, %d", heavy[0],
          heavy[1], heavy[2]);
    check_ok(MPI_Comm_free(&comm));
}

static void refused(void)
{
    int beyond[1] = { size }, zero[1] = { 0 }, one[1] = { 1 }, minus[1] = { -1 };
    MPI_Comm world, out = MPI_COMM_NULL;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(world);
    check_class(MPI_Dist_graph_create(world, 1, beyond, one, zero, unweighted,
                                      MPI_INFO_NULL, 0, &out),
                MPI_ERR_RANK);
    check_class(MPI_Dist_graph_create(world, 1, zero, one, beyond, unweighted,
                                      MPI_INFO_NULL, 0, &out),
                MPI_ERR_RANK);
    check_class(MPI_Dist_graph_create(world, 1, zero, minus, zero, unweighted,
                                      MPI_INFO_NULL, 0, &out),
                MPI_ERR_ARG);
    check_class(
        MPI_Dist_graph_create(world, 1, zero, one, zero, minus, MPI_INFO_NULL, 0, &out),
        MPI_ERR_ARG);
    check_class(MPI_Dist_graph_create_adjacent(world, 1, zero, empty, 0, NULL, empty,
                                               MPI_INFO_NULL, 0, &out),
                MPI_ERR_ARG);
    check_class(MPI_Dist_graph_create_adjacent(world, 1, zero, unweighted, 1, zero, one,
                                               MPI_INFO_NULL, 0, &out),
                MPI_ERR_ARG);
    check_class(MPI_Dist_graph_create_adjacent(world, -1, zero, one, 0, NULL, one,
                                               MPI_INFO_NULL, 0, &out),
                MPI_ERR_ARG);
    check(out == MPI_COMM_NULL, "a failed call gives a communicator");
    check_ok(MPI_Comm_free(&world));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int weighted = 0; weighted < 2; weighted++) {
        check_graph(named(rank, size, weighted), weighted);
        check_graph(named(rank ? size : 0, 1, weighted), weighted);
        check_graph(named((rank + 1) % size, size, weighted), weighted);
    }
    check_graph(adjacent(named((rank + 1) % size, size, 1)), 1);
    no_edges();
    first_neighbors();
    refused();
    return finish();
}
