/* SPDX-License-Identifier: BSD-3-Clause */
/* process.c: see process.h. */
#include "spank/process.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_SIZE = 4096 };

/* /proc/PID/status as a text, "" if there is none. */
static void read_status(pid_t pid, char status[STATUS_SIZE])
{
    char path[32];
    size_t length = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    file = fopen(path, "re");
    if (file) {
        length = fread(status, 1, STATUS_SIZE - 1, file);
        fclose(file);
    }
    status[length] = '\0';
}

/* What follows "\nkey:\t"; "" if it is not there.  The first line is the program's name,
 * in which the kernel writes a line feed as "\n" in letters. */
static const char *field(const char *status, const char *key)
{
    const char *found = strstr(status, key);

    return found ? found + strlen(key) : "";
}

bool process_lives(pid_t pid)
{
    char status[STATUS_SIZE];
    char state;

    read_status(pid, status);
    state = *field(status, "\nState:\t");
    return state && state != 'Z' && state != 'X';
}

static bool holds(const char *mask, int signal)
{
    return strtoull(mask, NULL, 16) >> (signal - 1) & 1;
}

bool process_withstands(pid_t pid, int signal)
{
    char status[STATUS_SIZE];

    read_status(pid, status);
    return holds(field(status, "\nSigCgt:\t"), signal) ||
           holds(field(status, "\nSigIgn:\t"), signal);
}
