/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ticket.h: what each process says in MPI_Comm_split, and the order that follows from it
 * (MPI 5.0, 7.4.2).
 */
#ifndef TOPO_TICKET_H
#define TOPO_TICKET_H

#include "topo/agreement.h"

struct ticket {
    int color, key;
    int rank; /* in the group that is split */
    int reserved;
    struct contexts contexts; /* an offer, in case this process will be rank 0 */
};

/* Moves the tickets of one color to the front, in the order of their new ranks: by key,
 * then by old rank.  Returns how many there are. */
int ticket_select(struct ticket *tickets, int size, int color);

#endif
