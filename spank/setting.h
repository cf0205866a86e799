/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * setting.h: what the --mpi-... options ask for, on its way from srun to the tasks:
 * NAME=VALUE, which becomes a variable of their environment.
 *
 * The user can write anything into a text of many, and slurmstepd reads it as root: it is
 * bounded, and every setting is looked at again there.
 */
#ifndef SPANK_SETTING_H
#define SPANK_SETTING_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SETTING_NAME = 128,   /* bytes, with the 0 at its end */
    SETTING_VALUE = 1024, /* the same; of the value */
    SETTINGS_SIZE = 8192, /* of a text of many */
};

struct setting {
    char name[SETTING_NAME], value[SETTING_VALUE];
};

/* Reads NAME=VALUE.  NULL, or what is wrong with it: the name must be one that a shell
 * takes, and none that Slurm, PMI, the plugin or the loader of programs reads; the value
 * is printable. */
const char *setting_read(struct setting *setting, const char *text);

/* Appends one to a text of many.  False if there is no room. */
bool setting_append(char settings[SETTINGS_SIZE], const struct setting *setting);

/* The next that setting_read takes, false at the end.  *text moves behind it. */
bool setting_next(const char **text, struct setting *setting);

#endif
