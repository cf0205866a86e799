/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/agree.h"
#include "io/pointer.h"
#include "io/system.h"
#include "topo/create.h"
#include "util/err.h"

enum {
    ACCESS = MPI_MODE_RDONLY | MPI_MODE_WRONLY | MPI_MODE_RDWR,
    CREATION = MPI_MODE_CREATE | MPI_MODE_EXCL,
    ALL_MODES = ACCESS | CREATION | MPI_MODE_DELETE_ON_CLOSE | MPI_MODE_UNIQUE_OPEN |
                MPI_MODE_SEQUENTIAL | MPI_MODE_APPEND,
};

int open_check_amode(int amode)
{
    int access = amode & ACCESS;

    if (amode & ~ALL_MODES)
        return err(MPI_ERR_AMODE,
                   "amode is 0x%x, of which 0x%x is no MPI_MODE_* of a file",
                   (unsigned)amode, (unsigned)(amode & ~ALL_MODES));
    if (access != MPI_MODE_RDONLY && access != MPI_MODE_WRONLY && access != MPI_MODE_RDWR)
        return err(
            MPI_ERR_AMODE,
            "amode is 0x%x: it must have exactly one of MPI_MODE_RDONLY, MPI_MODE_WRONLY and MPI_MODE_RDWR",
            (unsigned)amode);
    if (access == MPI_MODE_RDONLY && (amode & CREATION))
        return err(MPI_ERR_AMODE,
                   "amode has MPI_MODE_RDONLY and %s: nothing could be "
                   "written to a new file",
                   amode & MPI_MODE_CREATE ? "MPI_MODE_CREATE" : "MPI_MODE_EXCL");
    if (access == MPI_MODE_RDWR && (amode & MPI_MODE_SEQUENTIAL))
        return err(
            MPI_ERR_AMODE,
            "amode has MPI_MODE_RDWR and MPI_MODE_SEQUENTIAL: a sequential file is either read or written");
    return MPI_SUCCESS;
}

/* The hint file_perm is octal; what the umask takes away is gone. */
static mode_t permissions(const file_t *file)
{
    const char *hint = info_get(file->hints, "file_perm");

    return hint ? (mode_t)strtoul(hint, NULL, 8) & 0777 : 0666;
}

static int open_flags(int amode)
{
    int flags = O_CLOEXEC;

    flags |= amode & MPI_MODE_RDONLY   ? O_RDONLY
             : amode & MPI_MODE_WRONLY ? O_WRONLY
                                       : O_RDWR;
    if (amode & MPI_MODE_CREATE)
        flags |= O_CREAT;
    if (amode & MPI_MODE_EXCL)
        flags |= O_EXCL;
    return flags;
}

/* Opens the descriptor; returns an errno, or 0. */
static int open_descriptor(file_t *file, int amode)
{
    struct stat stat;

    do
        file->fd = open(file->path, open_flags(amode), permissions(file));
    while (file->fd < 0 && errno == EINTR);
    if (file->fd < 0 || fstat(file->fd, &stat) < 0)
        return errno;
    return S_ISDIR(stat.st_mode) ? EISDIR : 0;
}

/* Rank 0 opens, and creates, the file; the others follow, who then find it there. */
static int open_everywhere(file_t *file)
{
    int rank = file->comm->rank, errnum, error;

    errnum = rank == 0 ? open_descriptor(file, file->amode) : 0;
    error = agree_outcome(file->comm, errnum, "open", file->path);
    if (error || file->comm->size == 1)
        return error;
    errnum = rank != 0 ? open_descriptor(file, file->amode & ~CREATION) : 0;
    return agree_outcome(file->comm, errnum, "open", file->path);
}

/* MPI_MODE_APPEND: all pointers at the end. */
static int go_to_end(file_t *file)
{
    if (!(file->amode & MPI_MODE_APPEND))
        return MPI_SUCCESS;
    return pointer_start_at_end(file);
}

/* The communicator is the file's own; its members are in the order of the program's. */
static int prepare(file_t *file, comm_t *comm, const char *path, const info_t *info)
{
    int error = create_from_first(comm, comm->size, &file->comm);

    if (!error)
        error = shared_create(file->comm, &file->shared);
    if (!error)
        error = file_set_hints(file, info);
    if (!error)
        error = file_default_view(file);
    if (error)
        return error;
    file->path = strdup(path);
    return file->path ? MPI_SUCCESS : err(MPI_ERR_NO_MEM, "no memory for a file's name");
}

int open_file(comm_t *comm, const char *path, int amode, const info_t *info,
              file_t **file)
{
    file_t *new;
    int error;

    if (!path || !*path)
        return err(MPI_ERR_BAD_FILE, "the name of the file is %s",
                   path ? "empty" : "NULL");
    error = open_check_amode(amode);
    if (error)
        return error;
    new = file_alloc();
    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for a file");
    new->amode = amode;
    error = prepare(new, comm, path, info);
    if (!error)
        error = agree_same(new->comm, amode, "amode");
    if (!error)
        error = open_everywhere(new);
    if (!error)
        error = go_to_end(new);
    if (error)
        object_put(&new->object);
    else
        *file = new;
    return error;
}

/* On some file systems it is only here that a write turns out to have failed. */
static int close_descriptor(file_t *file)
{
    int errnum = close(file->fd) < 0 && errno != EINTR ? errno : 0;

    file->fd = -1;
    return errnum;
}

int open_close(file_t *file)
{
    int errnum = close_descriptor(file);
    int error = agree_outcome(file->comm, errnum, "close", file->path);

    if (file->amode & MPI_MODE_DELETE_ON_CLOSE) {
        int undeleted;

        errnum = file->comm->rank == 0 && unlink(file->path) < 0 ? errno : 0;
        undeleted = agree_outcome(file->comm, errnum, "delete", file->path);
        error = error ? error : undeleted;
    }
    object_put(&file->object);
    return error;
}

int open_delete(const char *path)
{
    if (!path || !*path)
        return err(MPI_ERR_BAD_FILE, "the name of the file is %s",
                   path ? "empty" : "NULL");
    return unlink(path) < 0 ? system_error("delete", path, errno) : MPI_SUCCESS;
}
