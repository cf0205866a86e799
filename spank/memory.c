/* SPDX-License-Identifier: BSD-3-Clause */
/* memory.c: see memory.h. */
#include "spank/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 4096 };

static void read_text(const char *path, char text[TEXT_SIZE])
{
    FILE *file = fopen(path, "re");
    size_t length = 0;

    if (file) {
        length = fread(text, 1, TEXT_SIZE - 1, file);
        fclose(file);
    }
    text[length] = '\0';
}

/* Version 1 has a hierarchy per controller, version 2 one for all; both count in a group
 * what happens below it. */
static const struct {
    const char *key, *mount, *file;
} versions[] = {
    { ":memory:/", "/sys/fs/cgroup/memory/", "memory.oom_control" },
    { "0::/", "/sys/fs/cgroup/", "memory.events" },
};

/* The length of ".../step_3", from "..."; 0 if it is not there. */
static size_t step_length(const char *group)
{
    static const char step[] = "/step_";
    size_t line = strcspn(group, "\n");
    const char *found = strstr(group, step);

    if (!found || (size_t)(found - group) >= line)
        return 0;
    found += strlen(step);
    return (size_t)(found - group) + strcspn(found, "/\n");
}

bool memory_count_file(const char *cgroup, char *path, size_t size)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        const char *group = strstr(cgroup, versions[i].key);
        size_t length;

        if (!group)
            continue;
        group += strlen(versions[i].key);
        length = step_length(group);
        if (length > 0)
            return snprintf(path, size, "%s%.*s/%s", versions[i].mount, (int)length,
                            group, versions[i].file) < (int)size;
    }
    return false;
}

long memory_kills(const char *text)
{
    static const char key[] = "oom_kill ";
    const char *line = text;

    while (strncmp(line, key, strlen(key)) != 0) {
        line = strchr(line, '\n');
        if (!line++)
            return 0;
    }
    return strtol(line + strlen(key), NULL, 10);
}

bool memory_ran_out(void)
{
    static long known; /* those of children of tasks that live on, say */
    char text[TEXT_SIZE], path[PATH_MAX];
    long kills;

    read_text("/proc/self/cgroup", text);
    if (!memory_count_file(text, path, sizeof path))
        return false;
    read_text(path, text);
    kills = memory_kills(text);
    if (kills <= known)
        return false;
    known = kills;
    return true;
}
