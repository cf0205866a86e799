/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/given.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "obj/handle.h"

static _Thread_local char text[256];

static enum object_kind kind_of(char letter)
{
    switch (letter) {
    case 'C':
        return OBJECT_COMM;
    case 'D':
        return OBJECT_DATATYPE;
    case 'E':
        return OBJECT_ERRHANDLER;
    case 'F':
        return OBJECT_FILE;
    case 'G':
        return OBJECT_GROUP;
    case 'I':
        return OBJECT_INFO;
    case 'M':
        return OBJECT_MESSAGE;
    case 'O':
        return OBJECT_OP;
    case 'R':
        return OBJECT_REQUEST;
    case 'S':
        return OBJECT_SESSION;
    default:
        return OBJECT_WIN;
    }
}

static void put_handle(FILE *out, const void *handle, enum object_kind kind)
{
    char name[MPI_MAX_OBJECT_NAME];

    fputs(handle_text(handle, kind, name, sizeof name), out);
}

static void put_string(FILE *out, const char *string)
{
    fputs(string ? string : "(null)", out);
}

/* Writes the argument for what stands behind a '%', and returns what stands behind that.
 */
static const char *put_argument(FILE *out, const char *format, va_list *args)
{
    switch (*format++) {
    case 'd':
        fprintf(out, "%d", va_arg(*args, int));
        break;
    case 'j': /* %jd */
        fprintf(out, "%jd", va_arg(*args, intmax_t));
        format++;
        break;
    case 's':
        put_string(out, va_arg(*args, const char *));
        break;
    case 'p':
        put_handle(out, va_arg(*args, const void *), kind_of(*format++));
        break;
    }
    return format;
}

static void put_all(FILE *out, const char *format, va_list *args)
{
    while (*format) {
        size_t plain = strcspn(format, "%");

        fwrite(format, 1, plain, out);
        format += plain;
        if (*format)
            format = put_argument(out, format + 1, args);
    }
}

/* Apart from given(), which good calls go through, too. */
static void __attribute__((cold)) say(const char *format, va_list *args)
{
    FILE *out = fmemopen(text, sizeof text, "w");

    if (!out)
        return;
    put_all(out, format, args);
    fclose(out);
    text[sizeof text - 1] = '\0';
}

int given(int error, const char *format, ...)
{
    va_list args;

    if (likely(error == MPI_SUCCESS))
        return error;
    va_start(args, format);
    say(format, &args);
    va_end(args);
    return error;
}

const char *given_text(void)
{
    return text;
}

void given_clear(void)
{
    text[0] = '\0';
}
