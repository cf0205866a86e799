/* SPDX-License-Identifier: BSD-3-Clause */
#include "check/check.h"

#include "util/env.h"

bool check_on;

int check_open(void)
{
    return env_bool(ENV_SLIPWAY_CHECK, &check_on);
}
