/* SPDX-License-Identifier: BSD-3-Clause */
#include "variables.h"

#include <string.h>

static char text[4096];
static size_t length;

void variables_set(const uint8_t *data, size_t size)
{
    length = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, length);
    text[length] = '\0';
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n')
            text[i] = '\0';
}

char *variables_get(const char *name)
{
    size_t bytes = strlen(name);

    for (char *line = text; line < text + length; line += strlen(line) + 1)
        if (strncmp(line, name, bytes) == 0 && line[bytes] == '=')
            return line + bytes + 1;
    return NULL;
}
