/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/card.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "boot/boot.h"
#include "net/net.h"
#include "node/bell.h"
#include "node/directory.h"
#include "node/gate.h"
#include "node/node.h"
#include "node/piece.h"
#include "node/segment.h"
#include "util/err.h"
#include "util/log.h"

/* In the segment. */
struct card {
    char piece[PIECE_HEAD];
    uint64_t bytes;
    char address[];
};

enum { CARD_REFUSED = 1 }; /* in place of its offset: there will be none */

static bool on_node; /* cards are in the segment, and shown when wanted */

/* Meeting */

static int publish(void)
{
    const void *address;
    size_t bytes;
    int error = net_address(&address, &bytes);

    return error ? error : boot_publish(address, bytes);
}

static int publish_to_all(void (*waiting)(void))
{
    int error = publish();

    return error ? error : boot_fence(waiting);
}

static int miss(int local_rank)
{
    return err(
        MPI_ERR_OTHER,
        "the task of rank %d has ended without MPI_Init: the others would wait for "
        "it for ever",
        boot()->local_ranks[local_rank]);
}

int card_exchange(void (*waiting)(void))
{
    if (boot()->size == 1)
        return MPI_SUCCESS;
    if (!gate_is_there())
        return publish_to_all(waiting);
    switch (gate_pass(boot()->nodes == 1 && directory_of(node_local_rank()), waiting)) {
    case GATE_MISSED:
        return miss(gate_absentee());
    case GATE_WILLING:
        on_node = true;
        return MPI_SUCCESS;
    default:
        return publish_to_all(waiting);
    }
}

/* Cards in the segment */

static uint64_t put_into_segment(const void *address, size_t bytes)
{
    uint64_t offset = piece_take(sizeof(struct card) + bytes, 1);
    struct card *card = offset ? segment_at(offset, sizeof *card + bytes) : NULL;

    if (!card)
        return CARD_REFUSED;
    card->bytes = bytes;
    memcpy(card->address, address, bytes);
    return offset;
}

bool card_is_wanted(void)
{
    const struct slot *slot = on_node ? segment_slot((uint32_t)node_local_rank()) : NULL;

    return slot && __atomic_load_n(&slot->card_wanted, __ATOMIC_RELAXED) && !slot->card;
}

void card_show(void)
{
    struct slot *slot = segment_slot((uint32_t)node_local_rank());
    uint64_t offset = CARD_REFUSED;
    const void *address;
    size_t bytes;

    if (net_address(&address, &bytes) == MPI_SUCCESS)
        offset = put_into_segment(address, bytes);
    else
        log_line("%s: messages that need the net cannot be received", err_text());
    __atomic_store_n(&slot->card, offset, __ATOMIC_RELEASE);
}

static void ask(struct slot *slot, int local_rank)
{
    __atomic_store_n(&slot->card_wanted, 1, __ATOMIC_SEQ_CST);
    if (node_take_sleeper(local_rank))
        bell_ring(local_rank);
}

/* The other one may wait for our card, in this very place. */
static uint64_t wait_for_card(const struct slot *slot)
{
    const struct timespec pause = { .tv_nsec = 50000 };
    uint64_t offset;

    while (!(offset = __atomic_load_n(&slot->card, __ATOMIC_ACQUIRE))) {
        if (card_is_wanted())
            card_show();
        nanosleep(&pause, NULL);
    }
    return offset;
}

static int copy(const struct card *card, int proc, void **address, size_t *bytes)
{
    void *fresh = malloc(card->bytes);

    if (!fresh)
        return err(MPI_ERR_NO_MEM, "no memory for the address of rank %d", proc);
    *address = memcpy(fresh, card->address, card->bytes);
    *bytes = card->bytes;
    return MPI_SUCCESS;
}

static int card_in_segment(int proc, void **address, size_t *bytes)
{
    int local_rank = node_local_rank_of(proc);
    struct slot *slot = segment_slot((uint32_t)local_rank);
    const struct card *card;
    uint64_t offset;

    ask(slot, local_rank);
    offset = wait_for_card(slot);
    card = offset == CARD_REFUSED ? NULL : segment_at(offset, sizeof *card);
    if (!card || !segment_at(offset, sizeof *card + card->bytes))
        return err(MPI_ERR_OTHER, "rank %d cannot be reached over the network", proc);
    return copy(card, proc, address, bytes);
}

int card_of(int proc, void **address, size_t *bytes)
{
    return on_node ? card_in_segment(proc, address, bytes)
                   : boot_lookup(proc, address, bytes);
}

uint64_t card_job(void)
{
    return on_node ? gate_word() : 0;
}
