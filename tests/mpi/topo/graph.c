/* SPDX-License-Identifier: BSD-3-Clause */
/* graph: a graph with loops and double edges over all processes but the last, what can be
 * asked of it, and neighbourhood collectives. */
#include "../check.h"

/* Node i has i + 1 edges: to itself, and to those that follow, round and round. */
struct edges {
    int nodes, *index, *edges;
};

static struct edges make(int nodes)
{
    struct edges g = { nodes, room(nodes * sizeof(int)),
                       room(nodes * (nodes + 1) / 2 * sizeof(int)) };
    int n = 0;

    for (int i = 0; i < nodes; i++) {
        for (int j = 0; j <= i; j++)
            g.edges[n++] = (i + j / 2) % nodes;
        g.index[i] = n;
    }
    return g;
}

static void inquire(MPI_Comm comm, const struct edges *g)
{
    int nodes, edges, status, n, *index = room(g->nodes * sizeof *index);
    int total = g->index[g->nodes - 1], *found = room(total * sizeof *found);

    check_ok(MPI_Topo_test(comm, &status));
    check(status == MPI_GRAPH, "topology %d", status);
    check_ok(MPI_Graphdims_get(comm, &nodes, &edges));
    check(nodes == g->nodes && edges == total, "%d nodes, %d edges", nodes, edges);
    check_ok(MPI_Graph_get(comm, nodes, edges, index, found));
    check(memcmp(index, g->index, nodes * sizeof *index) == 0, "the index differs");
    check(memcmp(found, g->edges, edges * sizeof *found) == 0, "the edges differ");
    for (int i = 0; i < nodes; i++) {
        check_ok(MPI_Graph_neighbors_count(comm, i, &n));
        check(n == i + 1, "node %d has %d neighbours", i, n);
        check_ok(MPI_Graph_neighbors(comm, i, n, found));
        check(memcmp(found, g->edges + g->index[i] - n, n * sizeof *found) == 0,
              "the neighbours of %d differ", i);
    }
    check_class(MPI_Graph_neighbors(comm, nodes - 1, 0, found), MPI_ERR_ARG);
    check_class(MPI_Graph_neighbors_count(comm, nodes, &n), MPI_ERR_RANK);
    check_class(MPI_Graph_get(comm, nodes - 1, edges, index, found), MPI_ERR_ARG);
    free(index);
    free(found);
}

/* A graph whose edges go both ways, as collectives need it: a ring, with double edges. */
static void ring(void)
{
    int *index = room(size * sizeof *index), *edges = room(4 * size * sizeof *edges);
    int left = (rank - 1 + size) % size, right = (rank + 1) % size, got[4];
    MPI_Comm comm;

    for (int i = 0; i < size; i++) {
        index[i] = 4 * (i + 1);
        edges[4 * i] = edges[4 * i + 1] = (i - 1 + size) % size;
        edges[4 * i + 2] = edges[4 * i + 3] = (i + 1) % size;
    }
    check_ok(MPI_Graph_create(MPI_COMM_WORLD, size, index, edges, 0, &comm));
    check_ok(MPI_Neighbor_allgather(&rank, 1, MPI_INT, got, 1, MPI_INT, comm));
    for (int i = 0; i < 4; i++)
        check(got[i] == (i < 2 ? left : right), "block %d is of %d", i, got[i]);
    check_ok(MPI_Comm_free(&comm));
    free(index);
    free(edges);
}

static void refused(void)
{
    int beyond = size, one = 1, zero = 0;
    MPI_Comm world, out = MPI_COMM_NULL;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(world);
    check_class(MPI_Graph_create(world, size + 1, &one, &zero, 0, &out), MPI_ERR_ARG);
    check_class(MPI_Graph_create(world, -1, &one, &zero, 0, &out), MPI_ERR_ARG);
    check_class(MPI_Graph_create(world, 1, &one, &beyond, 0, &out), MPI_ERR_ARG);
    check_class(MPI_Graph_create(world, 1, NULL, &zero, 0, &out), MPI_ERR_ARG);
    check(out == MPI_COMM_NULL, "a failed call gives a communicator");
    check_ok(MPI_Graph_create(world, 0, NULL, NULL, 0, &out));
    check(out == MPI_COMM_NULL, "a graph of no nodes has a communicator");
    check_ok(MPI_Comm_free(&world));
}

int main(int argc, char **argv)
{
    MPI_Comm world, comm, dup;
    struct edges g;
    int newrank;

    check_init(&argc, &argv);
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(world);
    g = make(size > 1 ? size - 1 : 1);
    check_ok(MPI_Graph_map(world, g.nodes, g.index, g.edges, &newrank));
    check_ok(MPI_Graph_create(world, g.nodes, g.index, g.edges, 1, &comm));
    check((comm == MPI_COMM_NULL) == (rank >= g.nodes), "%d nodes", g.nodes);
    check((comm == MPI_COMM_NULL) == (newrank == MPI_UNDEFINED), "mapped to %d", newrank);
    if (comm != MPI_COMM_NULL) {
        check_ok(MPI_Comm_dup(comm, &dup));
        check_ok(MPI_Comm_free(&comm));
        inquire(dup, &g);
        check_ok(MPI_Comm_free(&dup));
    }
    free(g.index);
    free(g.edges);
    ring();
    refused();
    check_ok(MPI_Comm_free(&world));
    return finish();
}
