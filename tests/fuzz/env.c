/* SPDX-License-Identifier: BSD-3-Clause */
/* Values of our own variables. */
#include "fuzz.h"

#include <string.h>

#include "util/env.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char value[256];
    MPI_Count number;
    bool yes;

    size = size < sizeof value - 1 ? size : sizeof value - 1;
    memcpy(value, data, size);
    value[size] = '\0';
    setenv(env_name(ENV_SLIPWAY_CONNECT_TIMEOUT), value, 1);
    if (env_number(ENV_SLIPWAY_CONNECT_TIMEOUT, -5, 1000, &number) == MPI_SUCCESS)
        hold(number >= -5 && number <= 1000);
    setenv(env_name(ENV_SLIPWAY_NODE), value, 1);
    if (env_bool(ENV_SLIPWAY_NODE, &yes) == MPI_SUCCESS)
        hold(env_is_bool(env_text(ENV_SLIPWAY_NODE), &yes));
    return 0;
}
