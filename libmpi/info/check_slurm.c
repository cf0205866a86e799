/* SPDX-License-Identifier: BSD-3-Clause */
/* check_slurm.c: whether Slurm is configured so that srun starts MPI programs by itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "info/check.h"
#include "info/command.h"
#include "info/plugstack.h"
#include "node/slot.h"

#define PLUGIN_LINE "optional slipway.so mpi=pmi2"

/* Of `scontrol show config`: "MpiDefault              = none". */
static void config_value(const char *config, const char *key, char *value, size_t size)
{
    const char *line = strstr(config, key);
    const char *equals = line ? strchr(line, '=') : NULL;

    snprintf(value, size, "%.*s", equals ? (int)strcspn(equals + 2, " \n") : 0,
             equals ? equals + 2 : "");
}

static uint32_t version_number(const char *text)
{
    unsigned int major = 0, minor = 0;

    sscanf(text, "%u.%u", &major, &minor);
    return major << 16 | minor << 8;
}

static bool prints(const char *command, const char *expected)
{
    char *output = command_output(command);
    bool found = output && strstr(output, expected);

    free(output);
    return found;
}

/* False if it is for another Slurm, or nowhere. */
static bool check_plugin_file(const char *config, const char *plugin)
{
    char folders[PATH_MAX], path[PATH_MAX], slurm[32];
    uint32_t built_for;

    config_value(config, "PluginDir", folders, sizeof folders);
    config_value(config, "SLURM_VERSION", slurm, sizeof slurm);
    if (!plugstack_path(plugin, folders, path)) {
        check_change("install the plugin on this node, or correct the path",
                     "the plugin %s is not there (PluginDir is %s)", path, folders);
        return false;
    }
    built_for = plugstack_version(path);
    if (built_for >> 8 == version_number(slurm) >> 8) {
        check_fine("the plugin %s is for Slurm %u.%02u, and so is this one", path,
                   built_for >> 16, built_for >> 8 & 255);
        return true;
    }
    check_change("build and install the plugin for this Slurm",
                 "the plugin %s is for Slurm %u.%02u, but this is %s", path,
                 built_for >> 16, built_for >> 8 & 255, slurm);
    return false;
}

static void check_loaded(bool explained)
{
    if (prints("srun --help", "--mpi-hang"))
        check_fine("srun has the plugin: its --help shows the --mpi-... options");
    else if (!explained)
        check_change("look for what srun says about it: srun -v -n1 true",
                     "srun does not load the plugin");
}

/* How a step gets its PMI-2. */
static void check_mpi_type(const char *config, bool pmi2_by_plugin)
{
    const char *chosen = getenv("SLURM_MPI_TYPE");
    char by_default[64];

    config_value(config, "MpiDefault", by_default, sizeof by_default);
    if (!prints("srun --mpi=list", "pmi2"))
        check_change("install Slurm's plugin mpi/pmi2", "this Slurm has no PMI-2");
    else if (pmi2_by_plugin)
        check_fine("srun takes PMI-2 by the plugin (MpiDefault is %s)", by_default);
    else if (strcmp(by_default, "pmi2") == 0)
        check_fine("srun takes PMI-2: MpiDefault is pmi2");
    else
        check_change("write \"" PLUGIN_LINE "\" in plugstack.conf, or MpiDefault=pmi2 in "
                     "slurm.conf; without either users need srun --mpi=pmi2",
                     "srun takes another type of MPI: MpiDefault is %s", by_default);
    if (chosen && strcmp(chosen, "pmi2") != 0)
        check_change("unset it", "SLURM_MPI_TYPE is %s in your environment", chosen);
}

static void check_config(const char *config)
{
    char file[PATH_MAX];
    struct plugstack_line line = { "", false };
    bool explained = true;

    config_value(config, "PlugStackConfig", file, sizeof file);
    if (plugstack_find(file, &line))
        explained = !check_plugin_file(config, line.plugin);
    else
        check_change("write there on all nodes: " PLUGIN_LINE,
                     "%s has no line for the plugin", file);
    check_loaded(explained);
    check_mpi_type(config, line.pmi2);
}

static void check_step(void)
{
    if (getenv(SLIPWAY_STEP))
        check_fine("this is a task of step %s, which the plugin watches",
                   getenv(SLIPWAY_STEP));
    else if (getenv("SLURM_STEP_ID"))
        check_change("see that the plugin and its line are on this node, too",
                     "this is a task, and no plugin watches it");
    else
        check_note("this is no compute node's view; that is: srun slipway-info --check");
}

void check_slurm(void)
{
    char *config;

    if (!command_exists("srun")) {
        check_change("install Slurm's commands (slurm-client, slurm)",
                     "there is no srun: programs are worlds of one");
        return;
    }
    config = command_output("scontrol show config");
    if (config)
        check_config(config);
    else
        check_change("see that slurmctld runs and slurm.conf is there: scontrol ping",
                     "Slurm does not answer");
    free(config);
    check_step();
}
