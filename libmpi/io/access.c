/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/access.h"

#include <stdlib.h>
#include <string.h>

#include "io/agree.h"
#include "io/stream.h"
#include "type/check.h"
#include "util/err.h"

/* Checks */

static int check_mode(const struct file_io *io)
{
    bool shared = io->pointer == POINTER_SHARED || io->pointer == POINTER_ORDERED;
    int error = shared ? MPI_SUCCESS : file_check_not_sequential(io->file);

    if (error)
        return error;
    return io->writes ? file_check_writable(io->file) : file_check_readable(io->file);
}

/* How much it is in the file: whole etypes, for which the view has a place. */
static int check_amount(struct file_io *io)
{
    const file_t *file = io->file;
    MPI_Count each, memory;
    int error = type_check_usable(io->datatype, &io->type);

    if (!error)
        error = type_check_count(io->count, io->type, &memory);
    if (!error)
        error = datarep_size(file->datarep, io->type, &each);
    if (error)
        return error;
    if (__builtin_mul_overflow(io->count, each, &io->bytes))
        return err(MPI_ERR_COUNT, "%lld elements of %lld B are more than 2^63 B",
                   (long long)io->count, (long long)each);
    if (io->bytes % file_unit(file) != 0)
        return err(
            MPI_ERR_TYPE,
            "%lld elements of %lld B in the file are not a whole number of etypes (%s, %lld B)",
            (long long)io->count, (long long)each, type_name(file->etype),
            (long long)file_unit(file));
    if (io->bytes > 0 && file->view.filetype->size == 0)
        return err(
            MPI_ERR_ARG,
            "the filetype of this process's view holds no data, and so there is no place for %lld B",
            (long long)io->bytes);
    io->etypes = io->bytes / file_unit(file);
    return MPI_SUCCESS;
}

static int check_offset(const struct file_io *io)
{
    MPI_Offset end;

    if (io->pointer != POINTER_EXPLICIT)
        return MPI_SUCCESS;
    if (io->offset < 0)
        return err(MPI_ERR_ARG, "offset is %lld: it must not be negative",
                   (long long)io->offset);
    if (__builtin_mul_overflow(io->offset, file_unit(io->file), &end) ||
        __builtin_add_overflow(end, io->bytes, &end))
        return err(MPI_ERR_ARG, "offset %lld leads beyond 2^63 B", (long long)io->offset);
    return MPI_SUCCESS;
}

static int check(struct file_io *io)
{
    int error = check_mode(io);

    if (!error)
        error = check_amount(io);
    if (!error)
        error = type_check_buffer(io->buffer, io->count, io->type);
    return error ? error : check_offset(io);
}

/* Places.  Pointers move on by what was asked for, also if the file ends before: "to the
 * next etype after the last one that will be accessed" (14.4.3). */

/* The last rank knows the length of all, and moves the pointer for all. */
static int place_in_order(file_t *file, MPI_Offset etypes, MPI_Offset *place)
{
    int last = file->comm->size - 1;
    MPI_Offset before, total, base = 0;
    int error = agree_order(file->comm, etypes, &before, &total);

    if (!error && file->comm->rank == last)
        error = shared_add(file->shared, total, &base);
    if (!error)
        error = agree_tell(file->comm, last, &base);
    if (!error)
        *place = base + before;
    return error;
}

static int find_place(const struct file_io *io, MPI_Offset *place)
{
    file_t *file = io->file;

    switch (io->pointer) {
    case POINTER_EXPLICIT:
        *place = io->offset;
        return MPI_SUCCESS;
    case POINTER_INDIVIDUAL:
        *place = file->position;
        file->position += io->etypes;
        return MPI_SUCCESS;
    case POINTER_SHARED:
        return shared_add(file->shared, io->etypes, place);
    default:
        return place_in_order(file, io->etypes, place);
    }
}

/* A process whose arguments are wrong takes its turn nevertheless, with nothing: the
 * others wait for it. */
static void pass_turn(const struct file_io *io)
{
    MPI_Offset place;

    if (io->pointer == POINTER_ORDERED)
        place_in_order(io->file, 0, &place);
}

static int check_and_find_place(struct file_io *io, MPI_Offset *place)
{
    int error = check(io);

    if (!error)
        return find_place(io, place);
    pass_turn(io);
    return error;
}

/* Data */

/* Another representation goes through a buffer that holds it as the file does. */
static int read_converted(const struct file_io *io, MPI_Offset position, char *file_bytes,
                          MPI_Count *bytes)
{
    struct memory staged = { file_bytes, io->bytes, type_named(BASIC_MPI_BYTE) };
    MPI_Count done;
    int error = stream_read(io->file, position, staged, io->bytes, &done);

    if (error)
        return error;
    return datarep_decode(io->file->datarep, io->buffer, io->count, io->type, file_bytes,
                          done, bytes);
}

static int write_converted(const struct file_io *io, MPI_Offset position,
                           char *file_bytes, MPI_Count *bytes)
{
    struct memory staged = { file_bytes, io->bytes, type_named(BASIC_MPI_BYTE) };
    int error =
        datarep_encode(io->file->datarep, io->buffer, io->count, io->type, file_bytes);

    if (!error)
        error = stream_write(io->file, position, staged, io->bytes, bytes);
    if (!error)
        *bytes = io->count * io->type->size;
    return error;
}

static int move_converted(const struct file_io *io, MPI_Offset position, MPI_Count *bytes)
{
    char *file_bytes = malloc((size_t)io->bytes);
    int error;

    if (!file_bytes)
        return err(MPI_ERR_NO_MEM, "no memory for %lld B of \"%s\"", (long long)io->bytes,
                   datarep_name(io->file->datarep));
    error = io->writes ? write_converted(io, position, file_bytes, bytes)
                       : read_converted(io, position, file_bytes, bytes);
    free(file_bytes);
    return error;
}

static int move_native(const struct file_io *io, MPI_Offset position, MPI_Count *bytes)
{
    struct memory memory = { io->buffer, io->count, io->type };

    return io->writes ? stream_write(io->file, position, memory, io->bytes, bytes)
                      : stream_read(io->file, position, memory, io->bytes, bytes);
}

static int carry_out(struct file_io *io, MPI_Count *bytes)
{
    MPI_Offset place;
    int error = check_and_find_place(io, &place);

    if (error)
        return error;
    if (io->bytes == 0) {
        *bytes = 0;
        return MPI_SUCCESS;
    }
    place *= file_unit(io->file);
    return datarep_is_native(io->file->datarep) ? move_native(io, place, bytes)
                                                : move_converted(io, place, bytes);
}

/* With --mpi-check: the buffer (check/guard.h).  Arguments that are wrong have no guard:
 * carry_out names them. */

static struct guard *guard_of(const struct file_io *io, enum mpi_call call)
{
    struct guard *guard = guard_create(call);

    if (io->writes)
        guard_reads(guard, io->buffer, io->count, io->type);
    else
        guard_writes(guard, io->buffer, io->count, io->type);
    return guard;
}

/* Of a blocking call. */
static int check_buffer(struct file_io *io, enum mpi_call call)
{
    struct guard *guard = check(io) ? NULL : guard_of(io, call);
    int error = guard_check(guard);

    guard_destroy(guard);
    if (error)
        pass_turn(io);
    return error;
}

/* Of one that another call ends: *guard is open, and what is read goes to its shadow. */
static int carry_out_guarded(struct file_io *io, enum mpi_call call, MPI_Count *bytes,
                             struct guard **guard)
{
    int error;

    *guard = check(io) ? NULL : guard_of(io, call);
    if (!io->writes)
        io->buffer = guard_shadow(*guard, io->buffer);
    error = guard_open(*guard);
    if (error)
        pass_turn(io);
    else
        error = carry_out(io, bytes);
    if (error)
        guard_destroy(*guard);
    return error;
}

int access_now(struct file_io *io, enum mpi_call call, MPI_Count *bytes)
{
    int error = file_check(io->handle, &io->file);

    if (unlikely(check_on) && !error)
        error = check_buffer(io, call);
    return error ? error : carry_out(io, bytes);
}

/* The call begins here and ends with another one. */
static int begin(struct file_io *io, enum mpi_call call, MPI_Count *bytes,
                 struct guard **guard)
{
    *guard = NULL;
    if (unlikely(check_on))
        return carry_out_guarded(io, call, bytes, guard);
    return carry_out(io, bytes);
}

void access_status(MPI_Count bytes, MPI_Status *status)
{
    int unchanged;

    if (status == MPI_STATUS_IGNORE)
        return;
    unchanged = status->MPI_ERROR;
    status_set_empty(status);
    status_set_bytes(status, bytes);
    status->MPI_ERROR = unchanged;
}

/* Requests */

static void release(request_t *request)
{
    free(request);
}

static const struct request_ops ops = { .name = "file access", .release = release };

int access_request(struct file_io *io, enum mpi_call call, request_t **request)
{
    int error = file_check(io->handle, &io->file);
    request_t *new = error ? NULL : malloc(sizeof *new);
    struct guard *guard;
    MPI_Count bytes;

    if (!error && !new)
        error = err(MPI_ERR_NO_MEM, "no memory for a request");
    if (!error)
        error = begin(io, call, &bytes, &guard);
    if (error) {
        free(new);
        return error;
    }
    request_init(new, &ops, NULL);
    request_guard(new, guard);
    status_set_bytes(&new->status, bytes);
    request_complete(new, MPI_SUCCESS);
    *request = new;
    return MPI_SUCCESS;
}

/* Split collectives */

int access_begin(struct file_io *io, enum mpi_call call)
{
    struct split *split, new = { .begun = io->name, .buffer = io->buffer };
    int error = file_check(io->handle, &io->file);

    if (error)
        return error;
    split = &io->file->split;
    if (split->begun)
        return err(MPI_ERR_OTHER,
                   "MPI_File_%s_begin has not been ended yet: a file has one split "
                   "collective at a time",
                   split->begun);
    error = begin(io, call, &new.bytes, &new.guard);
    if (!error)
        *split = new;
    return error;
}

int access_end(struct file_io *io, MPI_Count *bytes)
{
    struct split *split;
    int error = file_check(io->handle, &io->file);

    if (error)
        return error;
    split = &io->file->split;
    if (!split->begun)
        return err(MPI_ERR_OTHER, "no MPI_File_%s_begin came before: call it first",
                   io->name);
    if (strcmp(split->begun, io->name) != 0)
        return err(MPI_ERR_OTHER,
                   "MPI_File_%s_begin came before: end it with MPI_File_%s_end",
                   split->begun, split->begun);
    if (split->buffer != io->buffer)
        return err(MPI_ERR_BUFFER,
                   "the buffer is not that of MPI_File_%s_begin: pass the same one",
                   io->name);
    *bytes = split->bytes;
    error = guard_close(split->guard);
    guard_destroy(split->guard);
    *split = (struct split){ NULL, NULL, 0, NULL };
    return error;
}
