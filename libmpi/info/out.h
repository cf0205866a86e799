/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * out.h: what slipway-info has to say, as text for people or as one JSON object.
 *
 * Said are values with names, in groups with names; a list is a table, whose rows have
 * their values in the order of its columns.  Names are those of JSON; text shows "_" as a
 * blank.
 */
#ifndef INFO_OUT_H
#define INFO_OUT_H

#include <stdbool.h>

/* Begins and ends all of it. */
void out_begin(bool json);
void out_end(void);

void out_group(const char *name);
void out_group_end(void);

struct out_column {
    const char *name; /* NULL ends them */
    int width;        /* in text; 0: not padded */
};

void out_list(const char *name, const struct out_column *columns);
void out_row(void);
void out_row_end(void);
void out_list_end(void);

/* A value of the group, or the next one of the row, whose column knows its name.  None is
 * null, and "-". */
void out_text(const char *name, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void out_number(const char *name, long long value);
void out_bool(const char *name, bool value);
void out_none(const char *name);

#endif
