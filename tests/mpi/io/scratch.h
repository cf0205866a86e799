/* SPDX-License-Identifier: BSD-3-Clause */
/* scratch.h: files for the tests of this chapter, in a folder of their own under TMPDIR
 * that all ranks see and that is removed with them. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <sys/stat.h>
#include <unistd.h>

#include "../check.h"

static char scratch[512]; /* the folder */

static inline void scratch_make(void)
{
    const char *parent = getenv("TMPDIR");

    if (rank == 0) {
        snprintf(scratch, sizeof scratch, "%s/slipway-io.XXXXXX",
                 parent ? parent : "/tmp");
        check(mkdtemp(scratch), "no folder %s", scratch);
        chmod(scratch, 0755);
    }
    check_ok(MPI_Bcast(scratch, sizeof scratch, MPI_CHAR, 0, MPI_COMM_WORLD));
}

/* Every file must be gone by now. */
static inline void scratch_remove(void)
{
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check(rank != 0 || rmdir(scratch) == 0, "%s cannot be removed", scratch);
}

/* A name in it, in one buffer. */
static inline const char *scratch_name(const char *name)
{
    static char path[600];

    snprintf(path, sizeof path, "%s/%s", scratch, name);
    return path;
}

/* A new file of all ranks, deleted when it is closed. */
static inline MPI_File scratch_open(const char *name)
{
    MPI_File file;

    check_ok(MPI_File_open(MPI_COMM_WORLD, scratch_name(name),
                           MPI_MODE_CREATE | MPI_MODE_RDWR | MPI_MODE_DELETE_ON_CLOSE,
                           MPI_INFO_NULL, &file));
    return file;
}

/* What others have written is there from here on. */
static inline void settle(MPI_File file)
{
    check_ok(MPI_File_sync(file));
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    check_ok(MPI_File_sync(file));
}

static inline void check_count(const MPI_Status *status, MPI_Datatype datatype,
                               MPI_Count expected)
{
    MPI_Count count;

    check_ok(MPI_Get_count_c(status, datatype, &count));
    check(count == expected, "the status says %lld, not %lld", (long long)count,
          (long long)expected);
}

#endif
