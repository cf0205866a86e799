/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * greeting.h: what processes say to each other that have no numbers for each other yet:
 * outside of all order and all communicators (spawn/ knows what it means).
 */
#ifndef P2P_GREETING_H
#define P2P_GREETING_H

#include <stdbool.h>
#include <stddef.h>

#include "net/net.h"

/* Called from progress() with each greeting, valid inside only; may send. */
typedef void greeting_f(const void *greeting, size_t bytes);

/* Who hears them from here on; nobody (NULL): they are dropped. */
void greeting_listen(greeting_f *heard);

/* Sends a copy to a process (peer_introduce).  An MPI error class; that the process is no
 * more may be seen later only, or never. */
int greeting_send(int proc, const void *bytes, size_t count);

/* transfer_arrival's part: true if the data is kept or being fetched. */
bool greeting_arrival(struct net_data data);

#endif
