/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/hint.h"

#include "p2p/arrival.h"
#include "p2p/match.h"

enum { HINTS = 3 };

/* What hint_arrivals looks for, and what it has found. */
struct search {
    const struct message *wanted;
    struct blocked *blocked;
    int found;
};

static bool is_from_source(const struct message *wanted, const struct header *header)
{
    return wanted->peer == MPI_ANY_SOURCE ||
           header->origin == group_proc(wanted->comm->remote_group, wanted->peer);
}

/* Close, but not what is wanted: that would have been taken. */
static bool is_close(const struct message *wanted, const struct header *header)
{
    return is_from_source(wanted, header) || header->tag == wanted->tag;
}

static void note(const struct match *match, const struct arrival *arrival, void *argument)
{
    struct search *search = argument;
    const struct header *header = &arrival->header;
    const char *name = match->comm ? match->comm->object.name : NULL;

    if (!match->comm || match != match->comm->match ||
        !is_close(search->wanted, header) || search->found++ >= HINTS)
        return;
    if (match == search->wanted->match)
        blocked_hint(search->blocked, "tag %d from rank %d is waiting here (%llu B)",
                     header->tag, header->source, (unsigned long long)header->bytes);
    else
        blocked_hint(search->blocked,
                     "tag %d from rank %d of %s is waiting here (%llu B)", header->tag,
                     header->source, name ? name : "another communicator",
                     (unsigned long long)header->bytes);
}

void hint_arrivals(const struct message *message, struct blocked *blocked)
{
    struct search search = { message, blocked, 0 };

    match_each_arrival(note, &search);
    if (search.found > HINTS)
        blocked_hint(blocked, "and %d more", search.found - HINTS);
}
