/* SPDX-License-Identifier: BSD-3-Clause */
/* job.c: see job.h. */
#include "spank/job.h"

#include "spank/compat.h"
#include "spank/question.h"

static bool is_ending(void *job)
{
    job_info_msg_t *answer = NULL;
    uint32_t state;

    if (compat_load_job(&answer, *(uint32_t *)job) != 0 || !answer ||
        answer->record_count < 1)
        return false;
    state = answer->job_array[0].job_state;
    return (state & JOB_COMPLETING) || (state & JOB_STATE_BASE) > JOB_SUSPENDED;
}

bool job_is_ending(uint32_t job)
{
    return question_ask(is_ending, &job);
}
