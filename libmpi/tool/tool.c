/* SPDX-License-Identifier: BSD-3-Clause */
#include "tool/tool.h"

#include <stdio.h>
#include <string.h>

static int users;

void tool_init(void)
{
    users++;
}

bool tool_finalize(void)
{
    return --users == 0;
}

bool tool_is_initialized(void)
{
    return users > 0;
}

void tool_text(const char *text, char *buffer, int *length)
{
    if (!length)
        return;
    if (buffer && *length > 0)
        snprintf(buffer, (size_t)*length, "%s", text);
    *length = (int)strlen(text) + 1;
}

void tool_number(int value, int *out)
{
    if (out)
        *out = value;
}
