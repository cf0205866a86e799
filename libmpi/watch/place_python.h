/* SPDX-License-Identifier: BSD-3-Clause */
/* place_python.h: the line of Python that this thread is at. */
#ifndef WATCH_PLACE_PYTHON_H
#define WATCH_PLACE_PYTHON_H

#include <stdbool.h>
#include <stddef.h>

/* "ring.py:42"; false if this is no Python. */
bool place_python(char *text, size_t size);

/* The same out of a traceback, innermost line first, as Python's faulthandler writes it:
 *   File "/home/me/ring.py", line 42 in main
 * Lines of mpi4py are passed over. */
bool place_python_line(const char *traceback, char *text, size_t size);

#endif
