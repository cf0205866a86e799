/* SPDX-License-Identifier: BSD-3-Clause */
/* topo.c: virtual topologies (MPI 5.0, chapter 8), and hardware resources (8.8). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "topo/cart.h"
#include "topo/dims.h"
#include "topo/dist_graph.h"
#include "topo/graph.h"
#include "topo/split_type.h"
#include "topo/topology.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static const char *kind_name(int kind)
{
    switch (kind) {
    case MPI_CART:
        return "a Cartesian";
    case MPI_GRAPH:
        return "a graph";
    case MPI_DIST_GRAPH:
        return "a distributed graph";
    default:
        return "no";
    }
}

/* The topology of a communicator, which must be of this kind. */
static int topology_of(MPI_Comm handle, int kind, const struct topology **topology)
{
    comm_t *comm;
    int error = comm_check(handle, &comm);

    if (error)
        return error;
    *topology = comm->topology;
    if (topology_kind(*topology) == kind)
        return MPI_SUCCESS;
    return err(MPI_ERR_TOPOLOGY,
               "the communicator has %s topology: this call is for %s one",
               kind_name(topology_kind(*topology)), kind_name(kind));
}

static int cart_of(MPI_Comm handle, const struct cart **cart)
{
    const struct topology *topology;
    int error = topology_of(handle, MPI_CART, &topology);

    if (!error)
        *cart = &topology->cart;
    return error;
}

static int graph_of(MPI_Comm handle, const struct graph **graph)
{
    const struct topology *topology;
    int error = topology_of(handle, MPI_GRAPH, &topology);

    if (!error)
        *graph = &topology->graph;
    return error;
}

/* Whether an array of the program has room for n values. */
static int check_room(const char *name, int room, int n, const int *array)
{
    if (room < n)
        return err(MPI_ERR_ARG, "%s is %d: there must be room for %d", name, room, n);
    if (n > 0 && !array)
        return err(MPI_ERR_ARG, "an array that is to get %d values is NULL", n);
    return MPI_SUCCESS;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void copy(int *to, const int *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = from[i];
}

int PMPI_Topo_test(MPI_Comm comm, int *status)
{
    comm_t *c;
    int error = comm_check(comm, &c);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm), CALL_Topo_test);
    *status = topology_kind(c->topology);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Topo_test, MPI_Topo_test);

/* Cartesian topologies */

int PMPI_Dims_create(int nnodes, int ndims, int dims[])
{
    return raise_self(
        given(dims_create(nnodes, ndims, dims), "nnodes=%d, ndims=%d", nnodes, ndims),
        CALL_Dims_create);
}
weak_alias(PMPI_Dims_create, MPI_Dims_create);

int PMPI_Cart_create(MPI_Comm comm_old, int ndims, const int dims[], const int periods[],
                     int reorder, MPI_Comm *comm_cart)
{
    struct cart shape = { .ndims = ndims, .dims = dims, .periods = periods };
    comm_t *parent, *fresh = NULL;
    int error;

    (void)reorder;
    call_enter(CALL_Cart_create);
    error = comm_check_intra(comm_old, &parent);
    if (!error)
        error = cart_create(parent, &shape, &fresh);
    return comm_deliver(comm_old,
                        given(error, "%pC, ndims=%d, dims[], periods[], reorder=%d",
                              comm_old, ndims, reorder),
                        fresh, comm_cart, CALL_Cart_create);
}
weak_alias(PMPI_Cart_create, MPI_Cart_create);

int PMPI_Cartdim_get(MPI_Comm comm, int *ndims)
{
    const struct cart *cart;
    int error = cart_of(comm, &cart);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm), CALL_Cartdim_get);
    *ndims = cart->ndims;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cartdim_get, MPI_Cartdim_get);

int PMPI_Cart_get(MPI_Comm comm, int maxdims, int dims[], int periods[], int coords[])
{
    const struct cart *cart;
    int error = cart_of(comm, &cart);

    if (!error)
        error = check_room("maxdims", maxdims, cart->ndims, dims);
    if (!error && cart->ndims > 0 && (!periods || !coords))
        error = err(MPI_ERR_ARG, "%s is NULL: pass an array of %d",
                    periods ? "coords" : "periods", cart->ndims);
    if (error)
        return raise_comm(comm, given(error, "%pC, maxdims=%d", comm, maxdims),
                          CALL_Cart_get);
    copy(dims, cart->dims, cart->ndims);
    copy(periods, cart->periods, cart->ndims);
    copy(coords, cart->coords, cart->ndims);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cart_get, MPI_Cart_get);

int PMPI_Cart_coords(MPI_Comm comm, int rank, int maxdims, int coords[])
{
    const struct cart *cart;
    int error = cart_of(comm, &cart);

    if (!error)
        error = comm_check_rank("rank", rank, comm_of(comm)->size);
    if (!error)
        error = check_room("maxdims", maxdims, cart->ndims, coords);
    if (error)
        return raise_comm(comm,
                          given(error, "%pC, rank=%d, maxdims=%d", comm, rank, maxdims),
                          CALL_Cart_coords);
    cart_coords(cart, rank, coords);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cart_coords, MPI_Cart_coords);

static int check_coords(const struct cart *cart, const int *coords)
{
    if (cart->ndims > 0 && !coords)
        return err(MPI_ERR_ARG, "coords is NULL: pass an array of %d", cart->ndims);
    for (int i = 0; i < cart->ndims; i++)
        if (!cart->periods[i] && (coords[i] < 0 || coords[i] >= cart->dims[i]))
            return err(MPI_ERR_ARG,
                       "coords[%d] is %d: dimension %d is not periodic and has 0 to %d",
                       i, coords[i], i, cart->dims[i] - 1);
    return MPI_SUCCESS;
}

int PMPI_Cart_rank(MPI_Comm comm, const int coords[], int *rank)
{
    const struct cart *cart;
    int error = cart_of(comm, &cart);

    if (!error)
        error = check_coords(cart, coords);
    if (error)
        return raise_comm(comm, given(error, "%pC, coords[]", comm), CALL_Cart_rank);
    *rank = cart_rank(cart, coords);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cart_rank, MPI_Cart_rank);

static int check_direction(const struct cart *cart, int direction)
{
    if (direction >= 0 && direction < cart->ndims)
        return MPI_SUCCESS;
    return err(MPI_ERR_DIMS,
               "direction is %d: the topology has %d dimensions, counted from 0",
               direction, cart->ndims);
}

int PMPI_Cart_shift(MPI_Comm comm, int direction, int disp, int *rank_source,
                    int *rank_dest)
{
    const struct cart *cart;
    int error = cart_of(comm, &cart);

    if (!error)
        error = check_direction(cart, direction);
    if (error)
        return raise_comm(
            comm, given(error, "%pC, direction=%d, disp=%d", comm, direction, disp),
            CALL_Cart_shift);
    *rank_source = cart_neighbor(cart, direction, -(long)disp);
    *rank_dest = cart_neighbor(cart, direction, disp);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cart_shift, MPI_Cart_shift);

int PMPI_Cart_sub(MPI_Comm comm, const int remain_dims[], MPI_Comm *newcomm)
{
    const struct cart *cart;
    comm_t *fresh = NULL;
    int error;

    call_enter(CALL_Cart_sub);
    error = cart_of(comm, &cart);
    if (!error && cart->ndims > 0 && !remain_dims)
        error = err(MPI_ERR_ARG, "remain_dims is NULL: pass an array of %d", cart->ndims);
    if (!error)
        error = cart_sub(comm_of(comm), remain_dims, &fresh);
    return comm_deliver(comm, given(error, "%pC, remain_dims[]", comm), fresh, newcomm,
                        CALL_Cart_sub);
}
weak_alias(PMPI_Cart_sub, MPI_Cart_sub);

/* Ranks keep their order, here and in the _create calls. */
static int placed(int rank, int nodes)
{
    return rank < nodes ? rank : MPI_UNDEFINED;
}

int PMPI_Cart_map(MPI_Comm comm, int ndims, const int dims[], const int periods[],
                  int *newrank)
{
    comm_t *c;
    int nodes;
    int error = comm_check_intra(comm, &c);

    if (!error)
        error = cart_check(ndims, dims, periods, c->size, &nodes);
    if (error)
        return raise_comm(comm,
                          given(error, "%pC, ndims=%d, dims[], periods[]", comm, ndims),
                          CALL_Cart_map);
    *newrank = placed(c->rank, nodes);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Cart_map, MPI_Cart_map);

/* Graphs */

int PMPI_Graph_create(MPI_Comm comm_old, int nnodes, const int indx[], const int edges[],
                      int reorder, MPI_Comm *comm_graph)
{
    struct graph graph = { .nnodes = nnodes, .index = indx, .edges = edges };
    comm_t *parent, *fresh = NULL;
    int error;

    (void)reorder;
    call_enter(CALL_Graph_create);
    error = comm_check_intra(comm_old, &parent);
    if (!error)
        error = graph_create(parent, &graph, &fresh);
    return comm_deliver(comm_old,
                        given(error, "%pC, nnodes=%d, indx[], edges[], reorder=%d",
                              comm_old, nnodes, reorder),
                        fresh, comm_graph, CALL_Graph_create);
}
weak_alias(PMPI_Graph_create, MPI_Graph_create);

int PMPI_Graphdims_get(MPI_Comm comm, int *nnodes, int *nedges)
{
    const struct graph *graph;
    int error = graph_of(comm, &graph);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm), CALL_Graphdims_get);
    *nnodes = graph->nnodes;
    *nedges = graph->nedges;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Graphdims_get, MPI_Graphdims_get);

int PMPI_Graph_get(MPI_Comm comm, int maxindex, int maxedges, int indx[], int edges[])
{
    const struct graph *graph;
    int error = graph_of(comm, &graph);

    if (!error)
        error = check_room("maxindex", maxindex, graph->nnodes, indx);
    if (!error)
        error = check_room("maxedges", maxedges, graph->nedges, edges);
    if (error)
        return raise_comm(
            comm, given(error, "%pC, maxindex=%d, maxedges=%d", comm, maxindex, maxedges),
            CALL_Graph_get);
    copy(indx, graph->index, graph->nnodes);
    copy(edges, graph->edges, graph->nedges);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Graph_get, MPI_Graph_get);

/* The neighbours of a rank, and how many, in *n. */
static int neighbors_of_rank(MPI_Comm comm, int rank, const int **neighbors, int *n)
{
    const struct graph *graph;
    int error = graph_of(comm, &graph);

    if (!error)
        error = comm_check_rank("rank", rank, graph->nnodes);
    if (!error)
        *n = graph_neighbors(graph, rank, neighbors);
    return error;
}

int PMPI_Graph_neighbors_count(MPI_Comm comm, int rank, int *nneighbors)
{
    const int *neighbors;
    int n, error = neighbors_of_rank(comm, rank, &neighbors, &n);

    if (error)
        return raise_comm(comm, given(error, "%pC, rank=%d", comm, rank),
                          CALL_Graph_neighbors_count);
    *nneighbors = n;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Graph_neighbors_count, MPI_Graph_neighbors_count);

int PMPI_Graph_neighbors(MPI_Comm comm, int rank, int maxneighbors, int neighbors[])
{
    const int *found;
    int n, error = neighbors_of_rank(comm, rank, &found, &n);

    if (!error)
        error = check_room("maxneighbors", maxneighbors, n, neighbors);
    if (error)
        return raise_comm(
            comm, given(error, "%pC, rank=%d, maxneighbors=%d", comm, rank, maxneighbors),
            CALL_Graph_neighbors);
    copy(neighbors, found, n);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Graph_neighbors, MPI_Graph_neighbors);

int PMPI_Graph_map(MPI_Comm comm, int nnodes, const int indx[], const int edges[],
                   int *newrank)
{
    struct graph graph = { .nnodes = nnodes, .index = indx, .edges = edges };
    comm_t *c;
    int error = comm_check_intra(comm, &c);

    if (!error)
        error = graph_check(&graph, c->size);
    if (error)
        return raise_comm(comm,
                          given(error, "%pC, nnodes=%d, indx[], edges[]", comm, nnodes),
                          CALL_Graph_map);
    *newrank = placed(c->rank, nnodes);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Graph_map, MPI_Graph_map);

/* Distributed graphs */

int PMPI_Dist_graph_create(MPI_Comm comm_old, int n, const int sources[],
                           const int degrees[], const int destinations[],
                           const int weights[], MPI_Info info, int reorder,
                           MPI_Comm *comm_dist_graph)
{
    struct dist_graph_part part = { n, sources, degrees, destinations, weights };
    comm_t *parent, *fresh = NULL;
    info_t *hints;
    int error;

    (void)reorder;
    call_enter(CALL_Dist_graph_create);
    error = comm_check_intra(comm_old, &parent);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = dist_graph_create(parent, &part, &fresh);
    return comm_deliver(
        comm_old,
        given(
            error,
            "%pC, n=%d, sources[], degrees[], destinations[], weights[], %pI, reorder=%d",
            comm_old, n, info, reorder),
        fresh, comm_dist_graph, CALL_Dist_graph_create);
}
weak_alias(PMPI_Dist_graph_create, MPI_Dist_graph_create);

int PMPI_Dist_graph_create_adjacent(MPI_Comm comm_old, int indegree, const int sources[],
                                    const int sourceweights[], int outdegree,
                                    const int destinations[], const int destweights[],
                                    MPI_Info info, int reorder, MPI_Comm *comm_dist_graph)
{
    struct neighbors neighbors = { indegree, outdegree, sources, destinations, false };
    comm_t *parent, *fresh = NULL;
    info_t *hints;
    int error;

    (void)reorder;
    call_enter(CALL_Dist_graph_create_adjacent);
    error = comm_check_intra(comm_old, &parent);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = dist_graph_create_adjacent(parent, &neighbors, sourceweights, destweights,
                                           &fresh);
    return comm_deliver(
        comm_old,
        given(
            error,
            "%pC, indegree=%d, sources[], sourceweights[], outdegree=%d, destinations[], destweights[], %pI, reorder=%d",
            comm_old, indegree, outdegree, info, reorder),
        fresh, comm_dist_graph, CALL_Dist_graph_create_adjacent);
}
weak_alias(PMPI_Dist_graph_create_adjacent, MPI_Dist_graph_create_adjacent);

int PMPI_Dist_graph_neighbors_count(MPI_Comm comm, int *indegree, int *outdegree,
                                    int *weighted)
{
    const struct topology *topology;
    int error = topology_of(comm, MPI_DIST_GRAPH, &topology);

    if (error)
        return raise_comm(comm, given(error, "%pC", comm),
                          CALL_Dist_graph_neighbors_count);
    *indegree = topology->neighbors.indegree;
    *outdegree = topology->neighbors.outdegree;
    *weighted = topology->dist_graph.weighted;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Dist_graph_neighbors_count, MPI_Dist_graph_neighbors_count);

/* The first n neighbours with their weights; weights are left alone if there are none, or
 * if the program wants none. */
static void copy_neighbors(int *ranks, int *weights, int n, const int *from_ranks,
                           const int *from_weights)
{
    copy(ranks, from_ranks, n);
    if (from_weights && weights && weights != MPI_UNWEIGHTED &&
        weights != MPI_WEIGHTS_EMPTY)
        copy(weights, from_weights, n);
}

int PMPI_Dist_graph_neighbors(MPI_Comm comm, int maxindegree, int sources[],
                              int sourceweights[], int maxoutdegree, int destinations[],
                              int destweights[])
{
    const struct topology *t;
    int error = topology_of(comm, MPI_DIST_GRAPH, &t);
    int in, out;

    if (!error && (maxindegree < 0 || maxoutdegree < 0))
        error = err(MPI_ERR_ARG,
                    "maxindegree is %d and maxoutdegree %d: they must not be negative",
                    maxindegree, maxoutdegree);
    if (error)
        return raise_comm(comm,
                          given(error, "%pC, maxindegree=%d, maxoutdegree=%d", comm,
                                maxindegree, maxoutdegree),
                          CALL_Dist_graph_neighbors);
    in = smaller(maxindegree, t->neighbors.indegree);
    out = smaller(maxoutdegree, t->neighbors.outdegree);
    copy_neighbors(sources, sourceweights, in, t->neighbors.sources,
                   t->dist_graph.source_weights);
    copy_neighbors(destinations, destweights, out, t->neighbors.destinations,
                   t->dist_graph.destination_weights);
    return MPI_SUCCESS;
}
weak_alias(PMPI_Dist_graph_neighbors, MPI_Dist_graph_neighbors);

/* Hardware */

int PMPI_Get_hw_resource_info(MPI_Info *hw_info)
{
    info_t *info;
    int error;

    call_enter(CALL_Get_hw_resource_info);
    error = split_type_info(&info);
    if (!error)
        *hw_info = ledger_give(&info->object, CALL_Get_hw_resource_info);
    else
        error = raise_self(error, CALL_Get_hw_resource_info);
    call_leave();
    return error;
}
weak_alias(PMPI_Get_hw_resource_info, MPI_Get_hw_resource_info);
