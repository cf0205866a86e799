/* SPDX-License-Identifier: BSD-3-Clause */
/* log.h: lines for the user, on stderr, "slipway: rank 3 on n2: ..." once the rank is
 * known. */
#ifndef UTIL_LOG_H
#define UTIL_LOG_H

/* Who speaks from now on; rank -1: nobody in particular. */
void log_identity(int rank, const char *node);

/* One line in one write(), so that lines of several ranks do not mix. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* For what cannot be reported to a caller: the line, then abort(). */
_Noreturn void log_panic(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
