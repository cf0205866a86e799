/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * text.h: text nobody vouches for.  The environment and the answers of a server are read
 * with bounds, and become part of a message without breaking its line.
 */
#ifndef PMI_TEXT_H
#define PMI_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Room for one message. */
enum { TEXT_LINE = 384 };

/* Reads the decimal digits at *cursor and moves it behind them.  False, with nothing
 * changed, if there is no digit or the number is above max. */
bool text_scan_number(const char **cursor, int max, int *number);

/* The whole of text is a decimal number from 0 to max; false for NULL and "". */
bool text_number(const char *text, int max, int *number);

/* snprintf into a line of size bytes: what is not printable becomes '?'. */
void text_line(char *line, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void text_vline(char *line, size_t size, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
