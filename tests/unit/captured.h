/* SPDX-License-Identifier: BSD-3-Clause */
/* captured.h: what code under test writes to stderr (util/log.h), for one cmocka program. */
#ifndef CAPTURED_H
#define CAPTURED_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static FILE *captured_file;
static int captured_stderr;

static void capture(void)
{
    captured_file = tmpfile();
    captured_stderr = dup(STDERR_FILENO);
    dup2(fileno(captured_file), STDERR_FILENO);
}

/* The end: what was written since, in a buffer that the next call fills again. */
static const char *captured(void)
{
    static char text[4096];
    size_t bytes;

    dup2(captured_stderr, STDERR_FILENO);
    close(captured_stderr);
    rewind(captured_file);
    bytes = fread(text, 1, sizeof text - 1, captured_file);
    text[bytes] = '\0';
    fclose(captured_file);
    return text;
}

#endif
