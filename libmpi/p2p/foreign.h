/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * foreign.h: who a process is beyond its own job, and the numbers of processes of other
 * jobs (p2p/peer.h).
 *
 * A job is named by a hash of the network address of its rank 0, which UCX makes
 * different for every process on earth; a world of one is a job like any other.  When a
 * process first meets one of a job, it takes numbers for all of that job, one after the
 * other: so the same process has the same number whenever it is met again.
 */
#ifndef P2P_FOREIGN_H
#define P2P_FOREIGN_H

#include <stddef.h>
#include <stdint.h>

struct identity {
    uint64_t job;
    int32_t size; /* of its world */
    int32_t rank; /* in it */
};

/* Who this process is, and its address, which lives until MPI_Finalize.  A world of one,
 * which needs no network alone, opens it here.  An MPI error class. */
int foreign_self(struct identity *self, const void **address, size_t *bytes);

/* The number by which this process knows another from here on. */
int foreign_number(const struct identity *who, int *proc);

/* Who the process with a number is. */
int foreign_identity(int proc, struct identity *who);

/* Of bytes that name something (FNV-1a). */
uint64_t foreign_hash(const void *data, size_t bytes);

/* Forgets all, at the end. */
void foreign_fini(void);

#endif
