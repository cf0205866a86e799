/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * large.h: buffers of more bytes than an int counts, which take little memory.  They are
 * made of strides of 1 MiB.  The first and the last page of a stride, and the last of
 * all, are memory of their own; the pages between are the same ones in every stride.  So
 * a test writes and looks at marks: some bytes in the pages that are of their own.
 */
#ifndef LARGE_H
#define LARGE_H

#define _GNU_SOURCE

#include "../check.h"

#include <sys/mman.h>
#include <unistd.h>

enum {
    PAGE = 4096,
    STRIDE = 1 << 20,
    BETWEEN = STRIDE - 2 * PAGE, /* bytes of the pages that all strides share */
    HOLE = 1,   /* so small that marks stay in pages of their own when packed */
    FIRST = 100 /* the first mark, and where in a stride all but the last are */
};

static inline void large_share(char *buffer, size_t bytes)
{
    int fd = memfd_create("large", 0);

    check(fd >= 0 && ftruncate(fd, BETWEEN) == 0, "no memory to share");
    for (size_t i = 0; i + STRIDE <= bytes; i += STRIDE)
        check(mmap(buffer + i + PAGE, BETWEEN, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_FIXED, fd, 0) != MAP_FAILED,
              "stride at %zu cannot be mapped", i);
    close(fd);
}

static inline char *large_buffer(size_t bytes)
{
    char *buffer = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    check(buffer != MAP_FAILED, "no room for %zu B", bytes);
    madvise(buffer, bytes, MADV_NOHUGEPAGE);
    large_share(buffer, bytes);
    return buffer;
}

/* The mark of a byte of the message `key` that `owner` sends. */
static inline char large_mark(size_t i, int owner, int key)
{
    return (char)(i / STRIDE * 7 + i % 251 + (size_t)owner * 3 + (size_t)key * 29 + 1);
}

/* The mark behind that at i: FIRST in every stride, and the last byte. */
static inline size_t large_next(size_t i, size_t bytes)
{
    return i == bytes - 1 ? bytes : i + STRIDE < bytes ? i + STRIDE : bytes - 1;
}

static inline void large_write(char *message, size_t bytes, int owner, int key)
{
    for (size_t i = FIRST; i < bytes; i = large_next(i, bytes))
        message[i] = large_mark(i, owner, key);
}

static inline void large_expect(const char *message, size_t bytes, int owner, int key)
{
    for (size_t i = FIRST; i < bytes; i = large_next(i, bytes))
        check(message[i] == large_mark(i, owner, key),
              "message %d, byte %zu of %zu of rank %d is %d", key, i, bytes, owner,
              message[i]);
}

/* So many bytes, by every call that says how many. */
static inline void large_expect_status(const MPI_Status *status, size_t bytes)
{
    MPI_Count count;
    int narrow;

    check_ok(MPI_Get_count_c(status, MPI_BYTE, &count));
    check(count == (MPI_Count)bytes, "%lld B came", (long long)count);
    check_ok(MPI_Get_elements_c(status, MPI_BYTE, &count));
    check(count == (MPI_Count)bytes, "%lld elements came", (long long)count);
    check_ok(MPI_Get_count(status, MPI_BYTE, &narrow));
    check(narrow == (bytes > INT32_MAX ? MPI_UNDEFINED : (int)bytes), "count is %d",
          narrow);
}

/* A type of a stride with a hole at its end. */
static inline MPI_Datatype large_type(void)
{
    MPI_Datatype full, element;

    check_ok(MPI_Type_contiguous(STRIDE - HOLE, MPI_BYTE, &full));
    check_ok(MPI_Type_create_resized(full, 0, STRIDE, &element));
    check_ok(MPI_Type_commit(&element));
    check_ok(MPI_Type_free(&full));
    return element;
}

/* The thread sanitizer remembers several bytes of each, and shares no memory for that. */
static inline void large_or_skip(void)
{
#ifdef __SANITIZE_THREAD__
    puts("the thread sanitizer would need more memory than there is");
    exit(77);
#endif
}

/* argv[1] is a number of bytes; NAME=VALUEs behind it go to the environment. */
static inline size_t large_init(int *argc, char ***argv)
{
    for (int i = 2; i < *argc; i++)
        if (strchr((*argv)[i], '='))
            putenv((*argv)[i]);
    large_or_skip();
    setenv("SLIPWAY_HANG", "60,abort", 1); /* they wait for seconds: no deadlock */
    check_init(argc, argv);
    return strtoull((*argv)[1], NULL, 0);
}

#endif
