/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * elsewhere.h: do tasks of this step live on other nodes?  Two of them are asked, always
 * two others, so that a large step of which all tasks were killed at once does not ask a
 * single node a thousand times.
 */
#ifndef SPANK_ELSEWHERE_H
#define SPANK_ELSEWHERE_H

#include "spank/compat.h"

#include <stdbool.h>

/* False also if nobody answers. */
bool elsewhere_lives(spank_t spank);

#endif
