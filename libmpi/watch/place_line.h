/* SPDX-License-Identifier: BSD-3-Clause */
/* place_line.h: the line of source of an address in this process, by libdw. */
#ifndef WATCH_PLACE_LINE_H
#define WATCH_PLACE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* "ring.c:42"; false if there is no debug information, or no libdw. */
bool place_line(const void *address, char *text, size_t size);

#endif
