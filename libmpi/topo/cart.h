/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * cart.h: Cartesian topologies (MPI 5.0, 8.5).  Ranks are in row-major order: the last
 * coordinate runs fastest.  A topology of zero dimensions has one process.
 */
#ifndef TOPO_CART_H
#define TOPO_CART_H

#include "comm/comm.h"
#include "topo/topology.h"

void cart_coords(const struct cart *cart, int rank, int *coords);

/* A coordinate of a periodic dimension may be any number; MPI_PROC_NULL if another one is
 * outside. */
int cart_rank(const struct cart *cart, const int *coords);

/* The process displaced by disp from this one, in one dimension; or MPI_PROC_NULL. */
int cart_neighbor(const struct cart *cart, int dimension, long disp);

/* The processes of a shape, at most `most` of them: MPI_ERR_DIMS, MPI_ERR_ARG. */
int cart_check(int ndims, const int *dims, const int *periods, int most, int *nodes);

/* MPI_Cart_create: the parent's first processes in their order, NULL for the others;
 * collective. */
int cart_create(comm_t *parent, const struct cart *shape, comm_t **comm);

/* MPI_Cart_sub of a communicator with a Cartesian topology; collective. */
int cart_sub(comm_t *comm, const int *remain, comm_t **sub);

#endif
