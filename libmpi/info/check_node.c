/* SPDX-License-Identifier: BSD-3-Clause */
/* check_node.c: what of this node slows MPI programs down or stops them. */
#include <mpi.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "info/check.h"
#include "info/probe.h"
#include "net/transports.h"
#include "util/err.h"

enum { FEW_FILES = 4096, SMALL_MEMORY_MB = 64 };

struct network {
    bool tcp, fast;
};

/* UCX's names: rc_verbs, rc_mlx5, dc_mlx5, ud_verbs, ... need memory that is locked. */
static void note_transport(void *context, const char *transport, const char *device)
{
    struct network *network = context;

    (void)device;
    network->tcp |= strcmp(transport, "tcp") == 0;
    network->fast |= strncmp(transport, "rc_", 3) == 0 ||
                     strncmp(transport, "dc_", 3) == 0 ||
                     strncmp(transport, "ud_", 3) == 0;
}

static void check_locked_memory(void)
{
    long long limit = probe_limit(RLIMIT_MEMLOCK);

    if (limit < 0)
        check_fine("locked memory is not limited");
    else
        check_change("set LimitMEMLOCK=infinity for slurmd, and no limit for users",
                     "locked memory is limited to %lld bytes; RDMA needs more", limit);
}

static void check_open_files(void)
{
    long long limit = probe_limit(RLIMIT_NOFILE);

    if (limit < 0)
        check_fine("open files are not limited");
    else if (limit >= FEW_FILES)
        check_fine("open files are limited to %lld, which is enough for tcp", limit);
    else
        check_note("open files are limited to %lld: over tcp a rank can talk to fewer "
                   "others than that",
                   limit);
}

static void check_network(void)
{
    struct network network = { false, false };

    if (net_transports(note_transport, &network) != MPI_SUCCESS)
        check_change("install UCX (libucx0, ucx)", "%s", err_text());
    else if (network.fast)
        check_fine("UCX %s has RDMA", net_version());
    else if (network.tcp)
        check_note("UCX %s has tcp and no RDMA for messages between nodes",
                   net_version());
    else
        check_change(
            "see ucx_info -d, and UCX_NET_DEVICES and UCX_TLS in the environment",
            "UCX %s has no network", net_version());
    if (network.fast)
        check_locked_memory();
    if (network.tcp)
        check_open_files();
}

static void check_shared_memory(void)
{
    unsigned long long bytes, left;

    if (!probe_shared_memory(&bytes, &left))
        check_change("mount a tmpfs there", "/dev/shm is not there");
    else if (left >> 20 < SMALL_MEMORY_MB && !probe_memfd())
        check_change("remove what was left there, or make it larger",
                     "/dev/shm has only %llu MB left", left >> 20);
    else
        check_fine("ranks of a node can share memory; /dev/shm has %llu MB left",
                   left >> 20);
}

static void check_single_copy(void)
{
    const char *why_not;

    if (probe_single_copy(&why_not))
        check_fine("ranks of a node can read each other's memory (single copy)");
    else
        check_note("ranks of a node copy long messages twice: %s", why_not);
}

void check_node(void)
{
    check_network();
    check_shared_memory();
    check_single_copy();
}
