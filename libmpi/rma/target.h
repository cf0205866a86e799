/* SPDX-License-Identifier: BSD-3-Clause */
/* target.h: what this process does when it is a target: it carries out the letters of
 * origins on its own memory. */
#ifndef RMA_TARGET_H
#define RMA_TARGET_H

#include "rma/letter.h"
#include "rma/win.h"

/* body is what stands behind the letter, not aligned. */
void target_read(win_t *win, const struct letter *letter, const char *body);

/* Tells a member who has waited that it has the lock. */
void target_grant(struct win_lock *lock, int origin);

#endif
