/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * early.h: the slot of this task before it has met its launcher.  That takes
 * milliseconds, and a rank that dies in them must be missed, too.
 */
#ifndef NODE_EARLY_H
#define NODE_EARLY_H

#include "node/slot.h"

/* Sets the state, and returns the one before: to be set again if this process turns out
 * to be no rank.  SLOT_EMPTY, and nothing is set, if the plugin has given no slot. */
enum slot_state early_mark(enum slot_state state);

#endif
