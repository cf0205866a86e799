/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/ucx.h"

#include <dlfcn.h>
#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "util/err.h"

struct ucx ucx;

static const struct {
    const char *name;
    void **function;
} symbols[] = {
#define UCX(library, function) { #library "_" #function, (void **)&ucx.function },
#include "net/ucx.def"
#undef UCX
};

enum { SYMBOLS = sizeof symbols / sizeof symbols[0] };

/* The loader's own search comes first (LD_LIBRARY_PATH of an environment module, say), then
 * the folder that pkg-config named when this library was built. */
static void *open_library(void)
{
    void *library = dlopen("libucp.so.0", RTLD_LAZY | RTLD_LOCAL);

    return library ? library : dlopen(UCX_LIBDIR "/libucp.so.0", RTLD_LAZY | RTLD_LOCAL);
}

/* UCX (1.13) catches SIGSEGV, SIGBUS and others when it is loaded, and prints a page about
 * its own functions, in which the line that names the rank drowns. */
static void *open_quietly(void)
{
    static const char handle_errors[] = "UCX_HANDLE_ERRORS";
    bool is_users = getenv(handle_errors);
    void *library;

    if (!is_users)
        setenv(handle_errors, "none", 1);
    library = open_library();
    if (!is_users)
        unsetenv(handle_errors);
    return library;
}

static int load_symbols(void *library)
{
    for (int i = 0; i < SYMBOLS; i++) {
        *symbols[i].function = dlsym(library, symbols[i].name);
        if (!*symbols[i].function)
            return err(MPI_ERR_OTHER, "UCX is too old, 1.13 is needed: libucp has no %s",
                       symbols[i].name);
    }
    return MPI_SUCCESS;
}

int ucx_load(void)
{
    static void *library;

    if (!library)
        library = open_quietly();
    if (!library)
        return err(MPI_ERR_OTHER, "the network library UCX cannot be loaded: %s",
                   dlerror());
    return load_symbols(library);
}
