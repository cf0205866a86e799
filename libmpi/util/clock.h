/* SPDX-License-Identifier: BSD-3-Clause */
/* clock.h: the time in nanoseconds: since some moment that is this node's own, which
 * never jumps; and of the day, which nodes have more or less in common. */
#ifndef UTIL_CLOCK_H
#define UTIL_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t clock_read(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static inline uint64_t clock_ns(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

static inline uint64_t clock_of_day_ns(void)
{
    return clock_read(CLOCK_REALTIME);
}

#endif
