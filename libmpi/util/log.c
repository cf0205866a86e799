/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char who[128] = "slipway";

void log_identity(int rank, const char *node)
{
    if (rank < 0)
        snprintf(who, sizeof who, "slipway");
    else
        snprintf(who, sizeof who, "slipway: rank %d on %s", rank, node);
}

static void write_line(const char *format, va_list args)
{
    char line[1024];
    size_t used = (size_t)snprintf(line, sizeof line, "%s: ", who);
    int more = vsnprintf(line + used, sizeof line - used - 1, format, args);

    if (more > 0)
        used += (size_t)more;
    if (used > sizeof line - 2)
        used = sizeof line - 2;
    line[used++] = '\n';
    if (write(STDERR_FILENO, line, used) < 0)
        return; /* nobody is listening */
}

void log_line(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(format, args);
    va_end(args);
}

void log_panic(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(format, args);
    va_end(args);
    abort();
}
