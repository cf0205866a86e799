/* SPDX-License-Identifier: BSD-3-Clause */
/* open: access modes, sizes, hints, deletion, and the errors of all of them. */
#include "scratch.h"

static void refused(int amode, int error_class)
{
    MPI_File file = MPI_FILE_NULL;

    check_class(MPI_File_open(MPI_COMM_WORLD, scratch_name("refused"), amode,
                              MPI_INFO_NULL, &file),
                error_class);
    check(file == MPI_FILE_NULL, "a failed open has set the handle");
    check(access(scratch_name("refused"), F_OK) != 0, "and made a file");
}

static void modes(void)
{
    refused(0, MPI_ERR_AMODE);
    refused(MPI_MODE_RDONLY | MPI_MODE_RDWR, MPI_ERR_AMODE);
    refused(MPI_MODE_RDONLY | MPI_MODE_CREATE, MPI_ERR_AMODE);
    refused(MPI_MODE_RDONLY | MPI_MODE_EXCL, MPI_ERR_AMODE);
    refused(MPI_MODE_RDWR | MPI_MODE_SEQUENTIAL, MPI_ERR_AMODE);
    refused(MPI_MODE_RDWR | 1 << 20, MPI_ERR_AMODE);
    refused(MPI_MODE_RDWR, MPI_ERR_NO_SUCH_FILE);
    if (size > 1)
        refused(rank == 1 ? MPI_MODE_RDONLY : MPI_MODE_WRONLY | MPI_MODE_CREATE,
                MPI_ERR_NOT_SAME);
}

static void names(void)
{
    MPI_File file;
    char text[MPI_MAX_ERROR_STRING];
    int code, length;

    code = MPI_File_open(MPI_COMM_WORLD, scratch_name("missing"), MPI_MODE_RDONLY,
                         MPI_INFO_NULL, &file);
    check_ok(MPI_Error_string(code, text, &length));
    check(strstr(text, "missing") && strstr(text, "No such file"), "text: %s", text);
    check_class(
        MPI_File_open(MPI_COMM_WORLD, scratch, MPI_MODE_RDONLY, MPI_INFO_NULL, &file),
        MPI_ERR_BAD_FILE);
    check_class(MPI_File_open(MPI_COMM_WORLD, "", MPI_MODE_RDONLY, MPI_INFO_NULL, &file),
                MPI_ERR_BAD_FILE);
    check_class(
        MPI_File_open(MPI_COMM_NULL, scratch, MPI_MODE_RDONLY, MPI_INFO_NULL, &file),
        MPI_ERR_COMM);
    check_class(MPI_File_delete(scratch_name("missing"), MPI_INFO_NULL),
                MPI_ERR_NO_SUCH_FILE);
    file = MPI_FILE_NULL;
    check_class(MPI_File_close(&file), MPI_ERR_FILE);
}

/* A file that stays is found again, read only, and not created exclusively. */
static void kept(void)
{
    int value = 0x1234, amode = MPI_MODE_CREATE | MPI_MODE_EXCL | MPI_MODE_WRONLY, got;
    const char *path = scratch_name("kept");
    MPI_Offset bytes;
    MPI_File file;

    check_ok(MPI_File_open(MPI_COMM_WORLD, path, amode, MPI_INFO_NULL, &file));
    check_ok(MPI_File_get_amode(file, &got));
    check(got == amode, "amode %d", got);
    check_ok(MPI_File_write_at(file, 4 * rank, &value, 1, MPI_INT, MPI_STATUS_IGNORE));
    check_class(MPI_File_read_at(file, 0, &got, 1, MPI_INT, MPI_STATUS_IGNORE),
                MPI_ERR_ACCESS);
    check_ok(MPI_File_close(&file));
    check(file == MPI_FILE_NULL, "closed, but not null");
    check_class(MPI_File_open(MPI_COMM_WORLD, path, amode, MPI_INFO_NULL, &file),
                MPI_ERR_FILE_EXISTS);
    check_ok(MPI_File_open(MPI_COMM_WORLD, path, MPI_MODE_RDONLY | MPI_MODE_UNIQUE_OPEN,
                           MPI_INFO_NULL, &file));
    check_ok(MPI_File_get_size(file, &bytes));
    check(bytes == 4 * size, "%lld bytes", (long long)bytes);
    check_class(MPI_File_write(file, &value, 1, MPI_INT, MPI_STATUS_IGNORE),
                MPI_ERR_READ_ONLY);
    check_class(MPI_File_set_size(file, 0), MPI_ERR_READ_ONLY);
    check_class(MPI_File_preallocate(file, 10), MPI_ERR_READ_ONLY);
    check_ok(MPI_File_close(&file));
    check_ok(MPI_Barrier(MPI_COMM_WORLD));
    if (rank == 0)
        check_ok(MPI_File_delete(path, MPI_INFO_NULL));
}

/* MPI_MODE_APPEND: both pointers begin at the end. */
static void appended(void)
{
    const char *path = scratch_name("appended");
    MPI_Offset at = 0, shared = 0;
    MPI_File file;

    check_ok(MPI_File_open(MPI_COMM_WORLD, path, MPI_MODE_CREATE | MPI_MODE_WRONLY,
                           MPI_INFO_NULL, &file));
    check_ok(MPI_File_set_size(file, 77));
    check_ok(MPI_File_close(&file));
    check_ok(MPI_File_open(MPI_COMM_WORLD, path,
                           MPI_MODE_APPEND | MPI_MODE_RDWR | MPI_MODE_DELETE_ON_CLOSE,
                           MPI_INFO_NULL, &file));
    check_ok(MPI_File_get_position(file, &at));
    check_ok(MPI_File_get_position_shared(file, &shared));
    check(at == 77 && shared == 77, "%lld, %lld", (long long)at, (long long)shared);
    check_ok(MPI_File_close(&file));
    check(access(path, F_OK) != 0, "not deleted by closing");
}

static void sizes(void)
{
    MPI_File file = scratch_open("sizes");
    MPI_Offset bytes;

    check_ok(MPI_File_preallocate(file, 1000));
    check_ok(MPI_File_preallocate(file, 10));
    check_ok(MPI_File_get_size(file, &bytes));
    check(bytes == 1000, "%lld bytes", (long long)bytes);
    check_ok(MPI_File_set_size(file, 300));
    check_ok(MPI_File_get_size(file, &bytes));
    check(bytes == 300, "%lld bytes", (long long)bytes);
    check_class(MPI_File_set_size(file, -1), MPI_ERR_ARG);
    if (size > 1)
        check_class(MPI_File_set_size(file, 5 + rank), MPI_ERR_NOT_SAME);
    check_ok(MPI_File_get_size(file, &bytes));
    check(bytes == 300, "%lld bytes after errors", (long long)bytes);
    check_ok(MPI_File_close(&file));
}

static void hints(void)
{
    char value[20];
    int length = sizeof value, flag;
    struct stat stat_buffer;
    MPI_Group group, world;
    MPI_Info info, used;
    MPI_File file;

    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, "file_perm", "600"));
    check_ok(MPI_Info_set(info, "nobody_knows", "this"));
    check_ok(MPI_File_open(MPI_COMM_WORLD, scratch_name("hints"),
                           MPI_MODE_CREATE | MPI_MODE_RDWR | MPI_MODE_DELETE_ON_CLOSE,
                           info, &file));
    check_ok(MPI_Info_free(&info));
    check(stat(scratch_name("hints"), &stat_buffer) == 0, "no file");
    check((stat_buffer.st_mode & 0777) == 0600, "mode %o", stat_buffer.st_mode);
    check_ok(MPI_File_get_info(file, &used));
    check_ok(MPI_Info_get_string(used, "file_perm", &length, value, &flag));
    check(flag && strcmp(value, "600") == 0, "file_perm is %s", flag ? value : "lost");
    check_ok(MPI_Info_get_string(used, "nobody_knows", &length, value, &flag));
    check(!flag, "an unknown hint is in use");
    check_ok(MPI_File_set_info(file, used));
    check_class(MPI_File_set_info(file, (MPI_Info)MPI_COMM_WORLD), MPI_ERR_INFO);
    check_ok(MPI_Info_free(&used));
    check_ok(MPI_File_get_group(file, &group));
    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &world));
    check_ok(MPI_Group_compare(group, world, &flag));
    check(flag == MPI_IDENT, "another group: %d", flag);
    check_ok(MPI_Group_free(&group));
    check_ok(MPI_Group_free(&world));
    check_ok(MPI_File_close(&file));
}

static int heard;
static MPI_File heard_of;

static void hear(MPI_File *file, int *code, ...)
{
    (void)code;
    heard++;
    heard_of = *file;
}

/* New files get the handler of MPI_FILE_NULL, which hears of errors without a file. */
static void handlers(void)
{
    MPI_Errhandler mine, got;
    MPI_File file, no_file;
    char byte;

    check_ok(MPI_File_get_errhandler(MPI_FILE_NULL, &got));
    check(got == MPI_ERRORS_RETURN, "the default handler is another one");
    check_ok(MPI_File_create_errhandler(hear, &mine));
    check_ok(MPI_File_set_errhandler(MPI_FILE_NULL, mine));
    file = scratch_open("handlers");
    check_class(MPI_File_delete("/none/of/this", MPI_INFO_NULL), MPI_ERR_NO_SUCH_FILE);
    check(heard == 1 && heard_of == MPI_FILE_NULL, "delete: heard %d", heard);
    no_file = MPI_FILE_NULL;
    check_class(MPI_File_read(no_file, &byte, 1, MPI_BYTE, MPI_STATUS_IGNORE),
                MPI_ERR_FILE);
    check(heard == 2 && heard_of == MPI_FILE_NULL, "null: heard %d", heard);
    check_ok(MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_RETURN));
    check_class(MPI_File_read_at(file, -1, &byte, 1, MPI_BYTE, MPI_STATUS_IGNORE),
                MPI_ERR_ARG);
    check(heard == 3 && heard_of == file, "file: heard %d", heard);
    check_ok(MPI_Errhandler_free(&mine));
    check_ok(MPI_File_close(&file));
}

/* Every rank has a file of its own, and two handles of one are two files. */
static void of_one(void)
{
    char name[20], in[3] = "";
    MPI_File files[2];

    snprintf(name, sizeof name, "own-%d", rank);
    for (int i = 0; i < 2; i++)
        check_ok(MPI_File_open(MPI_COMM_SELF, scratch_name(name),
                               MPI_MODE_CREATE | MPI_MODE_RDWR |
                                   (i ? 0 : MPI_MODE_DELETE_ON_CLOSE),
                               MPI_INFO_NULL, &files[i]));
    check_ok(MPI_File_write(files[0], "ab", 2, MPI_CHAR, MPI_STATUS_IGNORE));
    check_ok(MPI_File_read(files[1], in, 2, MPI_CHAR, MPI_STATUS_IGNORE));
    check(strcmp(in, "ab") == 0, "read \"%s\"", in);
    check(MPI_File_fromint(MPI_File_toint(files[0])) == files[0], "another handle");
    for (int i = 0; i < 2; i++)
        check_ok(MPI_File_close(&files[i]));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    scratch_make();
    modes();
    names();
    kept();
    appended();
    sizes();
    hints();
    handlers();
    of_one();
    scratch_remove();
    return finish();
}
