/* SPDX-License-Identifier: BSD-3-Clause */
/* copy.h: copies of memory longer than caches are. */
#ifndef UTIL_COPY_H
#define UTIL_COPY_H

#include <stddef.h>

/* As memcpy.  What is very long goes past the caches, which would keep nothing of it. */
void copy_long(void *restrict to, const void *restrict from, size_t bytes);

#endif
