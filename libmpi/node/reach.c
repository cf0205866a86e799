/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/reach.h"

#include <errno.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/uio.h>

#include "node/segment.h"
#include "util/env.h"
#include "util/err.h"

/* What one call copies at most: the kernel stops a page below 2 GiB. */
static const size_t MOST = 1 << 30;

enum verdict { UNTRIED, WITHIN, BEYOND };

static struct {
    bool wanted;            /* SLIPWAY_SINGLE_COPY */
    uint64_t landmark;      /* the word that others look for */
    enum verdict *verdicts; /* by local rank; NULL until the first question */
    bool peer_lost;
} reach;

/* Yama's ptrace_scope=1 lets nobody but ancestors look, unless the process agrees. */
static void agree(void)
{
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}

int reach_open(void)
{
    return env_bool(ENV_SLIPWAY_SINGLE_COPY, &reach.wanted);
}

void reach_show(struct slot *mine)
{
    if (!reach.wanted ||
        getrandom(&reach.landmark, sizeof reach.landmark, GRND_NONBLOCK) < 0)
        return;
    agree();
    mine->landmark = reach.landmark;
    __atomic_store_n(&mine->landmark_at, (uint64_t)(uintptr_t)&reach.landmark,
                     __ATOMIC_RELEASE);
}

/* process_vm_readv, process_vm_writev */
typedef ssize_t copy_f(pid_t pid, const struct iovec *here, unsigned long here_count,
                       const struct iovec *there, unsigned long there_count,
                       unsigned long flags);

/* Bytes that were copied, at least one; or -1. */
static ssize_t copy_some(copy_f *copy, uint32_t pid, uint64_t address, void *buffer,
                         size_t bytes)
{
    struct iovec here = { buffer, bytes < MOST ? bytes : MOST };
    struct iovec there = { (void *)(uintptr_t)address, here.iov_len };
    ssize_t got;

    do
        got = copy((pid_t)pid, &here, 1, &there, 1, 0);
    while (got < 0 && errno == EINTR);
    return got > 0 ? got : -1;
}

static enum verdict look_for(const struct slot *slot, uint64_t landmark_at)
{
    uint64_t found;

    return copy_some(process_vm_readv, slot->pid, landmark_at, &found, sizeof found) ==
                       sizeof found &&
                   found == slot->landmark
               ? WITHIN
               : BEYOND;
}

/* A rank that shows nothing yet may do so later. */
static bool try(int local_rank)
{
    const struct slot *slot = segment_slot((uint32_t)local_rank);
    uint64_t at = slot ? __atomic_load_n(&slot->landmark_at, __ATOMIC_ACQUIRE) : 0;

    if (!reach.verdicts && slot)
        reach.verdicts = calloc(segment_header()->slots, sizeof *reach.verdicts);
    if (!at || !reach.verdicts)
        return false;
    reach.verdicts[local_rank] = look_for(slot, at);
    return reach.verdicts[local_rank] == WITHIN;
}

bool reach_can(int local_rank)
{
    if (!reach.wanted)
        return false;
    if (!reach.verdicts || reach.verdicts[local_rank] == UNTRIED)
        return try(local_rank);
    return reach.verdicts[local_rank] == WITHIN;
}

static int failed(const struct slot *slot, uint64_t address, size_t bytes, int cause)
{
    reach.peer_lost |= cause == ESRCH;
    return err(MPI_ERR_OTHER,
               "%zu B at %#llx of rank %u cannot be reached (%s): are they still there?",
               bytes, (unsigned long long)address, slot->rank, strerror(cause));
}

static int copy_all(copy_f *copy, int local_rank, uint64_t address, void *buffer,
                    size_t bytes)
{
    const struct slot *slot = segment_slot((uint32_t)local_rank);

    while (bytes > 0) {
        ssize_t got = copy_some(copy, slot->pid, address, buffer, bytes);

        if (got < 0)
            return failed(slot, address, bytes, errno);
        address += (uint64_t)got;
        buffer = (char *)buffer + got;
        bytes -= (size_t)got;
    }
    return MPI_SUCCESS;
}

int reach_read(int local_rank, uint64_t address, void *out, size_t bytes)
{
    return copy_all(process_vm_readv, local_rank, address, out, bytes);
}

int reach_write(int local_rank, uint64_t address, const void *in, size_t bytes)
{
    return copy_all(process_vm_writev, local_rank, address, (void *)in, bytes);
}

bool reach_peer_is_lost(void)
{
    return reach.peer_lost;
}
