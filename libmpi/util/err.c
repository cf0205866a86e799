/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

static _Thread_local char text[MPI_MAX_ERROR_STRING];

int err(int error_class, const char *format, ...)
{
    char fresh[sizeof text]; /* an argument may be err_text() itself */
    va_list args;

    va_start(args, format);
    vsnprintf(fresh, sizeof fresh, format, args);
    va_end(args);
    snprintf(text, sizeof text, "%s", fresh);
    return error_class;
}

const char *err_text(void)
{
    return text;
}

void err_clear(void)
{
    text[0] = '\0';
}

static const struct {
    int error_class;
    const char *name;
    const char *sense;
} classes[] = {
#define E(name, sense) { name, #name, sense },
#include "util/err.def"
#undef E
};

const char *err_class_text(int error_class)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].error_class == error_class)
            return classes[i].sense;
    return NULL;
}

const char *err_class_name(int error_class)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].error_class == error_class)
            return classes[i].name;
    return NULL;
}
