/* SPDX-License-Identifier: BSD-3-Clause */
/* place_line.c: libdw is loaded when it is needed, so that a program starts without it,
 * and works where it is not installed. */
#include "watch/place_line.h"

#ifdef HAVE_LIBDW

#    include <dlfcn.h>
#    include <elfutils/libdwfl.h>
#    include <stdint.h>
#    include <stdio.h>
#    include <string.h>
#    include <unistd.h>

/* What is used of libdw: D(name). */
#    define LIBDW                                                                        \
        D(dwfl_begin)                                                                    \
        D(dwfl_end)                                                                      \
        D(dwfl_linux_proc_report)                                                        \
        D(dwfl_report_end)                                                               \
        D(dwfl_getsrc)                                                                   \
        D(dwfl_lineinfo)                                                                 \
        D(dwfl_linux_proc_find_elf)                                                      \
        D(dwfl_standard_find_debuginfo)

static struct {
#    define D(name) __typeof__(&name) name;
    LIBDW
#    undef D
} dw;

static bool load(void)
{
    void *library = dlopen("libdw.so.1", RTLD_NOW | RTLD_LOCAL);

    if (!library)
        return false;
#    define D(name) *(void **)&dw.name = dlsym(library, #    name);
    LIBDW
#    undef D
#    define D(name) &&dw.name
    return true LIBDW;
#    undef D
}

static bool is_loaded(void)
{
    static enum { NOT_YET, NO, YES } state;

    if (state == NOT_YET)
        state = load() ? YES : NO;
    return state == YES;
}

static bool find(Dwfl *dwfl, const void *address, char *text, size_t size)
{
    Dwfl_Line *line;
    const char *file, *slash;
    int number;

    if (dw.dwfl_linux_proc_report(dwfl, getpid()) != 0 ||
        dw.dwfl_report_end(dwfl, NULL, NULL) != 0)
        return false;
    line = dw.dwfl_getsrc(dwfl, (Dwarf_Addr)(uintptr_t)address);
    file = line ? dw.dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
    if (!file)
        return false;
    slash = strrchr(file, '/');
    snprintf(text, size, "%s:%d", slash ? slash + 1 : file, number);
    return true;
}

bool place_line(const void *address, char *text, size_t size)
{
    Dwfl_Callbacks callbacks = { 0 };
    Dwfl *dwfl;
    bool found;

    if (!is_loaded())
        return false;
    callbacks.find_elf = dw.dwfl_linux_proc_find_elf;
    callbacks.find_debuginfo = dw.dwfl_standard_find_debuginfo;
    dwfl = dw.dwfl_begin(&callbacks);
    found = dwfl && find(dwfl, address, text, size);
    if (dwfl)
        dw.dwfl_end(dwfl);
    return found;
}

#else

bool place_line(const void *address, char *text, size_t size)
{
    (void)address;
    (void)text;
    (void)size;
    return false;
}

#endif
