/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * wait.h: the one place where the library blocks (DESIGN.md, "Waiting"): it spins while
 * that is free, yields the core when more ranks than cores share the node, and sleeps on
 * the network's event descriptor after some milliseconds without progress.
 */
#ifndef P2P_WAIT_H
#define P2P_WAIT_H

#include <stdbool.h>

#include "p2p/request.h"

/* Waits until *flag is true; someone inside progress() sets it. */
void wait_for(const bool *flag);

#endif
