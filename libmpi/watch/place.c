/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/place.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "watch/place_line.h"
#include "watch/place_python.h"

enum { FRAMES = 64 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static const void *object_of_address(const void *address)
{
    Dl_info info;

    return dladdr(address, &info) ? info.dli_fbase : NULL;
}

/* The address of the first call into this library; NULL: none.  A sanitizer has a
 * backtrace() of its own around the real one, so that the first frame is not ours. */
static const void *first_outside(void *const frames[], int count)
{
    const void *self = object_of_address((const void *)(uintptr_t)place_of_call);
    bool inside = false;

    for (int i = 0; i < count; i++) {
        bool ours = object_of_address(frames[i]) == self;

        if (inside && !ours)
            return (const char *)frames[i] - 1; /* in the call, not behind it */
        inside = ours;
    }
    return NULL;
}

static void write_offset(const void *address, char *text, size_t size)
{
    Dl_info info;

    if (dladdr(address, &info) && info.dli_fname)
        snprintf(text, size, "%s+0x%lx", base_name(info.dli_fname),
                 (unsigned long)((uintptr_t)address - (uintptr_t)info.dli_fbase));
}

const void *place_address(void)
{
    void *frames[FRAMES];

    return first_outside(frames, backtrace(frames, FRAMES));
}

void place_of_call(char *text, size_t size)
{
    const void *address;

    text[0] = '\0';
    if (place_python(text, size))
        return;
    address = place_address();
    if (address && !place_line(address, text, size))
        write_offset(address, text, size);
}
