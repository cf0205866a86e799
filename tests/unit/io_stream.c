/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads and writes of a view, with and without holes in memory, against the bytes that
 * view_offset() says, in a file that ends anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/stream.h"
#include "type/create.h"
#include "util/err.h"

enum { FILE_BYTES = 400000, MOST = 5000 };

static uint64_t seed;
static unsigned char contents[FILE_BYTES]; /* what must be in the file */

static long any(long low, long high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (long)((seed >> 33) % (uint64_t)(high - low + 1));
}

/* Runs of length bytes, stride apart: dense and sparse, short and long ones. */
static datatype_t *any_runs(void)
{
    static const long lengths[] = { 1, 4, 100, 3000, 40000 };
    long length = lengths[any(0, 4)];
    datatype_t *run, *type;

    assert_int_equal(type_contiguous(true, length, type_named(BASIC_MPI_BYTE), &run), 0);
    assert_int_equal(type_resized(true, run, 0, length * any(1, 20), &type), 0);
    object_put(&run->object);
    return type;
}

static void set_contents(file_t *file, MPI_Count bytes)
{
    for (MPI_Count i = 0; i < bytes; i++)
        contents[i] = (unsigned char)any(0, 255);
    assert_int_equal(ftruncate(file->fd, 0), 0);
    assert_int_equal(pwrite(file->fd, contents, (size_t)bytes, 0), bytes);
}

static struct memory memory_of(unsigned char *buffer, MPI_Count bytes, datatype_t *type)
{
    return (struct memory){ buffer, bytes, type };
}

static void check_read(file_t *file, MPI_Count file_bytes, MPI_Offset position,
                       MPI_Count bytes, datatype_t *type)
{
    static unsigned char buffer[2 * MOST];
    MPI_Count done = -1, expected = 0;

    memset(buffer, 0, sizeof buffer);
    while (expected < bytes && view_offset(&file->view, position + expected) < file_bytes)
        expected++;
    assert_int_equal(
        stream_read(file, position, memory_of(buffer, bytes, type), bytes, &done), 0);
    assert_int_equal(done, expected);
    for (MPI_Count i = 0; i < bytes; i++)
        assert_int_equal(buffer[i * type->extent],
                         i < done ? contents[view_offset(&file->view, position + i)] : 0);
}

static void check_write(file_t *file, MPI_Offset position, MPI_Count bytes,
                        datatype_t *type)
{
    static unsigned char buffer[2 * MOST], found[FILE_BYTES];
    MPI_Count done = -1;

    for (MPI_Count i = 0; i < bytes; i++) {
        MPI_Offset offset = view_offset(&file->view, position + i);

        if (offset >= FILE_BYTES)
            return;
        buffer[i * type->extent] = contents[offset] = (unsigned char)any(0, 255);
    }
    assert_int_equal(
        stream_write(file, position, memory_of(buffer, bytes, type), bytes, &done), 0);
    assert_int_equal(done, bytes);
    assert_int_equal(pread(file->fd, found, FILE_BYTES, 0), FILE_BYTES);
    assert_memory_equal(found, contents, FILE_BYTES);
}

static void random_accesses(void **state)
{
    file_t *file = *state;
    datatype_t *byte = type_named(BASIC_MPI_BYTE), *holes;

    assert_int_equal(type_resized(true, byte, 0, 2, &holes), 0);
    for (seed = 0; seed < 200; seed++) {
        uint64_t this = seed;
        MPI_Count file_bytes = any(0, FILE_BYTES);
        datatype_t *runs = any_runs();

        file->view = (struct view){ any(0, 1000), runs };
        file->atomic = any(0, 1);
        set_contents(file, file_bytes);
        for (int i = 0; i < 20; i++)
            check_read(file, file_bytes, any(0, 10000), any(0, MOST),
                       any(0, 1) ? byte : holes);
        set_contents(file, FILE_BYTES);
        check_write(file, any(0, 10000), any(0, MOST), any(0, 1) ? byte : holes);
        object_put(&runs->object);
        seed = this;
    }
    object_put(&holes->object);
}

static void errors_name_the_file(void **state)
{
    file_t *file = *state;
    datatype_t *byte = type_named(BASIC_MPI_BYTE);
    unsigned char buffer[4];
    MPI_Count done;
    int fd = file->fd;

    file->fd = -1;
    file->view = (struct view){ 0, byte };
    file->atomic = false;
    assert_int_equal(stream_read(file, 0, memory_of(buffer, 4, byte), 4, &done),
                     MPI_ERR_IO);
    assert_int_equal(done, 0);
    assert_non_null(strstr(err_text(), "read from \"a test's file\""));
    file->fd = fd;
}

static int set_up(void **state)
{
    static file_t file = { .path = "a test's file" };
    char name[] = "/tmp/slipway-io-stream.XXXXXX";

    file.fd = mkstemp(name);
    unlink(name);
    *state = &file;
    return file.fd < 0 ? -1 : type_init();
}

static int tear_down(void **state)
{
    close(((file_t *)*state)->fd);
    type_fini();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_accesses),
        cmocka_unit_test(errors_name_the_file),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
