/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/pointer.h"

#include "io/agree.h"
#include "util/err.h"

enum { NOWHERE = -1 }; /* what the others are told if rank 0 could not move */

/* The first etype that does not begin before the end of the file. */
static int end_of_file(const file_t *file, MPI_Offset *offset)
{
    MPI_Offset size, unit = file_unit(file);
    int error = file_get_size(file, &size);

    if (!error)
        *offset = (view_position(&file->view, size) + unit - 1) / unit;
    return error;
}

/* Where a seek leads to. */
static int aim(const file_t *file, MPI_Offset current, MPI_Offset offset, int whence,
               MPI_Offset *target)
{
    MPI_Offset base = 0, sum;
    int error = MPI_SUCCESS;

    if (whence == MPI_SEEK_CUR)
        base = current;
    else if (whence == MPI_SEEK_END)
        error = end_of_file(file, &base);
    else if (whence != MPI_SEEK_SET)
        error = err(MPI_ERR_ARG,
                    "whence is %d: it must be MPI_SEEK_SET, MPI_SEEK_CUR or MPI_SEEK_END",
                    whence);
    if (error)
        return error;
    if (__builtin_add_overflow(base, offset, &sum) || sum < 0)
        return err(
            MPI_ERR_ARG,
            "offset %lld from %lld leads before the beginning of the view or beyond 2^63 B",
            (long long)offset, (long long)base);
    *target = sum;
    return MPI_SUCCESS;
}

int pointer_seek(file_t *file, MPI_Offset offset, int whence)
{
    int error = file_check_not_sequential(file);

    return error ? error : aim(file, file->position, offset, whence, &file->position);
}

/* Rank 0's part: it knows where the pointer is. */
static int move_shared(file_t *file, MPI_Offset offset, int whence, MPI_Offset *target)
{
    MPI_Offset current;
    int error = shared_add(file->shared, 0, &current);

    if (!error)
        error = aim(file, current, offset, whence, target);
    if (!error)
        shared_set(file->shared, *target);
    return error;
}

int pointer_seek_shared(file_t *file, MPI_Offset offset, int whence)
{
    MPI_Offset target = NOWHERE;
    int error = file_check_not_sequential(file), moved = MPI_SUCCESS;

    if (!error)
        error = agree_same(file->comm, offset, "offset");
    if (!error)
        error = agree_same(file->comm, whence, "whence");
    if (!error && file->comm->rank == 0)
        moved = move_shared(file, offset, whence, &target);
    if (!error)
        error = agree_tell(file->comm, 0, &target);
    if (!error && moved)
        return moved;
    if (!error && target == NOWHERE)
        error = err(
            MPI_ERR_ARG,
            "offset %lld with whence %d leads before the beginning of the view or beyond 2^63 B",
            (long long)offset, whence);
    return error;
}

int pointer_get(file_t *file, MPI_Offset *offset)
{
    int error = file_check_not_sequential(file);

    if (!error)
        *offset = file->position;
    return error;
}

int pointer_get_shared(file_t *file, MPI_Offset *offset)
{
    int error = file_check_not_sequential(file);

    return error ? error : shared_add(file->shared, 0, offset);
}

int pointer_byte_offset(const file_t *file, MPI_Offset offset, MPI_Offset *disp)
{
    MPI_Offset position;
    int error = file_check_not_sequential(file);

    if (error)
        return error;
    if (offset < 0 || __builtin_mul_overflow(offset, file_unit(file), &position))
        return err(MPI_ERR_ARG, "offset is %lld: it must be 0 to 2^63 / %lld",
                   (long long)offset, (long long)file_unit(file));
    *disp = view_offset(&file->view, position);
    return MPI_SUCCESS;
}

int pointer_start_at_end(file_t *file)
{
    MPI_Offset end;
    int error = end_of_file(file, &end);

    if (error)
        return error;
    file->position = end;
    if (file->comm->rank == 0)
        shared_set(file->shared, end);
    return agree_tell(file->comm, 0, &end);
}
