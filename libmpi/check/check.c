/* SPDX-License-Identifier: BSD-3-Clause */
#include "check/check.h"

#include "check/thread.h"
#include "util/env.h"

bool check_on;
bool check_leftovers = true;
uint64_t check_heard;

int check_open(void)
{
    int error = env_bool(ENV_SLIPWAY_CHECK, &check_on);

    if (!error)
        error = env_bool(ENV_SLIPWAY_LEFTOVERS, &check_leftovers);
    if (check_on)
        call_check(&thread_watch);
    return error;
}
