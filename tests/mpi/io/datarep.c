/* SPDX-License-Identifier: BSD-3-Clause */
/* datarep: external32 and a representation of the program's own, seen as bytes; places
 * and counts in them. */
#include "scratch.h"

/* Every second long of the file, which has 4 bytes there. */
static void external32(void)
{
    MPI_File file = scratch_open("external32");
    long out[4] = { 1, -2, 0x01020304, 4 }, in[6];
    unsigned char bytes[40];
    MPI_Datatype every_second;
    MPI_Offset at;
    MPI_Count extent;
    MPI_Status status;

    check_ok(MPI_Type_create_subarray(1, (int[]){ 2 }, (int[]){ 1 }, (int[]){ 1 },
                                      MPI_ORDER_C, MPI_LONG, &every_second));
    check_ok(MPI_Type_commit(&every_second));
    check_ok(
        MPI_File_set_view(file, 0, MPI_LONG, every_second, "external32", MPI_INFO_NULL));
    check_ok(MPI_File_get_type_extent_c(file, MPI_LONG, &extent));
    check(extent == 4, "extent %lld", (long long)extent);
    check_ok(MPI_File_get_byte_offset(file, 3, &at));
    check(at == 28, "byte %lld", (long long)at);
    if (rank == 0)
        check_ok(MPI_File_write(file, out, 4, MPI_LONG, &status));
    settle(file);
    check_ok(MPI_File_read_at(file, 0, in, 6, MPI_LONG, &status));
    check_count(&status, MPI_LONG, 4);
    check(memcmp(in, out, sizeof out) == 0, "read %ld %ld %ld %ld", in[0], in[1], in[2],
          in[3]);
    check_ok(MPI_File_set_view(file, 0, MPI_BYTE, MPI_BYTE, "native", MPI_INFO_NULL));
    check_ok(MPI_File_read(file, bytes, 40, MPI_BYTE, &status));
    check_count(&status, MPI_BYTE, 32);
    check(memcmp(bytes + 4, "\0\0\0\1", 4) == 0 && memcmp(bytes + 20, "\1\2\3\4", 4) == 0,
          "the bytes in the file are others");
    check_ok(MPI_Type_free(&every_second));
    check_ok(MPI_File_close(&file));
}

/* Numbers as three digits. */

static int digits(MPI_Datatype datatype, MPI_Aint *extent, void *extra)
{
    (void)extra;
    *extent = 3;
    return datatype == MPI_INT ? MPI_SUCCESS : MPI_ERR_TYPE;
}

static int to_file(void *user, MPI_Datatype datatype, int count, void *file,
                   MPI_Offset position, void *extra)
{
    (void)datatype, (void)extra;
    for (int i = 0; i < count; i++) {
        char text[12];

        snprintf(text, sizeof text, "%03u", ((unsigned *)user)[position + i] % 1000);
        memcpy((char *)file + 3 * i, text, 3);
    }
    return MPI_SUCCESS;
}

static int from_file(void *user, MPI_Datatype datatype, int count, void *file,
                     MPI_Offset position, void *extra)
{
    (void)datatype;
    ++*(int *)extra;
    for (int i = 0; i < count; i++) {
        char text[4] = "";

        memcpy(text, (char *)file + 3 * i, 3);
        ((int *)user)[position + i] = atoi(text);
    }
    return MPI_SUCCESS;
}

static void registered(void)
{
    static int reads;
    int out[3] = { 7, 42, 999 }, in[5] = { -1, -1, -1, -1, -1 };
    MPI_File file = scratch_open("registered");
    char bytes[10] = "";
    MPI_Status status;

    check_ok(MPI_Register_datarep("digits", from_file, to_file, digits, &reads));
    check_class(MPI_Register_datarep("digits", from_file, to_file, digits, &reads),
                MPI_ERR_DUP_DATAREP);
    check_class(MPI_Register_datarep_c("external32", MPI_CONVERSION_FN_NULL_C,
                                       MPI_CONVERSION_FN_NULL_C, digits, NULL),
                MPI_ERR_DUP_DATAREP);
    check_ok(MPI_File_set_view(file, 0, MPI_INT, MPI_INT, "digits", MPI_INFO_NULL));
    if (rank == 0)
        check_ok(MPI_File_write_at(file, 0, out, 3, MPI_INT, MPI_STATUS_IGNORE));
    settle(file);
    check_ok(MPI_File_read_at(file, 1, in, 5, MPI_INT, &status));
    check_count(&status, MPI_INT, 2);
    check(in[0] == 42 && in[1] == 999 && in[2] == -1 && reads == 1, "read %d %d", in[0],
          in[1]);
    check_class(MPI_File_read_at(file, 0, in, 1, MPI_DOUBLE, &status), MPI_ERR_TYPE);
    check_ok(MPI_File_set_view(file, 0, MPI_BYTE, MPI_BYTE, "native", MPI_INFO_NULL));
    check_ok(MPI_File_read(file, bytes, 9, MPI_BYTE, MPI_STATUS_IGNORE));
    check(strcmp(bytes, "007042999") == 0, "the file has %s", bytes);
    check_ok(MPI_File_close(&file));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    scratch_make();
    external32();
    registered();
    scratch_remove();
    return finish();
}
