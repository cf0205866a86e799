/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/match.h"

#include <mpi.h>
#include <stdlib.h>

#include "p2p/arrival.h"
#include "p2p/transfer.h"
#include "util/err.h"
#include "util/log.h"
#include "util/macros.h"

/* What waits from or for one rank. */
struct source {
    struct list receives; /* struct transfer.link, oldest first */
    struct list arrivals; /* struct arrival.by_source, oldest first */
};

/* The table of context ids: a few communicators, so the chains are short. */
enum { BUCKETS = 256 };

/* Partitioned messages meet only their like: a context of their own, the communicator's
 * with a bit set that no process number reaches (comm/comm.h). */
static const uint64_t PARTITIONED = UINT64_C(1) << 63;

static struct match *table[BUCKETS];
static struct match *latest; /* that a message was for; may be NULL */

static struct match **bucket_of(uint64_t context)
{
    return &table[(context * UINT64_C(0x9e3779b97f4a7c15)) >> 56];
}

static struct match *match_find(uint64_t context)
{
    struct match *match = *bucket_of(context);

    while (match && match->context != context)
        match = match->next;
    return match;
}

static struct match *match_create(uint64_t context)
{
    struct match *match = calloc(1, sizeof *match), **bucket = bucket_of(context);

    if (!match)
        return NULL;
    match->context = context;
    list_init(&match->any_source);
    list_init(&match->by_time);
    match->next = *bucket;
    return *bucket = match;
}

struct match *match_of_context(uint64_t context)
{
    if (likely(latest && latest->context == context))
        return latest;
    latest = match_find(context);
    if (!latest)
        latest = match_create(context);
    return latest;
}

static void match_destroy(struct match *match)
{
    if (match == latest)
        latest = NULL;
    for (struct match **m = bucket_of(match->context); *m; m = &(*m)->next)
        if (*m == match) {
            *m = match->next;
            break;
        }
    list_for_each_safe (link, &match->by_time) {
        struct arrival *arrival = container_of(link, struct arrival, by_time);

        match_take(arrival);
        arrival_destroy(arrival);
    }
    for (int i = 0; i < match->size; i++)
        free(match->sources[i]);
    free(match->sources);
    free(match);
}

int match_attach(comm_t *comm)
{
    comm->match = match_of_context(comm->context);
    comm->match_coll = match_of_context(comm->context + 1);
    if (!comm->match || !comm->match_coll)
        return err(MPI_ERR_NO_MEM, "no memory for the messages of a communicator");
    comm->match->comm = comm->match_coll->comm = comm;
    return MPI_SUCCESS;
}

struct match *match_partitioned(const comm_t *comm)
{
    return match_of_context(comm->context | PARTITIONED);
}

int match_detach(comm_t *comm)
{
    struct match *partitioned = match_find(comm->context | PARTITIONED);

    match_destroy(comm->match);
    match_destroy(comm->match_coll);
    if (partitioned)
        match_destroy(partitioned);
    return MPI_SUCCESS;
}

static void count_message(struct leftovers *l, const struct header *header)
{
    if (l->messages++ > 0)
        return;
    l->source = header->source;
    l->tag = header->tag;
    l->bytes = header->bytes;
}

static void count_receives(struct leftovers *l, const struct list *receives)
{
    list_for_each (link, receives)
        l->receives++;
}

struct leftovers match_leftovers(void)
{
    struct leftovers l = { 0 };

    for (int i = 0; i < BUCKETS; i++)
        for (const struct match *match = table[i]; match; match = match->next) {
            if (match->context % 2 || (match->context & PARTITIONED))
                continue; /* not what a program sends and receives */
            list_for_each (link, &match->by_time)
                count_message(&l, &container_of(link, struct arrival, by_time)->header);
            count_receives(&l, &match->any_source);
            for (int rank = 0; rank < match->size; rank++)
                if (match->sources[rank])
                    count_receives(&l, &match->sources[rank]->receives);
        }
    return l;
}

void match_fini(void)
{
    for (int i = 0; i < BUCKETS; i++)
        for (struct match *match = table[i], *next; match; match = next) {
            next = match->next;
            match_destroy(match);
        }
}

/* Makes sources reach rank.  A communicator's first message sizes the array by the rank
 * it names; it at least doubles, so ranks that appear one after the other cost little. */
static bool grow(struct match *match, int rank)
{
    int size = rank < 2 * match->size ? 2 * match->size : rank + 1;
    struct source **sources =
        realloc(match->sources, (size_t)size * sizeof(struct source *));

    if (!sources)
        return false;
    for (int i = match->size; i < size; i++)
        sources[i] = NULL;
    match->sources = sources;
    match->size = size;
    return true;
}

/* The queues of a rank, NULL if nothing ever waited there. */
static struct source *source_at(const struct match *match, int rank)
{
    return rank < match->size ? match->sources[rank] : NULL;
}

static struct source *source_make(struct match *match, int rank)
{
    struct source *source = source_at(match, rank);

    if (likely(source != NULL))
        return source;
    if (rank >= match->size && !grow(match, rank))
        return NULL;
    source = malloc(sizeof *source);
    if (!source)
        return NULL;
    list_init(&source->receives);
    list_init(&source->arrivals);
    return match->sources[rank] = source;
}

static bool tag_fits(int wanted, int tag)
{
    return wanted == tag || wanted == MPI_ANY_TAG;
}

static struct transfer *first_with_tag(struct list *receives, int tag)
{
    list_for_each (link, receives) {
        struct transfer *transfer = container_of(link, struct transfer, link);

        if (tag_fits(transfer->message.tag, tag))
            return transfer;
    }
    return NULL;
}

struct transfer *match_arrival(struct match *match, int rank, int tag)
{
    struct source *source = source_at(match, rank);
    struct transfer *named = source ? first_with_tag(&source->receives, tag) : NULL;
    struct transfer *any = first_with_tag(&match->any_source, tag);

    if (!named || (any && any->order < named->order))
        named = any;
    if (named)
        list_remove(&named->link);
    return named;
}

/* MPI_Rsend is only for a message whose receive is posted (MPI 5.0, 3.4). */
static __attribute__((cold)) void say_unready(const comm_t *comm,
                                              const struct header *header)
{
    static bool said;

    if (said)
        return;
    said = true;
    log_line(
        "warning: rank %d of %s has sent tag %d (%llu B) by MPI_Rsend, and no receive "
        "was posted here: post it before that, or use MPI_Send",
        header->source, comm->object.name ? comm->object.name : "a communicator",
        header->tag, (unsigned long long)header->bytes);
}

bool match_keep(struct match *match, struct arrival *arrival)
{
    struct source *source = source_make(match, arrival->header.source);

    if (!source)
        return false;
    if (unlikely(arrival->header.operation == HEADER_READY) && match->comm &&
        match == match->comm->match)
        say_unready(match->comm, &arrival->header);
    list_append(&source->arrivals, &arrival->by_source);
    list_append(&match->by_time, &arrival->by_time);
    return true;
}

struct arrival *match_peek(const struct match *match, int rank, int tag)
{
    struct source *source;

    if (rank == MPI_ANY_SOURCE) {
        list_for_each (link, &match->by_time) {
            struct arrival *arrival = container_of(link, struct arrival, by_time);

            if (tag_fits(tag, arrival->header.tag))
                return arrival;
        }
        return NULL;
    }
    source = source_at(match, rank);
    if (!source)
        return NULL;
    list_for_each (link, &source->arrivals) {
        struct arrival *arrival = container_of(link, struct arrival, by_source);

        if (tag_fits(tag, arrival->header.tag))
            return arrival;
    }
    return NULL;
}

void match_each_arrival(void (*visit)(const struct match *match,
                                      const struct arrival *arrival, void *argument),
                        void *argument)
{
    for (int i = 0; i < BUCKETS; i++)
        for (const struct match *match = table[i]; match; match = match->next)
            list_for_each (link, &match->by_time)
                visit(match, container_of(link, struct arrival, by_time), argument);
}

void match_each_receive(const struct match *match,
                        void (*visit)(const struct transfer *transfer, void *argument),
                        void *argument)
{
    for (int i = 0; i < match->size; i++)
        if (match->sources[i])
            list_for_each (link, &match->sources[i]->receives)
                visit(container_of(link, struct transfer, link), argument);
}

void match_take(struct arrival *arrival)
{
    list_remove(&arrival->by_source);
    list_remove(&arrival->by_time);
}

/* As a rule nothing waits from a rank that was heard before. */
static bool post(struct match *match, struct transfer *transfer)
{
    int rank = transfer->message.peer;
    struct source *source = rank >= 0 ? source_at(match, rank) : NULL;

    if (!source || !list_is_empty(&source->arrivals))
        return false;
    transfer->order = match->posted++;
    list_append(&source->receives, &transfer->link);
    return true;
}

struct arrival *match_recv(struct match *match, struct transfer *transfer, bool *failed)
{
    const struct message *message = &transfer->message;
    struct arrival *arrival;
    struct source *source;

    *failed = false;
    if (likely(post(match, transfer)))
        return NULL;
    arrival = match_peek(match, message->peer, message->tag);
    if (arrival) {
        match_take(arrival);
        return arrival;
    }
    transfer->order = match->posted++;
    if (message->peer == MPI_ANY_SOURCE) {
        list_append(&match->any_source, &transfer->link);
        return NULL;
    }
    source = source_make(match, message->peer);
    if (source)
        list_append(&source->receives, &transfer->link);
    else
        *failed = true;
    return NULL;
}

static int list_length(const struct list *list)
{
    int length = 0;

    list_for_each (link, list)
        length++;
    return length;
}

/* Receives of a match, those from one rank and those from any. */
static uint64_t receives_of(const struct match *match)
{
    uint64_t receives = (uint64_t)list_length(&match->any_source);

    for (int i = 0; i < match->size; i++)
        if (match->sources[i])
            receives += (uint64_t)list_length(&match->sources[i]->receives);
    return receives;
}

static void count(const struct match *match, struct tally *tally)
{
    tally->receives += receives_of(match);
    list_for_each (link, &match->by_time) {
        tally->arrivals++;
        tally->arrived_bytes += container_of(link, struct arrival, by_time)->header.bytes;
    }
}

/* Collectives have odd contexts (comm/comm.h). */
struct tally match_tally(void)
{
    struct tally tally = { 0 };

    for (int i = 0; i < BUCKETS; i++)
        for (const struct match *match = table[i]; match; match = match->next)
            if (match->context % 2 == 0)
                count(match, &tally);
    return tally;
}
