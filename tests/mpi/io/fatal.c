/* SPDX-License-Identifier: BSD-3-Clause */
/* fatal: a program that wants errors of files to end the job gets that, with a line that
 * says what was wrong. */
#include "../check.h"

int main(int argc, char **argv)
{
    MPI_File file;

    check_init(&argc, &argv);
    check_ok(MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_ARE_FATAL));
    check_ok(MPI_File_open(MPI_COMM_WORLD, "/dev/null", MPI_MODE_RDONLY, MPI_INFO_NULL,
                           &file));
    MPI_File_write(file, "x", 1, MPI_CHAR, MPI_STATUS_IGNORE);
    check(0, "a fatal error has returned");
    return finish();
}
