/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * nodemap.h: which ranks share my node, from what Slurm tells each task: SLURM_GTIDS (the
 * ranks of my node by local id), SLURM_NODEID, SLURM_LOCALID and SLURM_STEP_NUM_NODES.
 * These are right for every distribution; the PMI attribute PMI_process_mapping is not
 * (wrong for arbitrary distributions before Slurm 24.05, and cut off in large jobs).
 */
#ifndef PMI_NODEMAP_H
#define PMI_NODEMAP_H

#include <stddef.h>

struct nodemap {
    int node, nodes;
    int local_rank, local_size;
    int *local_ranks; /* local_size ranks, by local id; from malloc */
};

/* get is getenv, or what a test puts in its place.  -1 with a line in why when a variable
 * is missing, malformed, or does not fit to rank and size. */
int nodemap_read(struct nodemap *map, int rank, int size, char *(*get)(const char *name),
                 char *why, size_t why_size);

#endif
