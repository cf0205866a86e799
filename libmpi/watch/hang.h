/* SPDX-License-Identifier: BSD-3-Clause */
/* hang.h: what SLIPWAY_HANG says (srun --mpi-hang): "T" or "T,abort". */
#ifndef WATCH_HANG_H
#define WATCH_HANG_H

#include <stdbool.h>

struct hang {
    unsigned seconds; /* without progress of any rank, until that is reported; 0: never */
    bool abort;       /* what hangs is ended, too */
};

/* MPI_ERR_ARG, with a text that says what it may be. */
int hang_parse(const char *text, struct hang *hang);

#endif
