/* SPDX-License-Identifier: BSD-3-Clause */
/* option.h: the options that the plugin adds to srun, sbatch and salloc, and the variable
 * of the tasks that each stands for. */
#ifndef SPANK_OPTION_H
#define SPANK_OPTION_H

#include <stddef.h>

#include "spank/setting.h"

enum option_value { OPTION_NO_VALUE, OPTION_NEEDS_VALUE, OPTION_MAY_HAVE_VALUE };

struct option {
    const char *name; /* without the two dashes */
    enum option_value has_value;
    const char *form;     /* of the value, for --help */
    const char *usage;    /* for --help */
    const char *variable; /* NULL: the value says which */
    const char *(*wrong)(
        const char *value); /* what is allowed, or NULL; NULL: anything */
};

enum { OPTIONS = 5 };
extern const struct option option_table[OPTIONS];

/* What an option with this value (NULL: without one) sets.  NULL, or what is wrong. */
const char *option_read(const struct option *option, const char *value,
                        struct setting *setting);

#endif
