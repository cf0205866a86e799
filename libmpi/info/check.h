/* SPDX-License-Identifier: BSD-3-Clause */
/* check.h: slipway-info --check is a list of findings; each is fine, worth knowing, or
 * something to change. */
#ifndef INFO_CHECK_H
#define INFO_CHECK_H

/* What was looked at and found, in one line. */
void check_fine(const char *format, ...) __attribute__((format(printf, 1, 2)));
void check_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, and what to do about it. */
void check_change(const char *advice, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Slurm and the plugin; this node. */
void check_slurm(void);
void check_node(void);

#endif
