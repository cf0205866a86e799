/* SPDX-License-Identifier: BSD-3-Clause */
#include "watch/hang.h"

#include <ctype.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#include "util/err.h"

enum { SECONDS_MAX = 1000000 };

int hang_parse(const char *text, struct hang *hang)
{
    char *end;
    unsigned long seconds = strtoul(text, &end, 10);
    bool abort = strcmp(end, ",abort") == 0;

    if (!isdigit((unsigned char)text[0]) || seconds > SECONDS_MAX || (*end && !abort))
        return err(
            MPI_ERR_ARG,
            "SLIPWAY_HANG=%s is neither a number of seconds (0 to %d; 0: never) nor "
            "one with ',abort' behind it",
            text, SECONDS_MAX);
    *hang = (struct hang){ (unsigned)seconds, abort };
    return MPI_SUCCESS;
}
