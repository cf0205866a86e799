/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * win_info.h: the hints of a window (MPI 5.0, 12.2.7).  The standard's are known, with
 * their defaults; but for alloc_shared_noncontig nothing is made of them yet, which they
 * allow.  Any other key is ignored, and does not come back.
 */
#ifndef RMA_WIN_INFO_H
#define RMA_WIN_INFO_H

#include "rma/win.h"

/* Takes what info (NULL: nothing) says of the hints that are known. */
int win_info_set(win_t *win, const info_t *info);

/* All known hints, with their values; give back with object_put. */
int win_info_get(const win_t *win, info_t **info);

/* Whether the hint is "true". */
bool win_info_says(const win_t *win, const char *key);

#endif
