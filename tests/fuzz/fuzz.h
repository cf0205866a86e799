/* SPDX-License-Identifier: BSD-3-Clause */
/* fuzz.h: what libFuzzer calls again and again, with bytes of its invention. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold of any input. */
static inline void hold(int so)
{
    if (!so)
        abort();
}

#endif
