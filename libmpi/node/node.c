/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/node.h"

#include <linux/membarrier.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "boot/boot.h"
#include "node/bell.h"
#include "node/reach.h"
#include "node/segment.h"
#include "util/call.h"
#include "util/env.h"
#include "util/log.h"

static struct {
    struct node_header *header;
    struct slot *mine;
    bool shared;    /* SLIPWAY_NODE, and there is somebody to share with */
    bool inherited; /* from the plugin */
} node;

static const uint32_t nobody;
const uint32_t *node_sleepers = &nobody;

static int descriptor(const char *number)
{
    char *end;
    long fd = strtol(number, &end, 10);

    if (end == number || *end || fd <= STDERR_FILENO || fd > INT32_MAX)
        return -1;
    return (int)fd;
}

/* A barrier that counts for other processes, too, must be announced to the kernel. */
static void find_slot(void)
{
    node.header = segment_header();
    node_sleepers = &node.header->sleepers;
    node.mine = segment_slot((uint32_t)boot()->local_rank);
    node.mine->pid = (uint32_t)getpid();
    node.mine->rank = (uint32_t)boot()->rank;
    if (node.shared) {
        reach_show(node.mine);
        bell_open(node.mine);
    }
    node_mark(SLOT_RUNNING);
    call_show(&node.mine->call, &node.mine->seen);
    syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0);
}

static void inherit(const char *number)
{
    if (segment_inherit(descriptor(number), (uint32_t)boot()->local_rank))
        find_slot();
    else
        log_line(
            "%s=%s is no node segment of this job step: the plugin will not notice if "
            "this rank dies; leave the variable as the plugin set it",
            SLIPWAY_NODE_FD, number);
    node.inherited = true;
    unsetenv(SLIPWAY_NODE_FD);
}

/* Several nodes may be on one host: in tests. */
static const char *segment_name(void)
{
    static char name[80];

    snprintf(name, sizeof name, "/slipway-%ld-%s-%d", (long)geteuid(), boot()->job,
             boot()->node);
    return name;
}

int node_open(void)
{
    const char *inherited = getenv(SLIPWAY_NODE_FD);
    int error = env_bool(ENV_SLIPWAY_NODE, &node.shared);

    if (!error)
        error = reach_open();
    node.shared &= !error && boot()->local_size > 1;
    if (inherited)
        inherit(inherited);
    return error;
}

static const char segment_key[] = "segment", made[] = "made";

static int make_segment(void)
{
    bool is_made =
        node.shared && segment_create(segment_name(), (uint32_t)boot()->local_size);

    if (is_made)
        find_slot();
    return boot_tell_node(segment_key, is_made ? made : "none");
}

static int find_segment(void)
{
    char word[BOOT_WORD];
    int error = node.shared ? boot_hear_node(segment_key, word) : MPI_SUCCESS;

    if (!error && node.shared && strcmp(word, made) == 0 &&
        segment_attach(segment_name(), (uint32_t)boot()->local_size))
        find_slot();
    return error;
}

int node_join(void)
{
    if (node.inherited || boot()->local_size == 1)
        return MPI_SUCCESS;
    return boot()->local_rank == 0 ? make_segment() : find_segment();
}

void node_close(void)
{
    segment_unlink();
    node.shared = false;
}

void node_mark(enum slot_state state)
{
    if (node.mine)
        __atomic_store_n(&node.mine->state, state, __ATOMIC_RELEASE);
}

/* Not a mark like the others: what this rank has said of its end must stay. */
bool node_end(void)
{
    uint32_t running = SLOT_RUNNING;

    return __atomic_compare_exchange_n(&node.mine->state, &running, SLOT_ENDED, false,
                                       __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}

void node_show_choices(uint64_t hash)
{
    if (node.mine)
        __atomic_store_n(&node.mine->choices, hash, __ATOMIC_RELEASE);
}

uint64_t node_first_choices(void)
{
    const struct slot *first = node.mine ? segment_slot(0) : NULL;

    return first ? __atomic_load_n(&first->choices, __ATOMIC_ACQUIRE) : 0;
}

bool node_is_watched(void)
{
    return node.inherited && node.mine;
}

void node_show_wait(bool waits)
{
    if (node.mine)
        node.mine->waits = waits;
}

bool node_is_shared(void)
{
    return node.shared && node.mine;
}

int node_local_rank(void)
{
    return boot()->local_rank;
}

int node_local_rank_of(int proc)
{
    for (int i = 0; i < boot()->local_size; i++)
        if (boot()->local_ranks[i] == proc)
            return i;
    return -1;
}

/* Sleeping.  Between the change of a flag and the look at who sleeps there must be a
 * barrier, or both sides may miss each other.  Flags change often and ranks fall asleep
 * rarely, so the one who falls asleep pays for both: membarrier() makes all processes
 * pass one.  Where the kernel refuses, a missed wake-up costs one period of the sleep. */

void node_doze(void)
{
    if (!node_is_shared())
        return;
    if (!__atomic_exchange_n(&node.mine->asleep, 1, __ATOMIC_SEQ_CST))
        __atomic_add_fetch(&node.header->sleepers, 1, __ATOMIC_SEQ_CST);
    syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0);
}

/* True if it was one. */
static bool forget_sleeper(struct slot *slot)
{
    if (!__atomic_exchange_n(&slot->asleep, 0, __ATOMIC_SEQ_CST))
        return false;
    __atomic_sub_fetch(&node.header->sleepers, 1, __ATOMIC_SEQ_CST);
    return true;
}

void node_rouse(void)
{
    if (node_is_shared())
        forget_sleeper(node.mine);
}

bool node_take_sleeper(int local_rank)
{
    struct slot *slot = segment_slot((uint32_t)local_rank);

    return __atomic_load_n(&slot->asleep, __ATOMIC_RELAXED) && forget_sleeper(slot);
}
