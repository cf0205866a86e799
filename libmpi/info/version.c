/* SPDX-License-Identifier: BSD-3-Clause */
/* version.c: which Slipway this is, and how it was configured. */
#include <mpi.h>

#include "info/out.h"
#include "info/sections.h"
#include "net/transports.h"

static void tell_ucx(void)
{
    const char *version = net_version();

    out_text("ucx_of_the_build", "%s", UCX_VERSION);
    if (version)
        out_text("ucx", "%s", version);
    else
        out_none("ucx");
}

/* The texts with INFO_ are from local.mk. */
void tell_version(void)
{
    int major, minor;

    MPI_Abi_get_version(&major, &minor);
    out_group("version");
    out_text("slipway", "%s", VERSION);
    out_text("mpi", "%d.%d", MPI_VERSION, MPI_SUBVERSION);
    out_text("mpi_abi", "%d.%d", major, minor);
    tell_ucx();
    out_text("compiler", "%s", INFO_COMPILER);
    out_text("configured_with", "%s", *INFO_CONFIGURE ? INFO_CONFIGURE : "defaults");
    out_text("library", "%s/libmpi_abi.so.1", INFO_LIBDIR);
    out_text("header", "%s/mpi.h", INFO_INCLUDEDIR);
#ifdef INFO_PLUGIN
    out_text("plugin", "%s", INFO_PLUGIN);
#else
    out_none("plugin");
#endif
    out_group_end();
}
