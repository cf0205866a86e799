/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * contention.h: who has the locks of this process's windows, and who waits for them.
 * Only the target knows, so those who look for deadlocks ask it (watch/).
 */
#ifndef RMA_CONTENTION_H
#define RMA_CONTENTION_H

#include <stdbool.h>
#include <stdint.h>

/* A process that holds the lock of the window with this context id, or waits for it. */
typedef void contention_f(uint64_t context, int proc, bool holds, void *argument);

/* Calls visit for those at each lock that somebody waits for. */
void contention_each(contention_f *visit, void *argument);

#endif
