/* SPDX-License-Identifier: BSD-3-Clause */
/* variables.h: a fuzzer's input as an environment: lines of NAME=VALUE. */
#ifndef FUZZ_VARIABLES_H
#define FUZZ_VARIABLES_H

#include <stddef.h>
#include <stdint.h>

/* Of the input up to the next call. */
void variables_set(const uint8_t *data, size_t size);

/* getenv of it. */
char *variables_get(const char *name);

#endif
