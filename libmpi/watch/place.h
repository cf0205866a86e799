/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * place.h: where in the program the call stands that waits now: "ring.c:42".
 *
 * In Python it is the innermost line of Python that is not mpi4py's own; otherwise the
 * first frame outside of this library: file and line where there is debug information and
 * libdw (elfutils) to read it, else the object and the offset in it, for addr2line.
 */
#ifndef WATCH_PLACE_H
#define WATCH_PLACE_H

#include <stddef.h>

/* Of the calling thread; empty if it cannot be found. */
void place_of_call(char *text, size_t size);

/* The address of the call, for later: NULL, if it cannot be found. */
const void *place_address(void);

#endif
