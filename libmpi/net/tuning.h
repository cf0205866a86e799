/* SPDX-License-Identifier: BSD-3-Clause */
/* tuning.h: how UCX is set up, where neither its environment nor its files say so. */
#ifndef NET_TUNING_H
#define NET_TUNING_H

#include <stdbool.h>

#include "net/ucx.h"

/* A configuration for ucp_init; between_nodes: no message goes to a rank of this node.
 * Some of it stands in the environment until tuning_end, when the worker is made. */
ucs_status_t tuning_read(bool between_nodes, ucp_config_t **config);
void tuning_end(void);

#endif
