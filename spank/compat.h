/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * compat.h: what differs between the releases of Slurm, 20.11 to 26.05.  Slurm loads a
 * plugin only if it was built for its own release, so the headers of the build decide.
 */
#ifndef SPANK_COMPAT_H
#define SPANK_COMPAT_H

/* The functions that Slurm looks up are the only ones this plugin shows.  slurm.h has
 * callbacks without a prototype. */
#pragma GCC visibility push(default)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <slurm/slurm_version.h>
#include <slurm/spank.h>
#pragma GCC diagnostic pop
#pragma GCC visibility pop

#include <stdbool.h>
#include <stdint.h>

#if SLURM_VERSION_NUMBER < SLURM_VERSION_NUM(20, 11, 0)
#    error "Slurm 20.11 or newer is needed"
#endif

/* Steps with a number above this one are no srun: batch script, interactive shell of
 * salloc, extern step, pending step. */
#ifndef SLURM_MAX_NORMAL_STEP_ID
#    define SLURM_MAX_NORMAL_STEP_ID 0xfffffff0
#endif

static inline bool compat_is_interactive_step(uint32_t step)
{
#ifdef SLURM_INTERACTIVE_STEP
    return step == SLURM_INTERACTIVE_STEP;
#else
    (void)step; /* salloc before 20.11.3 has none */
    return false;
#endif
}

/* Sends a signal to all processes of a step on all its nodes.  Returns 0, or -1 with
 * errno. */
static inline int compat_signal_step(uint32_t job, uint32_t step, uint16_t signal)
{
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(25, 11, 0)
    slurm_step_id_t id = { .job_id = job, .step_het_comp = NO_VAL, .step_id = step };

    return slurm_kill_job_step(&id, signal, 0);
#elif SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 11, 0)
    return slurm_kill_job_step(job, step, signal, 0);
#else
    return slurm_kill_job_step(job, step, signal);
#endif
}

/* What slurmctld knows of a job.  Returns 0, or -1 with errno. */
static inline int compat_load_job(job_info_msg_t **answer, uint32_t job)
{
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(26, 5, 0)
    slurm_step_id_t id = { .job_id = job, .step_het_comp = NO_VAL, .step_id = NO_VAL };

    return slurm_load_job(answer, id, SHOW_ALL);
#else
    return slurm_load_job(answer, job, SHOW_ALL);
#endif
}

#endif
