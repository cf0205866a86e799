/* SPDX-License-Identifier: BSD-3-Clause */
/* command.c: see command.h. */
#include "info/command.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_all(FILE *in)
{
    char *text = NULL;
    size_t size = 0;

    if (getdelim(&text, &size, '\0', in) < 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *command_output(const char *command)
{
    char line[256], *text;
    FILE *in;

    snprintf(line, sizeof line, "timeout 10 %s 2>&1", command);
    in = popen(line, "re");
    if (!in)
        return NULL;
    text = read_all(in);
    if (pclose(in) == 0)
        return text;
    free(text);
    return NULL;
}

bool command_exists(const char *name)
{
    char line[256];

    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", name);
    return system(line) == 0;
}
