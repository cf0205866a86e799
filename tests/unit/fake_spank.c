/* SPDX-License-Identifier: BSD-3-Clause */
/* fake_spank.c: see fake_spank.h. */
#include "tests/unit/fake_spank.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "node/slot.h"

struct fake_spank host;

spank_context_t spank_context(void)
{
    return host.context;
}

spank_err_t spank_get_item(spank_t spank, spank_item_t item, ...)
{
    spank_err_t result = ESPANK_SUCCESS;
    va_list list;

    (void)spank;
    va_start(list, item);
    switch (item) {
    case S_JOB_ID:
        *va_arg(list, uint32_t *) = JOB;
        break;
    case S_JOB_STEPID:
        *va_arg(list, uint32_t *) = host.step;
        break;
    case S_JOB_NODEID:
        *va_arg(list, uint32_t *) = host.node;
        break;
    case S_JOB_NNODES:
        *va_arg(list, uint32_t *) = host.nodes;
        break;
    case S_JOB_LOCAL_TASK_COUNT:
        *va_arg(list, uint32_t *) = host.tasks;
        break;
    case S_JOB_ARGV:
        *va_arg(list, int *) = host.argc;
        *va_arg(list, char ***) = host.argv;
        break;
    case S_TASK_ID:
        *va_arg(list, int *) = host.task;
        break;
    case S_TASK_GLOBAL_ID:
        *va_arg(list, uint32_t *) = (uint32_t)host.task * 10;
        break;
    case S_TASK_EXIT_STATUS:
        *va_arg(list, int *) = host.status[host.task];
        break;
    case S_TASK_PID:
        *va_arg(list, pid_t *) = host.pid[host.task];
        break;
    default:
        result = ESPANK_BAD_ARG;
    }
    va_end(list);
    return result;
}

spank_err_t spank_getenv(spank_t spank, const char *name, char *buf, int length)
{
    const char *value = getenv(name);

    (void)spank;
    if (!value)
        return ESPANK_ENV_NOEXIST;
    return snprintf(buf, (size_t)length, "%s", value) < length ? ESPANK_SUCCESS
                                                               : ESPANK_NOSPACE;
}

spank_err_t spank_setenv(spank_t spank, const char *name, const char *value,
                         int overwrite)
{
    (void)spank;
    setenv(name, value, overwrite);
    return ESPANK_SUCCESS;
}

spank_err_t spank_unsetenv(spank_t spank, const char *name)
{
    (void)spank;
    unsetenv(name);
    return ESPANK_SUCCESS;
}

spank_err_t spank_option_register(spank_t spank, struct spank_option *option)
{
    (void)spank;
    assert_true(host.options < MOST_OPTIONS);
    host.option[host.options++] = *option;
    return ESPANK_SUCCESS;
}

static void log_line(const char *format, va_list list)
{
    size_t used = strlen(host.log);

    vsnprintf(host.log + used, sizeof host.log - used, format, list);
    host.lines++;
}

void slurm_spank_log(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    log_line(format, list);
    va_end(list);
}

void slurm_error(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    log_line(format, list);
    va_end(list);
}

void slurm_debug(const char *format, ...)
{
    (void)format; /* nobody reads it */
}

static int note_kill(uint32_t job, uint32_t step, uint16_t number)
{
    assert_int_equal(job, JOB);
    assert_int_equal(step, STEP);
    if (number == SIGKILL)
        host.kills++;
    else if (number == NODE_END_SIGNAL)
        host.words++;
    else
        fail_msg("signal %d", number);
    errno = ETIMEDOUT;
    return host.controller_answers ? 0 : -1;
}

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(25, 11, 0)
int slurm_kill_job_step(slurm_step_id_t *step_id, uint16_t number, uint16_t flags)
{
    (void)flags;
    return note_kill(step_id->job_id, step_id->step_id, number);
}
#elif SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 11, 0)
int slurm_kill_job_step(uint32_t job, uint32_t step, uint16_t number, uint16_t flags)
{
    (void)flags;
    return note_kill(job, step, number);
}
#else
int slurm_kill_job_step(uint32_t job, uint32_t step, uint16_t number)
{
    return note_kill(job, step, number);
}
#endif

/* Who is on other nodes.  A list is what it holds: one name, or one node that answers. */

hostlist_t slurm_hostlist_create(const char *text)
{
    return (hostlist_t)(uintptr_t)text;
}

char *slurm_hostlist_shift(hostlist_t list)
{
    return (char *)list;
}

int slurm_job_step_get_pids(slurm_step_id_t *step, char *nodes,
                            job_step_pids_response_msg_t **answer)
{
    static job_step_pids_response_msg_t all;

    assert_int_equal(step->job_id, JOB);
    assert_int_equal(step->step_id, STEP);
    assert_true(strlen(nodes) > 0);
    *answer = &all;
    return host.life_elsewhere == LIFE_UNKNOWN ? -1 : 0;
}

void *slurm_list_pop(List list)
{
    static job_step_pids_t node = { .pid_cnt = 1 };

    (void)list;
    return host.life_elsewhere == LIFE ? &node : NULL;
}

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(26, 5, 0)
int slurm_load_job(job_info_msg_t **answer, slurm_step_id_t id, uint16_t flags)
{
    const uint32_t job = id.job_id;
#else
int slurm_load_job(job_info_msg_t **answer, uint32_t job, uint16_t flags)
{
#endif
    static slurm_job_info_t info;
    static job_info_msg_t all = { .record_count = 1, .job_array = &info };

    (void)flags;
    assert_int_equal(job, JOB);
    info.job_state = host.job_state;
    *answer = &all;
    return host.controller_answers ? 0 : -1;
}
