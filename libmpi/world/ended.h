/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ended.h: a rank that the plugin tells to end, because another one has died or called
 * MPI_Abort.  It exits with the lowest code of failure, for srun ends with the highest of
 * its tasks and so gives the code of the one that is the cause.  A rank that does not
 * listen is killed, and then srun's status is 137.
 */
#ifndef WORLD_ENDED_H
#define WORLD_ENDED_H

/* Listens, if the plugin is there and the program has no use of its own for the signal.
 * Besides, a rank goes when the launcher on its node is killed. */
void ended_listen(void);

#endif
