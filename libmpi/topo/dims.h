/* SPDX-License-Identifier: BSD-3-Clause */
/* dims.h: balanced grids of processes (MPI 5.0, 8.5.2). */
#ifndef TOPO_DIMS_H
#define TOPO_DIMS_H

/*
 * MPI_Dims_create: gives the dimensions that are 0 values, so that the product of all is
 * nodes.  The new ones do not increase; of all such, the difference of the largest and
 * the smallest is the least, and then the largest, the second and so on are the least.
 * MPI_ERR_ARG, MPI_ERR_DIMS (nodes is no multiple of the dimensions that are given),
 * MPI_ERR_NO_MEM.
 */
int dims_create(int nodes, int ndims, int *dims);

#endif
