/* SPDX-License-Identifier: BSD-3-Clause */
/* setview.c: MPI_File_set_view, the part of io/file.h which is about types. */
#include "io/agree.h"
#include "io/file.h"
#include "io/portable.h"
#include "type/check.h"
#include "type/create.h"
#include "util/err.h"

/* What a view is made of; references until it is installed. */
struct draft {
    struct datarep *datarep;
    datatype_t *etype, *filetype;
    datatype_t *etype_in_file, *filetype_in_file;
};

/* The types of the last view go when those of the next one come, and the other way round
 * when that fails. */
static void discard(const struct draft *draft)
{
    object_put((struct object *)draft->etype);
    object_put((struct object *)draft->filetype);
    object_put((struct object *)draft->etype_in_file);
    object_put((struct object *)draft->filetype_in_file);
}

/* A copy that the program cannot free, of a type that may be communicated with. */
static int copy_type(MPI_Datatype handle, datatype_t **copy)
{
    datatype_t *type = NULL;
    int error = type_check_usable(handle, &type);

    if (error)
        return error;
    if (!type->permanent)
        return type_clone(type, copy);
    object_get(&type->object);
    *copy = type;
    return MPI_SUCCESS;
}

/* MPI 5.0, 14.3: a filetype is made of etypes, with displacements that are not negative.
 * One without data is fine: this process reads and writes nothing. */
static int check_types(const datatype_t *etype, const datatype_t *filetype)
{
    if (etype->size == 0)
        return err(MPI_ERR_TYPE,
                   "etype (%s) holds no data: it must have at least one byte",
                   type_name(etype));
    if (filetype->size % etype->size != 0)
        return err(MPI_ERR_TYPE,
                   "filetype (%s, %lld B) is not made of whole etypes (%s, %lld B)",
                   type_name(filetype), (long long)filetype->size, type_name(etype),
                   (long long)etype->size);
    if (filetype->size > 0 && (filetype->true_lb < 0 || filetype->extent <= 0))
        return err(MPI_ERR_TYPE,
                   "filetype (%s) begins at byte %lld and has an extent of %lld: it must "
                   "not begin before byte 0 and must lead forward",
                   type_name(filetype), (long long)filetype->true_lb,
                   (long long)filetype->extent);
    return MPI_SUCCESS;
}

static int make(const struct view_arguments *arguments, struct draft *draft)
{
    int error = datarep_find(arguments->datarep, &draft->datarep);

    if (!error)
        error = copy_type(arguments->etype, &draft->etype);
    if (!error)
        error = copy_type(arguments->filetype, &draft->filetype);
    if (!error)
        error = check_types(draft->etype, draft->filetype);
    if (!error)
        error = portable_type(draft->datarep, draft->etype, &draft->etype_in_file);
    if (!error)
        error = portable_type(draft->datarep, draft->filetype, &draft->filetype_in_file);
    return error;
}

static void install(file_t *file, const struct draft *draft, MPI_Offset disp)
{
    struct draft last = { file->datarep, file->etype, file->filetype, file->etype_in_file,
                          file->filetype_in_file };

    discard(&last);
    file->datarep = draft->datarep;
    file->etype = draft->etype;
    file->filetype = draft->filetype;
    file->etype_in_file = draft->etype_in_file;
    file->filetype_in_file = draft->filetype_in_file;
    file->view = (struct view){ disp, draft->filetype_in_file };
    file->position = 0;
}

/* A sequential file goes on where it is, any other is told. */
static int check_disp(const file_t *file, MPI_Offset disp)
{
    bool sequential = file->amode & MPI_MODE_SEQUENTIAL;

    if (sequential != (disp == MPI_DISPLACEMENT_CURRENT))
        return err(
            MPI_ERR_ARG,
            "disp is %lld: it must %sbe MPI_DISPLACEMENT_CURRENT, as the file was opened with%s MPI_MODE_SEQUENTIAL",
            (long long)disp, sequential ? "" : "not ", sequential ? "" : "out");
    if (disp < 0 && !sequential)
        return err(MPI_ERR_ARG, "disp is %lld: it must not be negative", (long long)disp);
    return MPI_SUCCESS;
}

/* Where the shared file pointer is, in bytes of the file: all are told by rank 0. */
static int current_disp(file_t *file, MPI_Offset *disp)
{
    MPI_Offset position = 0;
    int error = MPI_SUCCESS;

    if (file->comm->rank == 0)
        error = shared_add(file->shared, 0, &position);
    *disp = view_offset(&file->view, position * file_unit(file));
    return error ? error : agree_tell(file->comm, 0, disp);
}

int file_set_view(file_t *file, const struct view_arguments *arguments)
{
    struct draft draft = { 0 };
    MPI_Offset disp = arguments->disp, done = 0;
    int error = check_disp(file, disp);

    if (!error)
        error = make(arguments, &draft);
    if (!error)
        error = agree_same(file->comm, draft.etype_in_file->extent,
                           "the extent of etype in the file");
    if (!error && disp == MPI_DISPLACEMENT_CURRENT)
        error = current_disp(file, &disp);
    if (error) {
        discard(&draft);
        return error;
    }
    install(file, &draft, disp);
    if (file->comm->rank == 0)
        shared_set(file->shared, 0);
    return agree_tell(file->comm, 0,
                      &done); /* nobody moves the pointer before it is set */
}

int file_default_view(file_t *file)
{
    struct view_arguments arguments = { 0, MPI_BYTE, MPI_BYTE, "native" };
    struct draft draft = { 0 };
    int error = make(&arguments, &draft);

    if (error)
        discard(&draft);
    else
        install(file, &draft, 0);
    return error;
}

int file_type_extent(const file_t *file, MPI_Datatype datatype, MPI_Count *extent)
{
    datatype_t *type, *in_file;
    int error = type_check(datatype, &type);

    if (!error)
        error = portable_type(file->datarep, type, &in_file);
    if (!error) {
        *extent = in_file->extent;
        object_put(&in_file->object);
    }
    return error;
}
