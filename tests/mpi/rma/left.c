/* SPDX-License-Identifier: BSD-3-Clause */
/* left: windows that are not freed do not disturb the end, and leave nothing in
 * /dev/shm. */
#include "../check.h"

#include <dirent.h>

/* UCX has its own there for moments. */
static int entries(void)
{
    DIR *directory = opendir("/dev/shm");
    struct dirent *entry;
    int count = 0;

    check(directory, "there is no /dev/shm");
    while ((entry = readdir(directory)))
        count += strncmp(entry->d_name, "ucx", 3) != 0;
    closedir(directory);
    return count;
}

int main(int argc, char **argv)
{
    MPI_Comm node;
    MPI_Win window, shared;
    int *memory, *mine, before, after;

    check_init(&argc, &argv);
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
    MPI_Barrier(MPI_COMM_WORLD);
    before = entries();
    MPI_Barrier(MPI_COMM_WORLD);
    check_ok(MPI_Win_allocate(64, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &window));
    check_ok(MPI_Win_allocate_shared(1 << 20, 1, MPI_INFO_NULL, node, &mine, &shared));
    mine[0] = rank;
    MPI_Barrier(MPI_COMM_WORLD);
    after = entries();
    check(after == before, "/dev/shm had %d entries, and has %d", before, after);
    check_ok(MPI_Win_lock_all(0, window));
    check_ok(MPI_Put(&rank, 1, MPI_INT, (rank + 1) % size, 0, 1, MPI_INT, window));
    check_ok(MPI_Win_unlock_all(window));
    return finish();
}
