/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * watch.h: finds ranks that wait for ever, and says so, once per job: a deadlock that is
 * certain, at once; a job of which no rank has moved for a time (SLIPWAY_HANG); and where
 * everybody is, when a signal asks for it (SLIPWAY_HANG_SIGNAL).
 *
 * It lives in the waits of ranks that sleep already (p2p/wait.h), and in the parcels that
 * they send each other.  While MPI moves it does nothing.
 */
#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

/* Reads the environment and begins: an MPI error class.  The connections are open. */
int watch_open(void);

/* Ends, before they are closed. */
void watch_close(void);

#endif
