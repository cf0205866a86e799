/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * partitioned.h: partitioned communication (MPI 5.0, chapter 4): a persistent send whose
 * data becomes ready piece by piece, and a receive that sees pieces arrive.
 */
#ifndef P2P_PARTITIONED_H
#define P2P_PARTITIONED_H

#include <stdbool.h>

#include "p2p/message.h"
#include "p2p/request.h"

/* message is one partition, the first of `partitions` that lie one behind the other
 * (message_to, message_from).  MPI_ERR_COUNT if partitions is negative or all together
 * are beyond 64 bits; MPI_ERR_RANK, MPI_ERR_TAG for wildcards. */
int partitioned_send_init(const struct message *message, int partitions,
                          request_t **request);
int partitioned_recv_init(const struct message *message, int partitions,
                          request_t **request);

/* MPI_Pready and its kin: MPI_ERR_REQUEST if the handle is no active partitioned send,
 * MPI_ERR_ARG for a partition that there is not, or that is ready already. */
int partitioned_ready_range(MPI_Request handle, int low, int high);
int partitioned_ready_list(MPI_Request handle, int length, const int *partitions);

/* MPI_Parrived: true also for null and inactive requests; the same errors. */
int partitioned_arrived(MPI_Request handle, int partition, int *flag);

#endif
