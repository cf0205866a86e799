/* SPDX-License-Identifier: BSD-3-Clause */
/* inter: inter-communicators between two halves of unequal size: their groups, messages
 * and collectives; merged, duplicated, split, created from groups; with user messages of
 * the same tags under way. */
#include "../check.h"

enum { TAG = 12 };

static int low, high; /* sizes of the halves */
static int in_high;
static MPI_Comm half;

static int local_size(void)
{
    return in_high ? high : low;
}

static int remote_size(void)
{
    return in_high ? low : high;
}

/* World rank of the other group's rank r. */
static int remote_world(int r)
{
    return in_high ? r : low + r;
}

static void split_world(void)
{
    low = (size + 1) / 3 ? (size + 1) / 3 : 1;
    high = size - low;
    in_high = rank >= low;
    check_ok(MPI_Comm_split(MPI_COMM_WORLD, in_high, 0, &half));
}

/* The last ranks lead.  A message with the same tag is on its way between them, too. */
static MPI_Comm create(void)
{
    int leader = local_size() - 1, other = remote_world(remote_size() - 1);
    int is_leader = rank == (in_high ? size : low) - 1;
    int sent = rank, got;
    MPI_Request requests[2];
    MPI_Comm inter;

    if (is_leader) {
        check_ok(
            MPI_Irecv(&got, 1, MPI_INT, other, MPI_ANY_TAG, MPI_COMM_WORLD, requests));
        check_ok(MPI_Isend(&sent, 1, MPI_INT, other, TAG, MPI_COMM_WORLD, requests + 1));
    }
    check_ok(MPI_Intercomm_create(half, leader,
                                  is_leader ? MPI_COMM_WORLD : MPI_COMM_NULL,
                                  is_leader ? other : -99, TAG, &inter));
    if (is_leader) {
        check_ok(MPI_Waitall(2, requests, MPI_STATUSES_IGNORE));
        check(got == other, "the leader's message is %d, not %d", got, other);
    }
    return inter;
}

static void check_groups(MPI_Comm inter)
{
    MPI_Group world, remote;
    int flag, n, *ranks = room(size * sizeof *ranks),
                 *theirs = room(size * sizeof *theirs);

    check_ok(MPI_Comm_test_inter(inter, &flag));
    check(flag, "it is no inter-communicator");
    check_ok(MPI_Comm_size(inter, &n));
    check(n == local_size(), "local size %d", n);
    check_ok(MPI_Comm_remote_size(inter, &n));
    check(n == remote_size(), "remote size %d", n);
    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &world));
    check_ok(MPI_Comm_remote_group(inter, &remote));
    for (int i = 0; i < n; i++)
        ranks[i] = i;
    check_ok(MPI_Group_translate_ranks(remote, n, ranks, world, theirs));
    for (int i = 0; i < n; i++)
        check(theirs[i] == remote_world(i), "remote rank %d is %d", i, theirs[i]);
    check_ok(MPI_Group_free(&world));
    check_ok(MPI_Group_free(&remote));
    free(ranks);
    free(theirs);
}

/* Everybody to everybody of the other side. */
static void exchange(MPI_Comm inter)
{
    int n, value;
    MPI_Status status;
    MPI_Request *sends;

    check_ok(MPI_Comm_remote_size(inter, &n));
    sends = room(n * sizeof *sends);
    for (int i = 0; i < n; i++)
        check_ok(MPI_Isend(&rank, 1, MPI_INT, i, TAG, inter, &sends[i]));
    for (int i = 0; i < n; i++) {
        check_ok(MPI_Recv(&value, 1, MPI_INT, i, TAG, inter, &status));
        check(status.MPI_SOURCE == i, "from %d, not %d", status.MPI_SOURCE, i);
        check(value == remote_world(i), "remote rank %d says %d", i, value);
    }
    check_ok(MPI_Waitall(n, sends, MPI_STATUSES_IGNORE));
    free(sends);
}

static void collectives(MPI_Comm inter)
{
    int sum = 0, wanted = 0;

    check_ok(MPI_Barrier(inter));
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, inter));
    for (int i = 0; i < remote_size(); i++)
        wanted += remote_world(i);
    check(sum == wanted, "the sum of the others is %d, not %d", sum, wanted);
}

static void check_whole(MPI_Comm inter)
{
    check_groups(inter);
    exchange(inter);
    collectives(inter);
}

static void merge(MPI_Comm inter, int i_am_high, int expected)
{
    int me, n, sum = 0;
    MPI_Comm all;

    check_ok(MPI_Intercomm_merge(inter, i_am_high, &all));
    check_ok(MPI_Comm_rank(all, &me));
    check_ok(MPI_Comm_size(all, &n));
    check(n == size, "merged size %d", n);
    check(expected < 0 || me == expected, "merged rank %d, not %d", me, expected);
    check_ok(MPI_Allreduce(&me, &sum, 1, MPI_INT, MPI_SUM, all));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
    check_ok(MPI_Comm_free(&all));
}

static void merges(MPI_Comm inter)
{
    merge(inter, in_high, rank);
    merge(inter, !in_high, in_high ? rank - low : high + rank);
    merge(inter, 0, -1);
    merge(inter, 1, -1);
}

static void duplicates(MPI_Comm inter)
{
    MPI_Comm dup, idup[3];
    MPI_Request requests[3];
    int result;

    check_ok(MPI_Comm_dup(inter, &dup));
    for (int i = 0; i < 3; i++)
        check_ok(MPI_Comm_idup(dup, &idup[i], &requests[i]));
    check_ok(MPI_Waitall(3, requests, MPI_STATUSES_IGNORE));
    for (int i = 0; i < 3; i++) {
        check_whole(idup[i]);
        check_ok(MPI_Comm_compare(inter, idup[i], &result));
        check(result == MPI_CONGRUENT, "comparison gives %d", result);
        check_ok(MPI_Comm_free(&idup[i]));
    }
    check_ok(MPI_Comm_compare(inter, MPI_COMM_WORLD, &result));
    check(result == MPI_UNEQUAL, "comparison gives %d", result);
    check_whole(dup);
    check_ok(MPI_Comm_free(&dup));
}

/* Pairs of equal rank; who is alone gets nothing. */
static void pairs(MPI_Comm inter)
{
    int me, n, value, wanted, fewer = low < high ? low : high;
    MPI_Comm pair;

    check_ok(MPI_Comm_rank(inter, &me));
    check_ok(MPI_Comm_split(inter, me, 0, &pair));
    check((pair == MPI_COMM_NULL) == (me >= fewer), "rank %d of %d", me, fewer);
    if (pair == MPI_COMM_NULL)
        return;
    check_ok(MPI_Comm_remote_size(pair, &n));
    check(n == 1, "%d on the other side", n);
    check_ok(MPI_Sendrecv(&rank, 1, MPI_INT, 0, 0, &value, 1, MPI_INT, 0, 0, pair,
                          MPI_STATUS_IGNORE));
    wanted = remote_world(me);
    check(value == wanted, "my partner is %d, not %d", value, wanted);
    check_ok(MPI_Barrier(pair));
    check_ok(MPI_Comm_free(&pair));
}

/* All of the one side and the first of the other; then nobody of the one. */
static void subgroups(MPI_Comm inter)
{
    MPI_Group local, some;
    MPI_Comm comm;
    int n;

    check_ok(MPI_Comm_group(inter, &local));
    check_ok(MPI_Group_incl(local, 1, (int[]){ 0 }, &some));
    check_ok(MPI_Comm_create(inter, in_high ? some : local, &comm));
    check((comm == MPI_COMM_NULL) == (rank > low), "rank %d, low %d", rank, low);
    if (comm != MPI_COMM_NULL) {
        check_ok(MPI_Comm_remote_size(comm, &n));
        check(n == (in_high ? low : 1), "%d on the other side", n);
        check_ok(MPI_Barrier(comm));
        check_ok(MPI_Comm_free(&comm));
    }
    check_ok(MPI_Comm_create(inter, in_high ? MPI_GROUP_EMPTY : local, &comm));
    check(comm == MPI_COMM_NULL, "a communicator with an empty side");
    check_ok(MPI_Group_free(&some));
    check_ok(MPI_Group_free(&local));
}

static void from_groups(MPI_Comm inter)
{
    MPI_Group local, remote;
    MPI_Comm comm;

    check_ok(MPI_Comm_group(inter, &local));
    check_ok(MPI_Comm_remote_group(inter, &remote));
    check_ok(MPI_Intercomm_create_from_groups(local, local_size() - 1, remote,
                                              remote_size() - 1, "org.example.two",
                                              MPI_INFO_NULL, MPI_ERRORS_RETURN, &comm));
    check_whole(comm);
    check_ok(MPI_Comm_free(&comm));
    check_ok(MPI_Group_free(&local));
    check_ok(MPI_Group_free(&remote));
}

/* An inter-communicator as the way between the leaders of another one. */
static void over_another(MPI_Comm peer)
{
    MPI_Comm inter;

    check_ok(MPI_Intercomm_create(half, 0, peer, 0, TAG, &inter));
    check_whole(inter);
    check_ok(MPI_Comm_free(&inter));
}

static void refused(void)
{
    MPI_Comm world, inter = MPI_COMM_NULL;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(world);
    check_class(MPI_Intercomm_create(world, size, world, 0, 0, &inter), MPI_ERR_RANK);
    check_class(MPI_Intercomm_create(world, -1, world, 0, 0, &inter), MPI_ERR_RANK);
    check_class(MPI_Intercomm_create(world, 0, world, 0, -3, &inter), MPI_ERR_TAG);
    check_class(MPI_Intercomm_create(world, 0, world, 0, 3, &inter), MPI_ERR_COMM);
    check(inter == MPI_COMM_NULL, "a failed call gives a communicator");
    check_ok(MPI_Comm_free(&world));
}

int main(int argc, char **argv)
{
    MPI_Comm inter;

    check_init(&argc, &argv);
    split_world();
    inter = create();
    check_whole(inter);
    merges(inter);
    duplicates(inter);
    pairs(inter);
    subgroups(inter);
    from_groups(inter);
    over_another(inter);
    refused();
    check_ok(MPI_Comm_free(&inter));
    check_ok(MPI_Comm_free(&half));
    return finish();
}
