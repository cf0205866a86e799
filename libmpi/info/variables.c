/* SPDX-License-Identifier: BSD-3-Clause */
/* variables.c: the environment variables of the library, from util/env.def. */
#include <stdbool.h>
#include <stdlib.h>

#include "info/out.h"
#include "info/sections.h"
#include "util/env.h"

static void tell_variable(enum env variable)
{
    const char *value = getenv(env_name(variable));
    bool given = value && *value;

    out_row();
    out_text(NULL, "%s", env_name(variable));
    out_text(NULL, "%s", env_text(variable));
    out_text(NULL, "%s", given ? "environment" : "default");
    out_text(NULL, "%s", env_default(variable));
    out_text(NULL, "%s", env_help(variable));
    out_row_end();
}

void tell_variables(void)
{
    static const struct out_column columns[] = {
        { "name", 30 },   { "value", 8 }, { "from", 11 },
        { "default", 8 }, { "help", 0 },  { NULL, 0 },
    };

    out_list("variables", columns);
    for (int i = 0; i < ENV_COUNT; i++)
        tell_variable((enum env)i);
    out_list_end();
}
