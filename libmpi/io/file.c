/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/agree.h"
#include "io/system.h"
#include "obj/errhandler.h"
#include "obj/handle.h"
#include "util/err.h"

static file_t null_file;

void file_init(void)
{
    errhandler_t *returns = errhandler_of(MPI_ERRORS_RETURN);

    object_init(&null_file.object, OBJECT_FILE, NULL);
    object_predefine(&null_file.object, (uint32_t)(uintptr_t)MPI_FILE_NULL);
    errhandler_attach(&null_file.object, returns);
}

void file_fini(void)
{
    object_undefine(&null_file.object);
    object_put((struct object *)null_file.object.errhandler);
    null_file.object.errhandler = NULL;
    datarep_fini();
}

int file_check(MPI_File handle, file_t **file)
{
    file_t *found = object_of(handle, OBJECT_FILE);

    if (!found || found == &null_file)
        return handle_invalid(handle, OBJECT_FILE, "fh");
    *file = found;
    return MPI_SUCCESS;
}

static void destroy(struct object *object)
{
    file_t *file = container_of(object, file_t, object);

    shared_destroy(file->shared);
    if (file->comm)
        object_put(&file->comm->object);
    if (file->fd >= 0)
        close(file->fd);
    if (file->hints)
        object_put(&file->hints->object);
    object_put((struct object *)file->etype);
    object_put((struct object *)file->filetype);
    object_put((struct object *)file->etype_in_file);
    object_put((struct object *)file->filetype_in_file);
    free(file->path);
    free(file);
}

file_t *file_alloc(void)
{
    file_t *file = calloc(1, sizeof *file);

    if (!file)
        return NULL;
    object_init(&file->object, OBJECT_FILE, destroy);
    errhandler_attach(&file->object, null_file.object.errhandler);
    file->fd = -1;
    return file;
}

/* Checks */

int file_check_writable(const file_t *file)
{
    if (!(file->amode & MPI_MODE_RDONLY))
        return MPI_SUCCESS;
    return err(MPI_ERR_READ_ONLY,
               "\"%s\" was opened with MPI_MODE_RDONLY: it can only be read", file->path);
}

int file_check_readable(const file_t *file)
{
    if (!(file->amode & MPI_MODE_WRONLY))
        return MPI_SUCCESS;
    return err(MPI_ERR_ACCESS,
               "\"%s\" was opened with MPI_MODE_WRONLY: it can only be written",
               file->path);
}

int file_check_not_sequential(const file_t *file)
{
    if (!(file->amode & MPI_MODE_SEQUENTIAL))
        return MPI_SUCCESS;
    return err(MPI_ERR_UNSUPPORTED_OPERATION,
               "\"%s\" was opened with MPI_MODE_SEQUENTIAL: only the shared file pointer "
               "moves in it, by reading and writing",
               file->path);
}

/* Sizes */

int file_get_size(const file_t *file, MPI_Offset *size)
{
    struct stat stat;

    if (fstat(file->fd, &stat) < 0)
        return system_error("get the size of", file->path, errno);
    *size = stat.st_size;
    return MPI_SUCCESS;
}

/* What all have to say of a new size, before rank 0 sets it. */
static int check_size(const file_t *file, MPI_Offset size)
{
    int error = file_check_writable(file);

    if (!error)
        error = file_check_not_sequential(file);
    if (!error && size < 0)
        error =
            err(MPI_ERR_ARG, "size is %lld: it must not be negative", (long long)size);
    return error ? error : agree_same(file->comm, size, "size");
}

int file_set_size(file_t *file, MPI_Offset size)
{
    int error = check_size(file, size), errnum = 0;

    if (error)
        return error;
    if (file->comm->rank == 0 && ftruncate(file->fd, size) < 0)
        errnum = errno;
    return agree_outcome(file->comm, errnum, "set the size of", file->path);
}

int file_preallocate(file_t *file, MPI_Offset size)
{
    int error = check_size(file, size), errnum = 0;

    if (error)
        return error;
    if (file->comm->rank == 0 && size > 0)
        errnum = posix_fallocate(file->fd, 0, size);
    return agree_outcome(file->comm, errnum, "reserve space for", file->path);
}

/* What is no regular file (a terminal, /dev/null) has nothing to be brought to a disk. */
int file_sync(file_t *file)
{
    int errnum = fsync(file->fd) < 0 ? errno : 0;

    if (errnum == EINVAL || errnum == EROFS)
        errnum = 0;
    return agree_outcome(file->comm, errnum, "synchronize", file->path);
}

int file_set_atomicity(file_t *file, bool atomic)
{
    int error = agree_same(file->comm, atomic, "flag");

    if (!error)
        file->atomic = atomic;
    return error;
}

/* Hints */

int file_set_hints(file_t *file, const info_t *info)
{
    const char *permissions = info_get(info, "file_perm");

    if (!file->hints) {
        int error = info_create(&file->hints);

        if (error)
            return error;
    }
    return permissions ? info_set(file->hints, "file_perm", permissions) : MPI_SUCCESS;
}
