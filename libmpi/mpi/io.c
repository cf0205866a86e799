/* SPDX-License-Identifier: BSD-3-Clause */
/* io.c: files as such: opening, sizes, views, pointers, consistency, representations
 * (MPI 5.0, 14.2, 14.3, and parts of 14.4 to 14.6).  Reading and writing are in
 * io_explicit.c, io_individual.c and io_shared.c. */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "io/file.h"
#include "io/open.h"
#include "io/pointer.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "type/create.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* The end of a call that holds the lock. */
static int finish(MPI_File fh, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_file(fh, error, call);
    call_leave();
    return error;
}

/* Opening and closing */

static int open_checked(MPI_Comm comm, const char *filename, int amode, MPI_Info info,
                        file_t **file)
{
    comm_t *c;
    info_t *hints;
    int error = comm_check_intra(comm, &c);

    if (!error)
        error = comm_check_info(info, &hints);
    return error ? error : open_file(c, filename, amode, hints, file);
}

int PMPI_File_open(MPI_Comm comm, const char *filename, int amode, MPI_Info info,
                   MPI_File *fh)
{
    file_t *file;
    int error;

    call_enter(CALL_File_open);
    error = open_checked(comm, filename, amode, info, &file);
    if (!error)
        *fh = ledger_give(&file->object, CALL_File_open);
    return finish(
        MPI_FILE_NULL,
        given(error, "%pC, filename=\"%s\", amode=%d, %pI", comm, filename, amode, info),
        CALL_File_open);
}
weak_alias(PMPI_File_open, MPI_File_open);

/* The error handler of a file that could not be closed well must outlive it. */
static int close_checked(MPI_File *fh, enum mpi_call call)
{
    file_t *file;
    int error = file_check(*fh, &file);

    if (!error && file->split.begun)
        error =
            err(MPI_ERR_OTHER,
                "MPI_File_%s_begin has not been ended yet: call MPI_File_%s_end first",
                file->split.begun, file->split.begun);
    if (error)
        return raise_file(*fh, given(error, "%pF", *fh), call);
    object_get(&file->object);
    error = raise_file(*fh, given(open_close(file), "%pF", *fh), call);
    object_put(&file->object);
    ledger_take(*fh);
    *fh = MPI_FILE_NULL;
    return error;
}

int PMPI_File_close(MPI_File *fh)
{
    int error;

    call_enter(CALL_File_close);
    error = close_checked(fh, CALL_File_close);
    call_leave();
    return error;
}
weak_alias(PMPI_File_close, MPI_File_close);

int PMPI_File_delete(const char *filename, MPI_Info info)
{
    info_t *hints;
    int error;

    call_enter(CALL_File_delete);
    error = comm_check_info(info, &hints);
    if (!error)
        error = open_delete(filename);
    return finish(MPI_FILE_NULL, given(error, "filename=\"%s\", %pI", filename, info),
                  CALL_File_delete);
}
weak_alias(PMPI_File_delete, MPI_File_delete);

/* Sizes */

int PMPI_File_set_size(MPI_File fh, MPI_Offset size)
{
    file_t *file;
    int error;

    call_enter(CALL_File_set_size);
    error = file_check(fh, &file);
    if (!error)
        error = file_set_size(file, size);
    return finish(fh, given(error, "%pF, size=%jd", fh, size), CALL_File_set_size);
}
weak_alias(PMPI_File_set_size, MPI_File_set_size);

int PMPI_File_preallocate(MPI_File fh, MPI_Offset size)
{
    file_t *file;
    int error;

    call_enter(CALL_File_preallocate);
    error = file_check(fh, &file);
    if (!error)
        error = file_preallocate(file, size);
    return finish(fh, given(error, "%pF, size=%jd", fh, size), CALL_File_preallocate);
}
weak_alias(PMPI_File_preallocate, MPI_File_preallocate);

int PMPI_File_get_size(MPI_File fh, MPI_Offset *size)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_size);
    error = file_check(fh, &file);
    if (!error)
        error = file_get_size(file, size);
    return finish(fh, given(error, "%pF", fh), CALL_File_get_size);
}
weak_alias(PMPI_File_get_size, MPI_File_get_size);

/* Questions */

int PMPI_File_get_group(MPI_File fh, MPI_Group *group)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_group);
    error = file_check(fh, &file);
    if (!error) {
        object_get(&file->comm->group->object);
        *group = ledger_give(&file->comm->group->object, CALL_File_get_group);
    }
    return finish(fh, given(error, "%pF", fh), CALL_File_get_group);
}
weak_alias(PMPI_File_get_group, MPI_File_get_group);

int PMPI_File_get_amode(MPI_File fh, int *amode)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_amode);
    error = file_check(fh, &file);
    if (!error)
        *amode = file->amode;
    return finish(fh, given(error, "%pF", fh), CALL_File_get_amode);
}
weak_alias(PMPI_File_get_amode, MPI_File_get_amode);

int PMPI_File_set_info(MPI_File fh, MPI_Info info)
{
    file_t *file;
    info_t *hints;
    int error;

    call_enter(CALL_File_set_info);
    error = file_check(fh, &file);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = file_set_hints(file, hints);
    return finish(fh, given(error, "%pF, %pI", fh, info), CALL_File_set_info);
}
weak_alias(PMPI_File_set_info, MPI_File_set_info);

int PMPI_File_get_info(MPI_File fh, MPI_Info *info_used)
{
    file_t *file;
    info_t *copy;
    int error;

    call_enter(CALL_File_get_info);
    error = file_check(fh, &file);
    if (!error)
        error = info_dup(file->hints, &copy);
    if (!error)
        *info_used = ledger_give(&copy->object, CALL_File_get_info);
    return finish(fh, given(error, "%pF", fh), CALL_File_get_info);
}
weak_alias(PMPI_File_get_info, MPI_File_get_info);

/* Views */

static int set_view(MPI_File fh, const struct view_arguments *arguments, MPI_Info info)
{
    file_t *file;
    info_t *hints;
    int error = file_check(fh, &file);

    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = file_set_hints(file, hints);
    return error ? error : file_set_view(file, arguments);
}

int PMPI_File_set_view(MPI_File fh, MPI_Offset disp, MPI_Datatype etype,
                       MPI_Datatype filetype, const char *datarep, MPI_Info info)
{
    struct view_arguments arguments = { disp, etype, filetype, datarep };

    call_enter(CALL_File_set_view);
    return finish(fh,
                  given(set_view(fh, &arguments, info),
                        "%pF, disp=%jd, %pD, %pD, datarep=\"%s\", %pI", fh, disp, etype,
                        filetype, datarep, info),
                  CALL_File_set_view);
}
weak_alias(PMPI_File_set_view, MPI_File_set_view);

/* A handle that the program frees, unless the type is predefined. */
static int give_type(datatype_t *type, MPI_Datatype *handle)
{
    datatype_t *copy = type;
    int error = type->permanent ? MPI_SUCCESS : type_clone(type, &copy);

    if (!error)
        *handle = type->permanent ? object_handle(&copy->object)
                                  : ledger_give(&copy->object, CALL_File_get_view);
    return error;
}

static int get_types(const file_t *file, MPI_Datatype *etype, MPI_Datatype *filetype)
{
    MPI_Datatype first;
    int error = give_type(file->etype, &first);

    if (error)
        return error;
    error = give_type(file->filetype, filetype);
    if (!error)
        *etype = first;
    else if (!file->etype->permanent)
        object_put(&type_of(first)->object);
    return error;
}

int PMPI_File_get_view(MPI_File fh, MPI_Offset *disp, MPI_Datatype *etype,
                       MPI_Datatype *filetype, char *datarep)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_view);
    error = file_check(fh, &file);
    if (!error)
        error = get_types(file, etype, filetype);
    if (!error) {
        *disp = file->view.disp;
        strcpy(datarep, datarep_name(file->datarep)); /* of MPI_MAX_DATAREP_STRING */
    }
    return finish(fh, given(error, "%pF", fh), CALL_File_get_view);
}
weak_alias(PMPI_File_get_view, MPI_File_get_view);

int PMPI_File_get_byte_offset(MPI_File fh, MPI_Offset offset, MPI_Offset *disp)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_byte_offset);
    error = file_check(fh, &file);
    if (!error)
        error = pointer_byte_offset(file, offset, disp);
    return finish(fh, given(error, "%pF, offset=%jd", fh, offset),
                  CALL_File_get_byte_offset);
}
weak_alias(PMPI_File_get_byte_offset, MPI_File_get_byte_offset);

static int type_extent(MPI_File fh, MPI_Datatype datatype, MPI_Count *extent)
{
    file_t *file;
    int error = file_check(fh, &file);

    return error ? error : file_type_extent(file, datatype, extent);
}

int PMPI_File_get_type_extent(MPI_File fh, MPI_Datatype datatype, MPI_Aint *extent)
{
    MPI_Count wide;
    int error;

    call_enter(CALL_File_get_type_extent);
    error = type_extent(fh, datatype, &wide);
    if (!error)
        *extent = wide;
    return finish(fh, given(error, "%pF, %pD", fh, datatype), CALL_File_get_type_extent);
}
weak_alias(PMPI_File_get_type_extent, MPI_File_get_type_extent);

int PMPI_File_get_type_extent_c(MPI_File fh, MPI_Datatype datatype, MPI_Count *extent)
{
    call_enter(CALL_File_get_type_extent_c);
    return finish(fh, given(type_extent(fh, datatype, extent), "%pF, %pD", fh, datatype),
                  CALL_File_get_type_extent_c);
}
weak_alias(PMPI_File_get_type_extent_c, MPI_File_get_type_extent_c);

/* Pointers */

int PMPI_File_seek(MPI_File fh, MPI_Offset offset, int whence)
{
    file_t *file;
    int error;

    call_enter(CALL_File_seek);
    error = file_check(fh, &file);
    if (!error)
        error = pointer_seek(file, offset, whence);
    return finish(fh, given(error, "%pF, offset=%jd, whence=%d", fh, offset, whence),
                  CALL_File_seek);
}
weak_alias(PMPI_File_seek, MPI_File_seek);

int PMPI_File_get_position(MPI_File fh, MPI_Offset *offset)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_position);
    error = file_check(fh, &file);
    if (!error)
        error = pointer_get(file, offset);
    return finish(fh, given(error, "%pF", fh), CALL_File_get_position);
}
weak_alias(PMPI_File_get_position, MPI_File_get_position);

int PMPI_File_seek_shared(MPI_File fh, MPI_Offset offset, int whence)
{
    file_t *file;
    int error;

    call_enter(CALL_File_seek_shared);
    error = file_check(fh, &file);
    if (!error)
        error = pointer_seek_shared(file, offset, whence);
    return finish(fh, given(error, "%pF, offset=%jd, whence=%d", fh, offset, whence),
                  CALL_File_seek_shared);
}
weak_alias(PMPI_File_seek_shared, MPI_File_seek_shared);

int PMPI_File_get_position_shared(MPI_File fh, MPI_Offset *offset)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_position_shared);
    error = file_check(fh, &file);
    if (!error)
        error = pointer_get_shared(file, offset);
    return finish(fh, given(error, "%pF", fh), CALL_File_get_position_shared);
}
weak_alias(PMPI_File_get_position_shared, MPI_File_get_position_shared);

/* Consistency */

int PMPI_File_set_atomicity(MPI_File fh, int flag)
{
    file_t *file;
    int error;

    call_enter(CALL_File_set_atomicity);
    error = file_check(fh, &file);
    if (!error)
        error = file_set_atomicity(file, flag != 0);
    return finish(fh, given(error, "%pF, flag=%d", fh, flag), CALL_File_set_atomicity);
}
weak_alias(PMPI_File_set_atomicity, MPI_File_set_atomicity);

int PMPI_File_get_atomicity(MPI_File fh, int *flag)
{
    file_t *file;
    int error;

    call_enter(CALL_File_get_atomicity);
    error = file_check(fh, &file);
    if (!error)
        *flag = file->atomic;
    return finish(fh, given(error, "%pF", fh), CALL_File_get_atomicity);
}
weak_alias(PMPI_File_get_atomicity, MPI_File_get_atomicity);

int PMPI_File_sync(MPI_File fh)
{
    file_t *file;
    int error;

    call_enter(CALL_File_sync);
    error = file_check(fh, &file);
    if (!error)
        error = file_sync(file);
    return finish(fh, given(error, "%pF", fh), CALL_File_sync);
}
weak_alias(PMPI_File_sync, MPI_File_sync);

/* Representations */

static int register_datarep(const char *datarep,
                            const struct datarep_functions *functions, enum mpi_call call)
{
    int error;

    call_enter(call);
    error = raise_if_outside();
    if (!error)
        error = datarep_register(datarep, functions);
    return finish(MPI_FILE_NULL, given(error, "datarep=\"%s\"", datarep), call);
}

int PMPI_Register_datarep(const char *datarep,
                          MPI_Datarep_conversion_function *read_conversion_fn,
                          MPI_Datarep_conversion_function *write_conversion_fn,
                          MPI_Datarep_extent_function *dtype_file_extent_fn,
                          void *extra_state)
{
    struct datarep_functions functions = {
        .read = read_conversion_fn,
        .write = write_conversion_fn,
        .extent = dtype_file_extent_fn,
        .extra_state = extra_state,
    };

    return register_datarep(datarep, &functions, CALL_Register_datarep);
}
weak_alias(PMPI_Register_datarep, MPI_Register_datarep);

int PMPI_Register_datarep_c(const char *datarep,
                            MPI_Datarep_conversion_function_c *read_conversion_fn,
                            MPI_Datarep_conversion_function_c *write_conversion_fn,
                            MPI_Datarep_extent_function *dtype_file_extent_fn,
                            void *extra_state)
{
    struct datarep_functions functions = {
        .read_c = read_conversion_fn,
        .write_c = write_conversion_fn,
        .extent = dtype_file_extent_fn,
        .extra_state = extra_state,
    };

    return register_datarep(datarep, &functions, CALL_Register_datarep_c);
}
weak_alias(PMPI_Register_datarep_c, MPI_Register_datarep_c);
