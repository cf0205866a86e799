/* SPDX-License-Identifier: BSD-3-Clause */
/* probe.h: what a process may do on this node, tried out. */
#ifndef INFO_PROBE_H
#define INFO_PROBE_H

#include <stdbool.h>
#include <sys/resource.h>

/* Whether one rank of a node can read the memory of another; why not, if not. */
bool probe_single_copy(const char **why_not);

/* Bytes of /dev/shm and those that are free; false if there is none. */
bool probe_shared_memory(unsigned long long *bytes, unsigned long long *free_bytes);

/* The plugin's kind of memory, without a name. */
bool probe_memfd(void);

/* The limit in force, -1 if there is none. */
long long probe_limit(__rlimit_resource_t resource);

#endif
