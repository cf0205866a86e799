/* SPDX-License-Identifier: BSD-3-Clause */
/* atomic: in atomic mode whoever reads what others are overwriting sees one writer's data
 * and no mixture, also where it lies in many places of the file. */
#include "scratch.h"

enum { COUNT = 300, ROUNDS = 60 };

static void check_pure(const int *data)
{
    for (int i = 1; i < COUNT; i++)
        check(data[i] == data[0], "element %d is %d, and %d is the first", i, data[i],
              data[0]);
}

int main(int argc, char **argv)
{
    MPI_Datatype scattered;
    int data[COUNT], flag;
    MPI_File file;

    check_init(&argc, &argv);
    scratch_make();
    file = scratch_open("atomic");
    check_ok(MPI_Type_create_subarray(1, (int[]){ 3 }, (int[]){ 1 }, (int[]){ 1 },
                                      MPI_ORDER_C, MPI_INT, &scattered));
    check_ok(MPI_Type_commit(&scattered));
    check_ok(MPI_File_set_view(file, 0, MPI_INT, scattered, "native", MPI_INFO_NULL));
    check_ok(MPI_File_get_atomicity(file, &flag));
    check(!flag, "atomic from the start");
    if (size > 1)
        check_class(MPI_File_set_atomicity(file, rank == 0), MPI_ERR_NOT_SAME);
    check_ok(MPI_File_set_atomicity(file, 1));
    check_ok(MPI_File_get_atomicity(file, &flag));
    check(flag, "not atomic");
    memset(data, 0, sizeof data);
    check_ok(MPI_File_write_at(file, 0, data, COUNT, MPI_INT, MPI_STATUS_IGNORE));
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    for (int round = 1; round <= ROUNDS; round++) {
        if (rank % 2) {
            for (int i = 0; i < COUNT; i++)
                data[i] = rank * 1000 + round;
            check_ok(MPI_File_write_at(file, 0, data, COUNT, MPI_INT, MPI_STATUS_IGNORE));
        } else {
            check_ok(MPI_File_read_at(file, 0, data, COUNT, MPI_INT, MPI_STATUS_IGNORE));
            check_pure(data);
        }
    }
    check_ok(MPI_Type_free(&scattered));
    check_ok(MPI_File_close(&file));
    scratch_remove();
    return finish();
}
