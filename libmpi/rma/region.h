/* SPDX-License-Identifier: BSD-3-Clause */
/* region.h: the memory attached to a dynamic window (MPI 5.0, 12.2.4): pieces that do not
 * overlap. */
#ifndef RMA_REGION_H
#define RMA_REGION_H

#include <mpi.h>
#include <stdbool.h>
#include <stdint.h>

#include "util/list.h"

/* MPI_ERR_SIZE; MPI_ERR_RMA_ATTACH if a part of it is attached already; MPI_ERR_NO_MEM.
 */
int region_attach(struct list *regions, const void *base, MPI_Aint size);

/* MPI_ERR_RMA_ATTACH unless a region begins at base. */
int region_detach(struct list *regions, const void *base);

/* Whether all of these bytes are in one region. */
bool region_holds(const struct list *regions, uintptr_t address, MPI_Aint bytes);

void region_drop_all(struct list *regions);

#endif
