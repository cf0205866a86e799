/* SPDX-License-Identifier: BSD-3-Clause */
/* check.c: see check.h. */
#include "info/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "info/out.h"
#include "info/sections.h"

static int changes;

static void put(const char *verdict, const char *advice, const char *format, va_list args)
{
    char text[512];

    vsnprintf(text, sizeof text, format, args);
    out_row();
    out_text(NULL, "%s", verdict);
    out_text(NULL, "%s", text);
    if (advice)
        out_text(NULL, "%s", advice);
    else
        out_none(NULL);
    out_row_end();
}

void check_fine(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put("fine", NULL, format, args);
    va_end(args);
}

void check_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put("note", NULL, format, args);
    va_end(args);
}

void check_change(const char *advice, const char *format, ...)
{
    va_list args;

    changes++;
    va_start(args, format);
    put("change", advice, format, args);
    va_end(args);
}

int tell_check(void)
{
    static const struct out_column columns[] = {
        { "verdict", 7 }, { "finding", 60 }, { "advice", 0 }, { NULL, 0 }
    };

    out_list("check", columns);
    check_slurm();
    check_node();
    out_list_end();
    return changes;
}
