/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stale.h: variables of a step that something inherits which is no part of that step.
 * With them it would take itself for a rank, or wait for a launcher that is not there.
 */
#ifndef SPANK_STALE_H
#define SPANK_STALE_H

#include "spank/compat.h"

/* From the environment of this process. */
void stale_drop_own(void);

/* From the environment of the job, in slurmstepd. */
void stale_drop_job(spank_t spank);

#endif
