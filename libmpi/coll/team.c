/* SPDX-License-Identifier: BSD-3-Clause */
/* team.c: the team of a communicator's members, over p2p/. */
#include "coll/team.h"

#include "coll/describe.h"
#include "p2p/wait.h"

/* A tag: one bit for persistent, then the number of the collective, then the lane. */
enum {
    TAG_SEQUENCE = 0x7ffffff,
    TAG_PERSISTENT = 0x40000000,
};

_Static_assert((TAG_SEQUENCE + 1LL) * TEAM_LANES <= TAG_PERSISTENT,
               "sequence number and lane fit below the bit of persistent collectives");

int team_tag(comm_t *comm, bool persistent)
{
    int sequence = comm->coll_tag;

    comm->coll_tag = (sequence + 1) & TAG_SEQUENCE;
    return sequence * TEAM_LANES + (persistent ? TAG_PERSISTENT : 0);
}

static struct message *addressed(const struct team *team, struct message *message)
{
    comm_t *comm = team->transport;

    message->comm = comm;
    message->match = comm->match_coll;
    message->mode = MODE_STANDARD;
    return message;
}

static int comm_send(const struct team *team, struct message *message,
                     transfer_done_f *done, void *argument)
{
    return transfer_send(addressed(team, message), done, argument);
}

static int comm_recv(const struct team *team, struct message *message,
                     transfer_done_f *done, void *argument)
{
    return transfer_recv(addressed(team, message), done, argument);
}

/* What comm_wait waits with. */
struct pause {
    const struct team *team;
    const bool *flag;
};

static bool is_over(const void *pause)
{
    return *((const struct pause *)pause)->flag;
}

static void describe(const void *pause, struct blocked *blocked)
{
    describe_team(((const struct pause *)pause)->team, blocked);
}

static void comm_wait(const struct team *team, const bool *flag)
{
    const struct pause pause = { team, flag };

    wait_until(is_over, &pause, describe);
}

static void comm_defer(const struct team *team, struct deferred *deferred)
{
    (void)team;
    progress_defer(deferred);
}

struct team team_of_comm(comm_t *comm, int tag)
{
    static const struct team_ops ops = { comm_send, comm_recv, comm_wait, comm_defer };

    return (struct team){
        .rank = comm->rank,
        .size = comm->remote_size,
        .tag = tag,
        .ops = &ops,
        .transport = comm,
    };
}
