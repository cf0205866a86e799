/* SPDX-License-Identifier: BSD-3-Clause */
/* Frames of PMI-2: a head and pairs. */
#include "fuzz.h"

#include <string.h>

#include "pmi/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keys[] = { "cmd", "rc", "value", "" };
    static struct frame f;
    char value[64];

    memset(&f, ';', sizeof f);
    memcpy(f.bytes, data, size < sizeof f.bytes ? size : sizeof f.bytes);
    if (frame_read_head(&f) != 0)
        return 0;
    hold(f.length <= FRAME_BODY);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        int length = frame_find(&f, keys[i], value, sizeof value);

        hold(length == -1 || (size_t)length < sizeof value);
    }
    return 0;
}
