/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/gate.h"

#include <limits.h>
#include <linux/futex.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "node/node.h"
#include "node/segment.h"

bool gate_is_there(void)
{
    const struct node_header *header = segment_header();

    return header && node_is_watched() && segment_at(node_bytes(header) - 1, 1) != NULL;
}

/* Before one looks for those who will not come. */
static const struct timespec patience = { .tv_nsec = 100 * 1000000L };

/* Other processes wait there, too: no FUTEX_PRIVATE_FLAG. */
static void futex(uint32_t *word, int operation, uint32_t value)
{
    syscall(SYS_futex, word, operation, value, &patience, NULL, 0);
}

static void open_gate(struct node_header *header)
{
    __atomic_store_n(&header->gate, 1, __ATOMIC_RELEASE);
    futex(&header->gate, FUTEX_WAKE, INT_MAX);
}

int gate_absentee(void)
{
    for (uint32_t i = 0; i < segment_header()->slots; i++) {
        if (__atomic_load_n(&segment_slot(i)->state, __ATOMIC_ACQUIRE) == SLOT_ABSENT)
            return (int)i;
    }
    return -1;
}

/* True for the first rank that notices. */
static bool miss_somebody(struct node_header *header)
{
    return gate_absentee() >= 0 &&
           !__atomic_exchange_n(&header->missed, 1, __ATOMIC_RELAXED);
}

/* False if somebody is missed. */
static bool wait_at_gate(struct node_header *header, void (*waiting)(void))
{
    while (!__atomic_load_n(&header->gate, __ATOMIC_ACQUIRE)) {
        if (miss_somebody(header))
            return false;
        futex(&header->gate, FUTEX_WAIT, 0);
        if (waiting)
            waiting();
    }
    return true;
}

enum gate gate_pass(bool willing, void (*waiting)(void))
{
    struct node_header *header = segment_header();

    if (!willing)
        __atomic_add_fetch(&header->unwilling, 1, __ATOMIC_RELAXED);
    if (__atomic_add_fetch(&header->arrived, 1, __ATOMIC_ACQ_REL) == header->slots)
        open_gate(header);
    else if (!wait_at_gate(header, waiting))
        return GATE_MISSED;
    return __atomic_load_n(&header->unwilling, __ATOMIC_RELAXED) ? GATE_UNWILLING
                                                                 : GATE_WILLING;
}

/* What stays 0, for want of randomness, is not unique, and no worse. */
uint64_t gate_word(void)
{
    struct node_header *header = segment_header();
    uint64_t none = 0, fresh = 0;

    if (getrandom(&fresh, sizeof fresh, 0) == sizeof fresh)
        __atomic_compare_exchange_n(&header->word, &none, fresh, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE);
    return __atomic_load_n(&header->word, __ATOMIC_ACQUIRE);
}
