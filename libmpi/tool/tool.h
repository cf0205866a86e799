/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tool.h: what the parts of the tool interface share (MPI 5.0, chapter 15.3): whether it
 * is initialized, and how its calls return texts.
 *
 * Its calls invoke no error handler and return error classes without a text.
 */
#ifndef TOOL_TOOL_H
#define TOOL_TOOL_H

#include <stdbool.h>

/* MPI_T_init_thread may be called any number of times, and MPI_T_finalize as often; true
 * if this was the last. */
void tool_init(void);
bool tool_finalize(void);
bool tool_is_initialized(void);

/* The text in the way of 15.3.3: at most *length - 1 characters of it, and in *length its
 * own length with the 0 at its end.  Either pointer may be NULL. */
void tool_text(const char *text, char *buffer, int *length);

/* *out = value, unless the tool does not want to know. */
void tool_number(int value, int *out);

#endif
