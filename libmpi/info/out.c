/* SPDX-License-Identifier: BSD-3-Clause */
/* out.c: see out.h. */
#include "info/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_WIDTH = 22, DEPTH = 8 };

static struct {
    bool json;
    int depth;                        /* groups, lists and rows that are open */
    bool has_member[DEPTH];           /* of each: a comma comes next */
    const struct out_column *columns; /* of the list */
    const struct out_column *column;  /* the next in this row; NULL outside of rows */
} out;

static void print_string(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

/* What stands before the next member; a row is one line. */
static void print_key(const char *name)
{
    if (out.has_member[out.depth])
        putchar(',');
    out.has_member[out.depth] = true;
    if (out.column)
        putchar(' ');
    else
        printf("\n%*s", 2 * out.depth + 2, "");
    if (name) {
        print_string(name);
        fputs(": ", stdout);
    }
}

static void open_json(const char *name, char bracket)
{
    print_key(name);
    putchar(bracket);
    out.has_member[++out.depth] = false;
}

static void close_json(char bracket)
{
    out.depth--;
    printf("\n%*s%c", 2 * out.depth + 2, "", bracket);
}

static void print_padded(const char *text, int width)
{
    printf("%-*s", width, text);
}

/* A name for people. */
static void print_name(const char *name, int width)
{
    char text[64];

    snprintf(text, sizeof text, "%s", name);
    for (char *c = text; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    print_padded(text, width);
}

static void open_text(const char *name)
{
    if (out.depth == 0)
        putchar('\n');
    printf("%*s", 2 * out.depth++, "");
    print_name(name, 0);
    fputs(":\n", stdout);
}

void out_begin(bool json)
{
    out.json = json;
    if (json)
        putchar('{');
}

void out_end(void)
{
    if (out.json)
        puts("\n}");
}

void out_group(const char *name)
{
    if (out.json)
        open_json(name, '{');
    else
        open_text(name);
}

void out_group_end(void)
{
    if (out.json)
        close_json('}');
    else
        out.depth--;
}

static void print_header(void)
{
    const struct out_column *column = out.columns;

    printf("%*s", 2 * out.depth, "");
    for (; column[1].name; column++) {
        print_name(column->name, column->width);
        putchar(' ');
    }
    print_name(column->name, 0);
    putchar('\n');
}

void out_list(const char *name, const struct out_column *columns)
{
    out.columns = columns;
    if (out.json) {
        open_json(name, '[');
    } else {
        open_text(name);
        print_header();
    }
}

void out_list_end(void)
{
    if (out.json)
        close_json(']');
    else
        out.depth--;
}

void out_row(void)
{
    if (out.json)
        open_json(NULL, '{');
    else
        printf("%*s", 2 * out.depth, "");
    out.column = out.columns;
}

void out_row_end(void)
{
    out.column = NULL;
    if (out.json) {
        out.depth--;
        fputs(" }", stdout);
    } else {
        putchar('\n');
    }
}

static void put_cell(const char *text)
{
    bool last = !out.column[1].name;

    print_padded(text, last ? 0 : out.column->width);
    if (!last)
        putchar(' ');
}

static void put_line(const char *name, const char *text)
{
    printf("%*s", 2 * out.depth, "");
    print_name(name, NAME_WIDTH);
    printf(" %s\n", text);
}

static void put(const char *name, const char *text, bool quoted)
{
    if (out.json) {
        print_key(out.column ? out.column->name : name);
        if (quoted)
            print_string(text);
        else
            fputs(text, stdout);
    } else if (out.column) {
        put_cell(text);
    } else {
        put_line(name, text);
    }
    if (out.column)
        out.column++;
}

void out_text(const char *name, const char *format, ...)
{
    char *text;
    va_list args;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    put(name, text ? text : "", true);
    free(text);
}

void out_number(const char *name, long long value)
{
    char text[32];

    snprintf(text, sizeof text, "%lld", value);
    put(name, text, false);
}

void out_bool(const char *name, bool value)
{
    static const char *const words[2][2] = { { "no", "yes" }, { "false", "true" } };

    put(name, words[out.json][value], false);
}

/* At the end of a line nothing need be seen. */
void out_none(const char *name)
{
    bool at_end = out.column && !out.column[1].name;

    put(name, out.json ? "null" : at_end ? "" : "-", false);
}
