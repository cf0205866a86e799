/* SPDX-License-Identifier: BSD-3-Clause */
/* pause.h: a hook waits. */
#ifndef SPANK_PAUSE_H
#define SPANK_PAUSE_H

#include <time.h>

/* Less than a second. */
static inline void pause_ms(int milliseconds)
{
    const struct timespec pause = { .tv_nsec = milliseconds * 1000000L };

    nanosleep(&pause, NULL);
}

#endif
