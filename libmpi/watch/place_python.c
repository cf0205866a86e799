/* SPDX-License-Identifier: BSD-3-Clause */
/* place_python.c: asks Python as its module faulthandler does, which needs no lock of
 * Python: the thread is inside a call that has given it away.  Seen to work with 3.11. */
#include "watch/place_python.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { TRACEBACK = 8192 };

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');

    return end ? end + 1 : NULL;
}

/* Whether the file that begins here, up to the quotation mark, is mpi4py's own. */
static bool is_mpi4py(const char *file, int length)
{
    const char *found = strstr(file, "/mpi4py/");

    return found && found - file < length;
}

static bool read_line(const char *line, char *text, size_t size)
{
    static const char begin[] = "  File \"", middle[] = "\", line ";
    const char *file = line + strlen(begin), *end, *slash;
    int length;

    if (strncmp(line, begin, strlen(begin)) != 0 || !(end = strstr(file, middle)))
        return false;
    length = (int)(end - file);
    if (is_mpi4py(file, length))
        return false;
    slash = memrchr(file, '/', (size_t)length);
    if (slash) {
        length -= (int)(slash + 1 - file);
        file = slash + 1;
    }
    snprintf(text, size, "%.*s:%d", length, file, atoi(end + strlen(middle)));
    return true;
}

bool place_python_line(const char *traceback, char *text, size_t size)
{
    for (const char *line = traceback; line; line = next_line(line))
        if (read_line(line, text, size))
            return true;
    return false;
}

/* A file in memory takes the traceback, whatever its length. */
static bool dump(void (*write_traceback)(int fd, void *thread), void *thread, char *out,
                 size_t size)
{
    int fd = memfd_create("slipway", MFD_CLOEXEC);
    ssize_t bytes;

    if (fd < 0)
        return false;
    write_traceback(fd, thread);
    bytes = pread(fd, out, size - 1, 0);
    close(fd);
    out[bytes > 0 ? bytes : 0] = '\0';
    return bytes > 0;
}

bool place_python(char *text, size_t size)
{
    void (*write_traceback)(int fd, void *thread);
    void *(*this_thread)(void), *thread;
    char traceback[TRACEBACK];

    *(void **)&write_traceback = dlsym(RTLD_DEFAULT, "_Py_DumpTraceback");
    *(void **)&this_thread = dlsym(RTLD_DEFAULT, "PyGILState_GetThisThreadState");
    if (!write_traceback || !this_thread)
        return false;
    thread = this_thread();
    return thread && dump(write_traceback, thread, traceback, sizeof traceback) &&
           place_python_line(traceback, text, size);
}
