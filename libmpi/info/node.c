/* SPDX-License-Identifier: BSD-3-Clause */
/* node.c: this node, as a rank would find it. */
#include <mpi.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "info/out.h"
#include "info/probe.h"
#include "info/sections.h"
#include "net/transports.h"
#include "util/err.h"

static void tell_cpus(void)
{
    cpu_set_t mine;

    out_number("cpus", sysconf(_SC_NPROCESSORS_ONLN));
    if (sched_getaffinity(0, sizeof mine, &mine) == 0)
        out_number("cpus_of_this_process", CPU_COUNT(&mine));
}

static void tell_limit(const char *name, __rlimit_resource_t resource)
{
    long long limit = probe_limit(resource);

    if (limit < 0)
        out_text(name, "unlimited");
    else
        out_number(name, limit);
}

static void tell_memory(void)
{
    unsigned long long bytes, free_bytes;
    const char *why_not;
    bool single_copy = probe_single_copy(&why_not);

    if (probe_shared_memory(&bytes, &free_bytes)) {
        out_number("shared_memory_bytes", (long long)bytes);
        out_number("shared_memory_free", (long long)free_bytes);
    }
    out_bool("memory_without_a_name", probe_memfd());
    out_bool("single_copy", single_copy);
    if (!single_copy)
        out_text("why_no_single_copy", "%s", why_not);
}

static void tell_transport(void *context, const char *transport, const char *device)
{
    (void)context;
    out_row();
    out_text(NULL, "%s", transport);
    out_text(NULL, "%s", device);
    out_row_end();
}

static void tell_transports(void)
{
    static const struct out_column columns[] = { { "transport", 12 },
                                                 { "device", 0 },
                                                 { NULL, 0 } };

    out_list("transports", columns);
    if (net_transports(tell_transport, NULL) != MPI_SUCCESS)
        tell_transport(NULL, "none", err_text());
    out_list_end();
}

/* As Slurm calls it, in a step: a host may be several nodes. */
static void tell_name(void)
{
    const char *slurm = getenv("SLURMD_NODENAME");
    char host[256] = "";

    gethostname(host, sizeof host - 1);
    out_text("name", "%s", slurm ? slurm : host);
}

void tell_node(void)
{
    out_group("node");
    tell_name();
    tell_cpus();
    tell_memory();
    tell_limit("locked_memory", RLIMIT_MEMLOCK);
    tell_limit("open_files", RLIMIT_NOFILE);
    tell_transports();
    out_group_end();
}
