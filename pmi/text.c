/* SPDX-License-Identifier: BSD-3-Clause */
#include "pmi/text.h"

#include <stdio.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool text_scan_number(const char **cursor, int max, int *number)
{
    const char *c = *cursor;
    long long value = 0;

    if (!is_digit(*c))
        return false;
    for (; is_digit(*c); c++) {
        value = value * 10 + (*c - '0');
        if (value > max)
            return false;
    }
    *cursor = c;
    *number = value;
    return true;
}

bool text_number(const char *text, int max, int *number)
{
    int value;

    if (!text || !text_scan_number(&text, max, &value) || *text)
        return false;
    *number = value;
    return true;
}

void text_line(char *line, size_t size, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    text_vline(line, size, format, args);
    va_end(args);
}

void text_vline(char *line, size_t size, const char *format, va_list args)
{
    vsnprintf(line, size, format, args);
    for (char *c = line; *c; c++)
        if (*c < ' ' || *c > '~')
            *c = '?';
}
