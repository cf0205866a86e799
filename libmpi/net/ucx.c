/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/ucx.h"

#include <dlfcn.h>
#include <mpi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "util/err.h"
#include "util/macros.h"

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

/* The loader's own search comes first (LD_LIBRARY_PATH of an environment module, say),
 * then the folder that pkg-config named when this library was built. */
static void *open_library(void)
{
    void *library = dlopen("libucp.so.0", RTLD_LAZY | RTLD_LOCAL);

    return library ? library : dlopen(UCX_LIBDIR "/libucp.so.0", RTLD_LAZY | RTLD_LOCAL);
}

/* What UCX (1.13) reads when it is loaded.  It catches SIGSEGV and others, and prints a
 * page about its own functions; and it says that a peer does not answer, when that has
 * died. The line that names the rank would drown in both. */
static const struct {
    const char *name, *value;
} quiet[] = { { "UCX_HANDLE_ERRORS", "none" }, { "UCX_LOG_LEVEL", "fatal" } };

/* What the user has set stays. */
static void *open_quietly(void)
{
    bool is_ours[array_length(quiet)];
    void *library;

    for (size_t i = 0; i < array_length(quiet); i++) {
        is_ours[i] = !getenv(quiet[i].name);
        if (is_ours[i])
            setenv(quiet[i].name, quiet[i].value, 1);
    }
    library = open_library();
    for (size_t i = 0; i < array_length(quiet); i++) {
        if (is_ours[i])
            unsetenv(quiet[i].name);
    }
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
