/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * instance.h: what the world model and all sessions of a process share (MPI 5.0, 11.1).
 *
 * The connections (launcher, network, queues of messages) are opened by the first user
 * and stay until the process exits: a launcher can be asked only once, and a session may
 * be opened after all others are gone.  The predefined objects (datatypes, operations,
 * ...) exist while there is a user.
 */
#ifndef WORLD_INSTANCE_H
#define WORLD_INSTANCE_H

#include <stdbool.h>

/* One more user.  Local.  If the connections cannot be opened, the job is ended with the
 * cause. */
void instance_enter(void);

/* One less: before the last goes, what it sent must leave.  all_met: all processes have
 * flushed and met, so that nobody needs this one at its exit. */
void instance_leave(bool all_met);

/* There is a user; there was one at some time. */
bool instance_is_active(void);
bool instance_was_active(void);

#endif
