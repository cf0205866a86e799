/* SPDX-License-Identifier: BSD-3-Clause */
#include "tool/cvar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/env.h"

struct MPI_ABI_T_cvar_handle {
    int users;
};

static struct MPI_ABI_T_cvar_handle handles[ENV_COUNT];

int cvar_count(void)
{
    return ENV_COUNT;
}

int cvar_find(const char *name)
{
    for (int i = 0; name && i < ENV_COUNT; i++)
        if (strcmp(name, env_name((enum env)i)) == 0)
            return i;
    return -1;
}

MPI_T_cvar_handle cvar_handle(int number)
{
    handles[number].users++;
    return &handles[number];
}

int cvar_of_handle(MPI_T_cvar_handle handle)
{
    if (handle < handles || handle >= handles + ENV_COUNT || handle->users == 0)
        return -1;
    return (int)(handle - handles);
}

void cvar_free(MPI_T_cvar_handle handle)
{
    handle->users--;
}

void cvar_read(int number, char *text)
{
    snprintf(text, CVAR_TEXT, "%s", env_text((enum env)number));
}

int cvar_write(int number, const char *text)
{
    if (strnlen(text, CVAR_TEXT) == CVAR_TEXT)
        return MPI_T_ERR_INVALID;
    return setenv(env_name((enum env)number), text, 1) == 0 ? MPI_SUCCESS
                                                            : MPI_T_ERR_MEMORY;
}
