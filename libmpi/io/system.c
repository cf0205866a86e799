/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "util/err.h"

/* Linux moves at most 2^31 - 4096 bytes in one call. */
static const MPI_Count AT_ONCE = 1 << 30;

int system_class(int errnum)
{
    switch (errnum) {
    case ENOENT:
        return MPI_ERR_NO_SUCH_FILE;
    case EACCES:
    case EPERM:
        return MPI_ERR_ACCESS;
    case EEXIST:
        return MPI_ERR_FILE_EXISTS;
    case EROFS:
        return MPI_ERR_READ_ONLY;
    case ENOSPC:
        return MPI_ERR_NO_SPACE;
    case EDQUOT:
        return MPI_ERR_QUOTA;
    case ETXTBSY:
    case EBUSY:
        return MPI_ERR_FILE_IN_USE;
    case ENAMETOOLONG:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
        return MPI_ERR_BAD_FILE;
    case ENOMEM:
        return MPI_ERR_NO_MEM;
    case EOPNOTSUPP:
        return MPI_ERR_UNSUPPORTED_OPERATION;
    default:
        return MPI_ERR_IO;
    }
}

int system_error(const char *verb, const char *path, int errnum)
{
    return err(system_class(errnum), "cannot %s \"%s\": %s", verb, path,
               strerror(errnum));
}

static MPI_Count smaller(MPI_Count a, MPI_Count b)
{
    return a < b ? a : b;
}

int system_read(int fd, void *buffer, MPI_Count bytes, off_t offset, MPI_Count *done)
{
    ssize_t n = 1;

    for (*done = 0; *done < bytes && n != 0; *done += n) {
        MPI_Count piece = smaller(bytes - *done, AT_ONCE);

        do
            n = pread(fd, (char *)buffer + *done, (size_t)piece, offset + *done);
        while (n < 0 && errno == EINTR);
        if (n < 0)
            return errno;
    }
    return 0;
}

int system_write(int fd, const void *buffer, MPI_Count bytes, off_t offset,
                 MPI_Count *done)
{
    ssize_t n;

    for (*done = 0; *done < bytes; *done += n) {
        MPI_Count piece = smaller(bytes - *done, AT_ONCE);

        do
            n = pwrite(fd, (const char *)buffer + *done, (size_t)piece, offset + *done);
        while (n < 0 && errno == EINTR);
        if (n < 0)
            return errno;
        if (n == 0)
            return ENOSPC; /* no progress, and no reason given */
    }
    return 0;
}

/* Locks of an open file description, not of a process: two handles of one process, too,
 * keep each other out. */
static int lock(int fd, int command, short type, off_t first, off_t last)
{
    struct flock range = { .l_type = type,
                           .l_whence = SEEK_SET,
                           .l_start = first,
                           .l_len = last - first < INT64_MAX ? last - first + 1 : 0 };
    int rc;

    do
        rc = fcntl(fd, command, &range);
    while (rc < 0 && errno == EINTR);
    return rc < 0 ? errno : 0;
}

int system_lock(int fd, bool writes, off_t first, off_t last)
{
    return lock(fd, F_OFD_SETLKW, writes ? F_WRLCK : F_RDLCK, first, last);
}

void system_unlock(int fd, off_t first, off_t last)
{
    lock(fd, F_OFD_SETLK, F_UNLCK, first, last);
}
