/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * shared.h: the shared file pointer (MPI 5.0, 14.4.4): a number that rank 0 of the file's
 * communicator keeps.  Others ask it, by a message on that communicator, to add to the
 * number and to tell what it was; rank 0 answers whenever it is inside the library, so a
 * rank that computes for long makes those wait who move the pointer.  No lock and no file
 * beside the user's is needed, and any file system will do.
 */
#ifndef IO_SHARED_H
#define IO_SHARED_H

#include "comm/comm.h"

struct shared;

/* Local, but all members of comm do it; the caller keeps comm, which no other messages
 * but those of collectives go through.  The pointer is 0. */
int shared_create(comm_t *comm, struct shared **shared);

/* When all members have what they asked for.  NULL is harmless. */
void shared_destroy(struct shared *shared);

/* What the pointer is, and then increment more.  Any member, at any time. */
int shared_add(struct shared *shared, MPI_Offset increment, MPI_Offset *before);

/* Sets it.  Rank 0 only; the caller sees to it that the others wait until it is done. */
void shared_set(struct shared *shared, MPI_Offset value);

#endif
