/* SPDX-License-Identifier: BSD-3-Clause */
#include "topo/cart.h"

#include <stdlib.h>

#include "topo/create.h"
#include "util/err.h"

void cart_coords(const struct cart *cart, int rank, int *coords)
{
    for (int i = cart->ndims - 1; i >= 0; i--) {
        coords[i] = rank % cart->dims[i];
        rank /= cart->dims[i];
    }
}

/* A coordinate brought into its dimension, -1 if it cannot be. */
static int wrap(const struct cart *cart, int dimension, long coord)
{
    int n = cart->dims[dimension];

    if (coord >= 0 && coord < n)
        return (int)coord;
    return cart->periods[dimension] ? (int)((coord % n + n) % n) : -1;
}

int cart_rank(const struct cart *cart, const int *coords)
{
    int rank = 0;

    for (int i = 0; i < cart->ndims; i++) {
        int coord = wrap(cart, i, coords[i]);

        if (coord < 0)
            return MPI_PROC_NULL;
        rank = rank * cart->dims[i] + coord;
    }
    return rank;
}

int cart_neighbor(const struct cart *cart, int dimension, long disp)
{
    int moved = wrap(cart, dimension, cart->coords[dimension] + disp);
    int rank = 0;

    if (moved < 0)
        return MPI_PROC_NULL;
    for (int i = 0; i < cart->ndims; i++)
        rank = rank * cart->dims[i] + (i == dimension ? moved : cart->coords[i]);
    return rank;
}

int cart_check(int ndims, const int *dims, const int *periods, int most, int *nodes)
{
    long product = 1;

    if (ndims < 0)
        return err(MPI_ERR_DIMS, "ndims is %d: it must not be negative", ndims);
    if (ndims > 0 && (!dims || !periods))
        return err(MPI_ERR_ARG, "%s is NULL: pass an array of %d",
                   dims ? "periods" : "dims", ndims);
    for (int i = 0; i < ndims; i++) {
        if (dims[i] <= 0)
            return err(MPI_ERR_DIMS, "dims[%d] is %d: it must be positive", i, dims[i]);
        product *= dims[i];
        if (product > most)
            return err(
                MPI_ERR_DIMS,
                "the first %d dimensions take %ld processes: the communicator has %d",
                i + 1, product, most);
    }
    *nodes = (int)product;
    return MPI_SUCCESS;
}

/* Gives a new communicator its topology, or takes it back. */
static int furnish(const struct cart *shape, comm_t **comm)
{
    int error = MPI_SUCCESS;

    if (*comm)
        error = topology_cart(shape, (*comm)->rank, &(*comm)->topology);
    if (error)
        object_put(&(*comm)->object);
    return error;
}

int cart_create(comm_t *parent, const struct cart *shape, comm_t **comm)
{
    int nodes;
    int error =
        cart_check(shape->ndims, shape->dims, shape->periods, parent->size, &nodes);

    if (!error)
        error = create_from_first(parent, nodes, comm);
    return error ? error : furnish(shape, comm);
}

/* Processes that agree in the coordinates that do not remain belong together. */
static int color_of(const struct cart *cart, const int *remain)
{
    int color = 0;

    for (int i = 0; i < cart->ndims; i++)
        if (!remain[i])
            color = color * cart->dims[i] + cart->coords[i];
    return color;
}

/* dims and periods have room for the whole. */
static struct cart shape_of_sub(const struct cart *cart, const int *remain, int *dims,
                                int *periods)
{
    struct cart shape = { .dims = dims, .periods = periods };

    for (int i = 0; i < cart->ndims; i++) {
        if (!remain[i])
            continue;
        dims[shape.ndims] = cart->dims[i];
        periods[shape.ndims++] = cart->periods[i];
    }
    return shape;
}

int cart_sub(comm_t *comm, const int *remain, comm_t **sub)
{
    const struct cart *cart = &comm->topology->cart;
    int *room = malloc((2 * (size_t)cart->ndims + 1) * sizeof *room);
    struct cart shape;
    int error;

    if (!room)
        return err(MPI_ERR_NO_MEM, "no memory for %d dimensions", cart->ndims);
    shape = shape_of_sub(cart, remain, room, room + cart->ndims);
    error = create_split(comm, color_of(cart, remain), comm->rank, sub);
    if (!error)
        error = furnish(&shape, sub);
    free(room);
    return error;
}
