/* SPDX-License-Identifier: BSD-3-Clause */
/* create: communicators of groups: all, some, none, in another order, disjoint ones in
 * one call, and those that are made without the others. */
#include "../check.h"

static MPI_Group group_of_range(int first, int last, int step)
{
    int range[1][3] = { { first, last, step } };
    MPI_Group world, group;

    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &world));
    check_ok(MPI_Group_range_incl(world, 1, range, &group));
    check_ok(MPI_Group_free(&world));
    return group;
}

/* The communicator holds the group, and its members can talk. */
static void check_members(MPI_Comm comm, MPI_Group group)
{
    int n, me, sum = 0, result;
    MPI_Group found;

    check_ok(MPI_Group_rank(group, &me));
    check((comm == MPI_COMM_NULL) == (me == MPI_UNDEFINED),
          "member %d has the wrong handle", me);
    if (comm == MPI_COMM_NULL)
        return;
    check_ok(MPI_Comm_group(comm, &found));
    check_ok(MPI_Group_compare(group, found, &result));
    check(result == MPI_IDENT, "the groups are not the same: %d", result);
    check_ok(MPI_Group_free(&found));
    check_ok(MPI_Group_size(group, &n));
    check_ok(MPI_Allreduce(&me, &sum, 1, MPI_INT, MPI_SUM, comm));
    check(sum == n * (n - 1) / 2, "the sum is %d", sum);
}

/* Takes the group. */
static void create(MPI_Group group)
{
    MPI_Comm comm;

    check_ok(MPI_Comm_create(MPI_COMM_WORLD, group, &comm));
    check_members(comm, group);
    if (comm != MPI_COMM_NULL)
        check_ok(MPI_Comm_free(&comm));
    if (group != MPI_GROUP_EMPTY)
        check_ok(MPI_Group_free(&group));
}

/* Takes the group; others do not call this. */
static void create_group(MPI_Group group, int tag)
{
    MPI_Comm comm;
    int me;

    check_ok(MPI_Group_rank(group, &me));
    if (me != MPI_UNDEFINED) {
        check_ok(MPI_Comm_create_group(MPI_COMM_WORLD, group, tag, &comm));
        check_members(comm, group);
        check_ok(MPI_Comm_free(&comm));
    }
    check_ok(MPI_Group_free(&group));
}

static void create_from_group(MPI_Group group, const char *name)
{
    MPI_Comm comm;
    int me;

    check_ok(MPI_Group_rank(group, &me));
    if (me != MPI_UNDEFINED) {
        check_ok(MPI_Comm_create_from_group(group, name, MPI_INFO_NULL, MPI_ERRORS_RETURN,
                                            &comm));
        check_members(comm, group);
        check_ok(MPI_Comm_free(&comm));
    }
    check_ok(MPI_Group_free(&group));
}

static void refused(void)
{
    MPI_Comm self, world, out = MPI_COMM_NULL;
    MPI_Group group;

    if (size == 1)
        return;
    check_ok(MPI_Comm_dup(MPI_COMM_SELF, &self));
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(self);
    errors_return(world);
    check_ok(MPI_Comm_group(world, &group));
    check_class(MPI_Comm_create(self, group, &out), MPI_ERR_GROUP);
    check_class(MPI_Comm_create(world, MPI_GROUP_NULL, &out), MPI_ERR_GROUP);
    check_class(MPI_Comm_create_group(world, group, -1, &out), MPI_ERR_TAG);
    check_class(MPI_Comm_split(world, -5, 0, &out), MPI_ERR_ARG);
    check_class(MPI_Comm_split_type(world, 77, 0, MPI_INFO_NULL, &out), MPI_ERR_ARG);
    check_class(MPI_Comm_remote_size(world, &(int){ 0 }), MPI_ERR_COMM);
    check_class(MPI_Intercomm_merge(world, 0, &out), MPI_ERR_COMM);
    check(out == MPI_COMM_NULL, "a failed call gives a communicator");
    check_ok(MPI_Group_free(&group));
    check_ok(MPI_Comm_free(&self));
    check_ok(MPI_Comm_free(&world));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    create(group_of_range(0, size - 1, 1));
    create(group_of_range(size - 1, 0, -1));
    create(group_of_range(size - 1, size - 1, 1));
    create(MPI_GROUP_EMPTY);
    create(group_of_range(rank % 2, size - 1, 2)); /* two groups, one call */
    create_group(group_of_range(size - 1, 0, -2), 7);
    create_group(group_of_range(rank % 2, size - 1, 2), 0);
    create_group(group_of_range(0, size - 1, 1), 0x7fffffff);
    for (int i = 0; i < size; i++)
        create_group(group_of_range(0, i, 1), i);
    create_from_group(group_of_range(0, size - 1, 1), "org.example.all");
    create_from_group(group_of_range(0, size / 2, 1), "org.example.some");
    refused();
    return finish();
}
