/* SPDX-License-Identifier: BSD-3-Clause */
/* latecomers.h: whom the ranks that have come to MPI_Init wait for. */
#ifndef WATCH_LATECOMERS_H
#define WATCH_LATECOMERS_H

#include <stdbool.h>

/* Writes a line about them, after so many seconds; false if it is for another rank of
 * this node, or another node, to write it. */
bool latecomers_tell(unsigned seconds);

#endif
