/* SPDX-License-Identifier: BSD-3-Clause */
/* plugstack.h: the line of the plugin in plugstack.conf, and the plugin it names. */
#ifndef INFO_PLUGSTACK_H
#define INFO_PLUGSTACK_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

struct plugstack_line {
    char plugin[PATH_MAX]; /* as it stands there */
    bool pmi2;             /* mpi=pmi2 stands behind it */
};

/* Looks for it in a file and in those it includes. */
bool plugstack_find(const char *file, struct plugstack_line *line);

/* The path of a plugin, which may be a name in one of the folders of PluginDir.  False if
 * there is none. */
bool plugstack_path(const char *plugin, const char *folders, char path[PATH_MAX]);

/* SLURM_VERSION_NUMBER of the Slurm that it was built for; 0 if it is no plugin. */
uint32_t plugstack_version(const char *path);

#endif
