/* SPDX-License-Identifier: BSD-3-Clause */
/* elsewhere.c: see elsewhere.h. */
#include "spank/elsewhere.h"

#include <stdio.h>
#include <string.h>

#include "spank/question.h"

enum { NODELIST_SIZE = 16 << 10 };

/* Whom to ask about what. */
struct inquiry {
    slurm_step_id_t step;
    char nodes[2 * 256 + 2]; /* "n2,n9" */
};

/* Appends the name of one node of the list. */
static void add_node(char *text, size_t size, const char *nodelist, uint32_t which)
{
    __auto_type list = slurm_hostlist_create(nodelist); /* its type differs by release */
    size_t used = strlen(text);
    char *name = NULL;

    for (uint32_t i = 0; list && i <= which; i++)
        name = slurm_hostlist_shift(list);
    if (name)
        snprintf(text + used, size - used, "%s%s", used ? "," : "", name);
}

static bool is_anybody_there(void *about)
{
    struct inquiry *inquiry = about;
    job_step_pids_response_msg_t *answer = NULL;
    job_step_pids_t *node;

    if (slurm_job_step_get_pids(&inquiry->step, inquiry->nodes, &answer) != 0 || !answer)
        return false;
    while ((node = slurm_list_pop(answer->pid_list))) {
        if (node->pid_cnt > 0)
            return true;
    }
    return false;
}

static bool fill_step(spank_t spank, slurm_step_id_t *step)
{
    step->step_het_comp = NO_VAL;
    return spank_get_item(spank, S_JOB_ID, &step->job_id) == ESPANK_SUCCESS &&
           spank_get_item(spank, S_JOB_STEPID, &step->step_id) == ESPANK_SUCCESS;
}

static bool fill_nodes(spank_t spank, char *nodes, size_t size)
{
    static char list[NODELIST_SIZE];
    uint32_t mine, all;

    if (spank_get_item(spank, S_JOB_NODEID, &mine) != ESPANK_SUCCESS ||
        spank_get_item(spank, S_JOB_NNODES, &all) != ESPANK_SUCCESS || all < 2 ||
        spank_getenv(spank, "SLURM_STEP_NODELIST", list, sizeof list) != ESPANK_SUCCESS)
        return false;
    add_node(nodes, size, list, (mine + 1) % all);
    if (all > 3)
        add_node(nodes, size, list, (mine + all / 2) % all);
    return nodes[0] != '\0';
}

bool elsewhere_lives(spank_t spank)
{
    struct inquiry inquiry = { 0 };

    return fill_step(spank, &inquiry.step) &&
           fill_nodes(spank, inquiry.nodes, sizeof inquiry.nodes) &&
           question_ask(is_anybody_there, &inquiry);
}
