/* SPDX-License-Identifier: BSD-3-Clause */
/* job.h: what slurmctld knows of the job. */
#ifndef SPANK_JOB_H
#define SPANK_JOB_H

#include <stdbool.h>
#include <stdint.h>

/* True if Slurm itself is ending it: scancel, the time limit, preemption, a node that
 * failed.  False also if slurmctld does not answer. */
bool job_is_ending(uint32_t job);

#endif
