/* SPDX-License-Identifier: BSD-3-Clause */
/* allgatherv: blocks of all lengths, some empty, in the opposite order, in place and not;
 * blocking, nonblocking and persistent, among all ranks and among every other one. */
#include "../check.h"
#include "counts.h"

enum { MOST = 30011, RANKS = 16 };

static MPI_Comm comm;
static int members, member; /* of comm */
static int lengths[RANKS], places[RANKS];

/* Returns the sum. */
static int lay_out(int count)
{
    int sum = 0;

    for (int r = members - 1; r >= 0; r--) {
        lengths[r] = count * (r % 3) / 2;
        places[r] = sum;
        sum += lengths[r];
    }
    return sum;
}

enum { BLOCKING, NONBLOCKING, PERSISTENT, WAYS };

static void gather(const int *mine, int *all, int way)
{
    int own = lengths[member];
    MPI_Request request;

    if (way == BLOCKING) {
        check_ok(MPI_Allgatherv(mine, own, MPI_INT, all, lengths, places, MPI_INT, comm));
    } else if (way == NONBLOCKING) {
        check_ok(MPI_Iallgatherv(mine, own, MPI_INT, all, lengths, places, MPI_INT, comm,
                                 &request));
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    } else {
        check_ok(MPI_Allgatherv_init(mine, own, MPI_INT, all, lengths, places, MPI_INT,
                                     comm, MPI_INFO_NULL, &request));
        check_ok(MPI_Start(&request));
        check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
        check_ok(MPI_Request_free(&request));
    }
}

static void try_one(int *all, int *mine, int count, int way, int in_place)
{
    int *own;

    memset(all, 0, (size_t)lay_out(count) * sizeof *all);
    own = in_place ? all + places[member] : mine;
    fill(own, (size_t)lengths[member] * sizeof *own, member, count);
    gather(in_place ? MPI_IN_PLACE : mine, all, way);
    for (int r = 0; r < members; r++)
        check_filled(all + places[r], (size_t)lengths[r] * sizeof *all, r, count);
}

static void try_all(int *all, int *mine)
{
    MPI_Comm_rank(comm, &member);
    MPI_Comm_size(comm, &members);
    for (int i = 0; i < COUNTS && counts[i] <= MOST; i++)
        for (int way = 0; way < WAYS; way++)
            for (int in_place = 0; in_place < 2; in_place++)
                try_one(all, mine, counts[i], way, in_place);
}

int main(int argc, char **argv)
{
    int *all, *mine = room(MOST * sizeof *mine);

    check_init(&argc, &argv);
    all = room((size_t)size * MOST * sizeof *all);
    comm = MPI_COMM_WORLD;
    try_all(all, mine);
    check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank % 2, -rank, &comm));
    try_all(all, mine);
    check_ok(MPI_Comm_free(&comm));
    free(all);
    free(mine);
    return finish();
}
