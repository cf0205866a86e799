/* SPDX-License-Identifier: BSD-3-Clause */
#include "boot/boot.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pmi/wireup.h"
#include "util/err.h"
#include "util/log.h"

static struct wireup *wireup;
static struct boot self;

const struct boot *boot(void)
{
    return &self;
}

static const char *node_name(void)
{
    static char name[HOST_NAME_MAX + 1] = "an unknown node";
    const char *slurm = getenv("SLURMD_NODENAME");

    if (slurm)
        snprintf(name, sizeof name, "%s", slurm);
    else
        gethostname(name, sizeof name - 1);
    return name;
}

/* A shell, say, may stand between: the program ends, and the task does not. */
static bool is_task(void)
{
    int pid;

    return text_number(getenv("SLURM_TASK_PID"), INT_MAX, &pid) && pid == getpid();
}

int boot_task(void)
{
    int task;

    return text_number(getenv("SLURM_LOCALID"), INT_MAX, &task) ? task : -1;
}

int boot_open(void)
{
    char why[TEXT_LINE] = "";

    if (wireup_open(&wireup, why, sizeof why) != 0) {
        if (why[0])
            log_line("%s", why);
        return -1;
    }
    self = (struct boot){
        .rank = wireup->rank,
        .size = wireup->size,
        .node = wireup->node,
        .nodes = wireup->nodes,
        .local_rank = wireup->local_rank,
        .local_size = wireup->local_size,
        .local_ranks = wireup->local_ranks,
        .is_task = is_task(),
        .job = wireup->job,
        .method = wireup_method_name(wireup),
        .node_name = node_name(),
    };
    return 0;
}

static int wireup_failed(void)
{
    return err(MPI_ERR_OTHER, "%s", wireup_error(wireup));
}

int boot_say(const char *what, const void *value, size_t bytes)
{
    return wireup_put(wireup, what, value, bytes) == 0 ? MPI_SUCCESS : wireup_failed();
}

int boot_publish(const void *address, size_t bytes)
{
    char key[WIREUP_MAX_KEY];

    snprintf(key, sizeof key, "address-%d", self.rank);
    return boot_say(key, address, bytes);
}

int boot_fence(void (*waiting)(void))
{
    wireup->waiting = waiting;
    return wireup_fence(wireup) == 0 ? MPI_SUCCESS : wireup_failed();
}

int boot_hear(const char *what, void **value, size_t *bytes)
{
    return wireup_get(wireup, what, value, bytes) == 0 ? MPI_SUCCESS : wireup_failed();
}

int boot_lookup(int rank, void **address, size_t *bytes)
{
    char key[WIREUP_MAX_KEY];

    snprintf(key, sizeof key, "address-%d", rank);
    return boot_hear(key, address, bytes);
}

int boot_tell_node(const char *key, const char *text)
{
    return wireup_put_node(wireup, key, text) == 0 ? MPI_SUCCESS : wireup_failed();
}

int boot_hear_node(const char *key, char *text)
{
    return wireup_get_node(wireup, key, text) == 0 ? MPI_SUCCESS : wireup_failed();
}

void boot_abort(int code, const char *text)
{
    if (wireup)
        wireup_abort(wireup, code, text);
    boot_exit(code);
}

/* Of a code Slurm keeps eight bits: 256 would look like success, too. */
void boot_exit(int code)
{
    _exit(code & 0xff ? code & 0xff : EXIT_FAILURE);
}

int boot_close(void)
{
    int error = MPI_SUCCESS;

    if (wireup && wireup_finalize(wireup) != 0)
        error = wireup_failed();
    wireup_destroy(wireup);
    wireup = NULL;
    memset(&self, 0, sizeof self);
    return error;
}
