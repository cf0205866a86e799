/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * stats_file.h: a file that is there when it is complete, and not before.  It is written
 * beside its place and renamed.  A disk that is full, a limit (RLIMIT_FSIZE), a path that
 * cannot be written: the job must not suffer, so each is one line for the user, and no
 * signal.
 */
#ifndef WORLD_STATS_FILE_H
#define WORLD_STATS_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct stats_file;

/* NULL: it cannot be written, and the user knows. */
struct stats_file *stats_file_open(const char *path);

/* Where to write to; errors are seen at the end. */
FILE *stats_file_stream(const struct stats_file *file);

/* Puts the file in its place; takes NULL. */
void stats_file_close(struct stats_file *file);

/* Text on stderr, whatever becomes of it. */
void stats_file_show(const char *text, size_t bytes);

#endif
