/* SPDX-License-Identifier: BSD-3-Clause */
/* topology: coordinates, ranks, shifts and neighbours of every kind of topology, and
 * copies of it; the order of MPI_Comm_split. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "topo/cart.h"
#include "topo/graph.h"
#include "topo/ticket.h"
#include "topo/topology.h"
#include "util/err.h"

static struct topology *cart(int ndims, const int *dims, const int *periods, int rank)
{
    struct cart shape = { ndims, dims, periods, NULL };
    struct topology *topology;

    assert_int_equal(topology_cart(&shape, rank, &topology), MPI_SUCCESS);
    return topology;
}

static const int dims[] = { 2, 3, 4 }, periods[] = { 0, 7, 0 };

static void coordinates_are_in_row_major_order(void **state)
{
    struct topology *t = cart(3, dims, periods, 0);
    int coords[3], rank = 0;

    (void)state;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++, rank++) {
                int wanted[3] = { i, j, k };

                cart_coords(&t->cart, rank, coords);
                assert_memory_equal(coords, wanted, sizeof wanted);
                assert_int_equal(cart_rank(&t->cart, coords), rank);
            }
    free(t);
}

static void periodic_coordinates_wrap(void **state)
{
    struct topology *t = cart(3, dims, periods, 0);

    (void)state;
    assert_int_equal(t->cart.periods[1], 1);
    for (int j = -9; j < 9; j++)
        assert_int_equal(cart_rank(&t->cart, (int[]){ 1, j, 2 }),
                         12 + (j + 9) % 3 * 4 + 2);
    assert_int_equal(cart_rank(&t->cart, (int[]){ 2, 0, 0 }), MPI_PROC_NULL);
    assert_int_equal(cart_rank(&t->cart, (int[]){ 0, 0, -1 }), MPI_PROC_NULL);
    assert_int_equal(cart_rank(&t->cart, (int[]){ 0, INT_MIN, 0 }),
                     (int)(((long)INT_MIN % 3 + 3) % 3) * 4);
    free(t);
}

/* From (1, 2, 0), rank 20. */
static void shifts_end_at_borders_that_are_not_periodic(void **state)
{
    struct topology *t = cart(3, dims, periods, 20);

    (void)state;
    assert_int_equal(cart_neighbor(&t->cart, 0, -1), 8);
    assert_int_equal(cart_neighbor(&t->cart, 0, 1), MPI_PROC_NULL);
    assert_int_equal(cart_neighbor(&t->cart, 1, 1), 12);
    assert_int_equal(cart_neighbor(&t->cart, 1, -5), 12);
    assert_int_equal(cart_neighbor(&t->cart, 1, 3), 20);
    assert_int_equal(cart_neighbor(&t->cart, 2, 3), 23);
    assert_int_equal(cart_neighbor(&t->cart, 2, 4), MPI_PROC_NULL);
    assert_int_equal(cart_neighbor(&t->cart, 2, 0), 20);
    assert_int_equal(cart_neighbor(&t->cart, 2, -(long)INT_MIN), MPI_PROC_NULL);
    free(t);
}

static void neighbors_of_a_grid_come_down_then_up(void **state)
{
    const int wanted[] = { 8, MPI_PROC_NULL, 16, 12, MPI_PROC_NULL, 21 };
    struct topology *t = cart(3, dims, periods, 20), *copy;

    (void)state;
    assert_int_equal(topology_copy(t, 20, &copy), MPI_SUCCESS);
    free(t);
    assert_int_equal(topology_kind(copy), MPI_CART);
    assert_true(copy->neighbors.cartesian);
    assert_int_equal(copy->neighbors.indegree, 6);
    assert_int_equal(copy->neighbors.outdegree, 6);
    assert_memory_equal(copy->neighbors.sources, wanted, sizeof wanted);
    assert_memory_equal(copy->neighbors.destinations, wanted, sizeof wanted);
    assert_memory_equal(copy->cart.coords, ((int[]){ 1, 2, 0 }), 3 * sizeof(int));
    free(copy);
}

/* Both neighbours are the same process, or this one. */
static void neighbors_of_short_rings_are_kept(void **state)
{
    struct topology *t = cart(2, (int[]){ 1, 2 }, (int[]){ 1, 1 }, 1);

    (void)state;
    assert_memory_equal(t->neighbors.sources, ((int[]){ 1, 1, 0, 0 }), 4 * sizeof(int));
    free(t);
}

static void zero_dimensions_have_one_process(void **state)
{
    struct topology *t = cart(0, NULL, NULL, 0);
    int nodes = 0;

    (void)state;
    assert_int_equal(cart_check(0, NULL, NULL, 5, &nodes), MPI_SUCCESS);
    assert_int_equal(nodes, 1);
    assert_int_equal(cart_rank(&t->cart, NULL), 0);
    assert_int_equal(t->neighbors.indegree, 0);
    free(t);
}

static void shapes_that_cannot_be_are_refused(void **state)
{
    int nodes = -1;

    (void)state;
    assert_int_equal(cart_check(3, dims, periods, 23, &nodes), MPI_ERR_DIMS);
    assert_int_equal(cart_check(2, (int[]){ 1, 0 }, periods, 23, &nodes), MPI_ERR_DIMS);
    assert_int_equal(cart_check(2, (int[]){ -1, -1 }, periods, 9, &nodes), MPI_ERR_DIMS);
    assert_int_equal(
        cart_check(3, (int[]){ INT_MAX, INT_MAX, INT_MAX }, periods, INT_MAX, &nodes),
        MPI_ERR_DIMS);
    assert_int_equal(cart_check(-1, NULL, NULL, 9, &nodes), MPI_ERR_DIMS);
    assert_int_equal(cart_check(1, dims, NULL, 9, &nodes), MPI_ERR_ARG);
    assert_int_equal(nodes, -1);
    assert_int_equal(cart_check(3, dims, periods, 24, &nodes), MPI_SUCCESS);
    assert_int_equal(nodes, 24);
}

/* The example of MPI 5.0, 8.5.3; node 1 has a double edge and a loop besides. */
static void graphs_keep_all_edges(void **state)
{
    const int index[] = { 2, 5, 6, 8 }, edges[] = { 1, 3, 0, 0, 1, 3, 0, 2 };
    struct graph graph = { .nnodes = 4, .index = index, .edges = edges };
    struct topology *t, *copy;
    const int *neighbors;

    (void)state;
    assert_int_equal(graph_check(&graph, 4), MPI_SUCCESS);
    assert_int_equal(graph.nedges, 8);
    assert_int_equal(topology_graph(&graph, 1, &t), MPI_SUCCESS);
    assert_int_equal(topology_copy(t, 1, &copy), MPI_SUCCESS);
    free(t);
    assert_int_equal(topology_kind(copy), MPI_GRAPH);
    assert_false(copy->neighbors.cartesian);
    assert_int_equal(copy->neighbors.outdegree, 3);
    assert_memory_equal(copy->neighbors.sources, ((int[]){ 0, 0, 1 }), 3 * sizeof(int));
    assert_int_equal(graph_neighbors(&copy->graph, 0, &neighbors), 2);
    assert_memory_equal(neighbors, edges, 2 * sizeof(int));
    assert_int_equal(graph_neighbors(&copy->graph, 3, &neighbors), 2);
    assert_memory_equal(neighbors, edges + 6, 2 * sizeof(int));
    free(copy);
}

static void check_refused(int nnodes, const int *index, const int *edges)
{
    struct graph graph = { .nnodes = nnodes, .index = index, .edges = edges };

    assert_int_equal(graph_check(&graph, 3), MPI_ERR_ARG);
}

static void graphs_that_cannot_be_are_refused(void **state)
{
    (void)state;
    check_refused(4, (int[]){ 0, 0, 0, 0 }, NULL);
    check_refused(-1, NULL, NULL);
    check_refused(2, NULL, NULL);
    check_refused(2, (int[]){ 1, 0 }, (int[]){ 0 });
    check_refused(2, (int[]){ -1, 0 }, (int[]){ 0 });
    check_refused(2, (int[]){ 1, 1 }, (int[]){ 2 });
    check_refused(2, (int[]){ 1, 1 }, (int[]){ -1 });
    check_refused(2, (int[]){ 1, 1 }, NULL);
}

static void distributed_graphs_have_weights_or_none(void **state)
{
    const int sources[] = { 4, 4, 1 }, destinations[] = { 2 };
    const int in[] = { 10, 11, 12 }, out[] = { 13 };
    struct neighbors neighbors = { 3, 1, sources, destinations, false };
    struct dist_graph weights = { true, in, out };
    struct topology *t, *copy;

    (void)state;
    assert_int_equal(topology_dist_graph(&neighbors, &weights, &t), MPI_SUCCESS);
    assert_int_equal(topology_copy(t, 0, &copy), MPI_SUCCESS);
    free(t);
    assert_int_equal(topology_kind(copy), MPI_DIST_GRAPH);
    assert_memory_equal(copy->neighbors.sources, sources, sizeof sources);
    assert_memory_equal(copy->neighbors.destinations, destinations, sizeof destinations);
    assert_memory_equal(copy->dist_graph.source_weights, in, sizeof in);
    assert_memory_equal(copy->dist_graph.destination_weights, out, sizeof out);
    free(copy);
    weights.weighted = false;
    assert_int_equal(topology_dist_graph(&neighbors, &weights, &t), MPI_SUCCESS);
    assert_null(t->dist_graph.source_weights);
    free(t);
    assert_int_equal(topology_kind(NULL), MPI_UNDEFINED);
}

static void split_orders_by_key_then_by_rank(void **state)
{
    struct ticket tickets[] = {
        { .color = 1, .key = 5, .rank = 0 },
        { .color = 0, .key = 0, .rank = 1 },
        { .color = 1, .key = INT_MIN, .rank = 2 },
        { .color = MPI_UNDEFINED, .rank = 3 },
        { .color = 1, .key = 5, .rank = 4 },
        { .color = 1, .key = INT_MAX, .rank = 5 },
        { .color = 1, .key = -1, .rank = 6 },
    };
    const int wanted[] = { 2, 6, 0, 4, 5 };

    (void)state;
    assert_int_equal(ticket_select(tickets, 7, 1), 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(tickets[i].rank, wanted[i]);
    assert_int_equal(ticket_select(tickets, 7, 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coordinates_are_in_row_major_order),
        cmocka_unit_test(periodic_coordinates_wrap),
        cmocka_unit_test(shifts_end_at_borders_that_are_not_periodic),
        cmocka_unit_test(neighbors_of_a_grid_come_down_then_up),
        cmocka_unit_test(neighbors_of_short_rings_are_kept),
        cmocka_unit_test(zero_dimensions_have_one_process),
        cmocka_unit_test(shapes_that_cannot_be_are_refused),
        cmocka_unit_test(graphs_keep_all_edges),
        cmocka_unit_test(graphs_that_cannot_be_are_refused),
        cmocka_unit_test(distributed_graphs_have_weights_or_none),
        cmocka_unit_test(split_orders_by_key_then_by_rank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
