/* SPDX-License-Identifier: BSD-3-Clause */
/* split_type: the processes of a node, and what else can be asked for by name.  The
 * argument is the number of nodes. */
#include "../check.h"

static MPI_Info info_with(const char *key, const char *value)
{
    MPI_Info info;

    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, key, value));
    return info;
}

/* All members have my processor's name, and nobody else has. */
static void check_node(MPI_Comm node)
{
    char name[MPI_MAX_PROCESSOR_NAME] = "", *all = room(size * sizeof name);
    int length, here = 0, members;

    check_ok(MPI_Get_processor_name(name, &length));
    check_ok(MPI_Allgather(name, sizeof name, MPI_CHAR, all, sizeof name, MPI_CHAR,
                           MPI_COMM_WORLD));
    for (int i = 0; i < size; i++)
        here += strcmp(all + i * sizeof name, name) == 0;
    check_ok(MPI_Comm_size(node, &members));
    check(members == here, "%d members, %d processes on this node", members, here);
    check_ok(
        MPI_Allgather(name, sizeof name, MPI_CHAR, all, sizeof name, MPI_CHAR, node));
    for (int i = 0; i < members; i++)
        check(strcmp(all + i * sizeof name, name) == 0, "member %d is on another node",
              i);
    free(all);
}

static void node_by(int type, MPI_Info info)
{
    MPI_Comm node;
    int me, members, wanted;

    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, type, -rank, info, &node));
    check(node != MPI_COMM_NULL, "split type %d gives nothing", type);
    check_node(node);
    check_ok(MPI_Comm_rank(node, &me));
    check_ok(MPI_Comm_size(node, &members));
    check_ok(MPI_Exscan(&(int){ 1 }, &wanted, 1, MPI_INT, MPI_SUM, node));
    check(me == 0 || wanted == me, "member %d of %d", me, members);
    check_ok(MPI_Comm_free(&node));
}

static void nothing_by(int type, MPI_Info info)
{
    MPI_Comm comm;

    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, type, 0, info, &comm));
    check(comm == MPI_COMM_NULL, "split type %d gives a communicator", type);
}

static void process_sets(void)
{
    MPI_Info world = info_with("mpi_pset_name", "mpi://WORLD");
    MPI_Info self = info_with("mpi_pset_name", "mpi://SELF");
    MPI_Comm comm;
    int n;

    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_RESOURCE_GUIDED, 0, world,
                                 &comm));
    check_ok(MPI_Comm_size(comm, &n));
    check(n == size, "the world has %d", n);
    check_ok(MPI_Comm_free(&comm));
    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_RESOURCE_GUIDED, 0, self,
                                 &comm));
    check_ok(MPI_Comm_size(comm, &n));
    check(n == 1, "I am %d", n);
    check_ok(MPI_Comm_free(&comm));
    check_ok(MPI_Info_free(&world));
    check_ok(MPI_Info_free(&self));
}

/* One level down are the nodes, if there are several; below that is nothing. */
static void unguided(int nodes)
{
    MPI_Info info = info_with("foo", "bar");
    MPI_Comm level, below;
    char value[64];
    int length = sizeof value, found;

    check_ok(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_HW_UNGUIDED, rank, info,
                                 &level));
    check((level != MPI_COMM_NULL) == (nodes > 1), "%d nodes", nodes);
    check_ok(MPI_Info_get_string(info, "mpi_hw_resource_type", &length, value, &found));
    check(found == (nodes > 1), "the type of the resource is %stold",
          found ? "" : "not ");
    check_ok(MPI_Info_free(&info));
    if (level == MPI_COMM_NULL)
        return;
    check_node(level);
    check_ok(
        MPI_Comm_split_type(level, MPI_COMM_TYPE_HW_UNGUIDED, 0, MPI_INFO_NULL, &below));
    check(below == MPI_COMM_NULL, "there is something below a node");
    check_ok(MPI_Comm_free(&level));
}

int main(int argc, char **argv)
{
    MPI_Info shared = info_with("mpi_hw_resource_type", "mpi_shared_memory");
    MPI_Info unknown = info_with("mpi_hw_resource_type", "moon://crater");

    check_init(&argc, &argv);
    node_by(MPI_COMM_TYPE_SHARED, MPI_INFO_NULL);
    node_by(MPI_COMM_TYPE_HW_GUIDED, shared);
    node_by(MPI_COMM_TYPE_RESOURCE_GUIDED, shared);
    nothing_by(MPI_COMM_TYPE_HW_GUIDED, MPI_INFO_NULL);
    nothing_by(MPI_COMM_TYPE_HW_GUIDED, unknown);
    nothing_by(MPI_COMM_TYPE_RESOURCE_GUIDED, unknown);
    nothing_by(MPI_UNDEFINED, MPI_INFO_NULL);
    process_sets();
    unguided(atoi(argv[1]));
    check_ok(MPI_Info_free(&shared));
    check_ok(MPI_Info_free(&unknown));
    return finish();
}
