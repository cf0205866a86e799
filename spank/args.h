/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * args.h: the words that follow the plugin's name in plugstack.conf.
 *
 *   mpi=pmi2  srun launches with PMI-2 when neither user nor environment names a type
 *   mpi=off   srun keeps the MpiDefault of slurm.conf (this is the default)
 */
#ifndef SPANK_ARGS_H
#define SPANK_ARGS_H

#include <stdbool.h>

struct args {
    bool pmi2; /* mpi=pmi2 */
};

/* Called for every argument that is not understood; the argument takes no effect. */
typedef void args_wrong_f(const char *arg);

/* Reads the argc words of argv; the last of several mpi= counts.  wrong may be NULL. */
struct args args_parse(int argc, char *const argv[], args_wrong_f *wrong);

#endif
