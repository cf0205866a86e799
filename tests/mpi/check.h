/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * check.h: for the test programs of tests/mpi.  A program checks its own results; the
 * first thing that is wrong is printed with rank, file and line, and ends the job with
 * exit code 1.  Code 77 stands for a test that is skipped.
 */
#ifndef CHECK_H
#define CHECK_H

#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rank, size; /* in MPI_COMM_WORLD, set by check_init */

/* Ends the job unless `ok`; the text says what was found. */
#define check(ok, ...)                                                                   \
    ((ok) ? (void)0                                                                      \
          : (fprintf(stderr, "rank %d of %d, %s:%d: ", rank, size, __FILE__, __LINE__),  \
             fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), fflush(NULL),            \
             MPI_Abort(MPI_COMM_WORLD, 1), exit(1)))

/* The call must return success, or an error of `class`. */
#define check_ok(call)           check_class(call, MPI_SUCCESS)
#define check_class(call, class) check_code(call, class, #call, __FILE__, __LINE__)

static inline void check_code(int code, int expected, const char *call, const char *file,
                              int line)
{
    char text[MPI_MAX_ERROR_STRING] = "";
    int class = code, length;

    if (code != MPI_SUCCESS) {
        MPI_Error_class(code, &class);
        MPI_Error_string(code, text, &length);
    }
    check(class == expected, "%s:%d: %s: error class %d, expected %d %s", file, line,
          call, class, expected, text);
}

static inline void check_init(int *argc, char ***argv)
{
    MPI_Init(argc, argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
}

/* Errors come back as codes from here on; so a test can look at them. */
static inline void errors_return(MPI_Comm comm)
{
    MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
}

/* The thread sanitizer would take most of its time for the bytes that are filled in. */
#define unwatched __attribute__((no_sanitize("thread")))

/* A byte that depends on who sends what to whom, so that a wrong message is seen. */
unwatched static inline unsigned char pattern(int source, int key, size_t i)
{
    return (unsigned char)(source * 31 + key * 17 + (int)(i % 8191) * 7 + 1);
}

unwatched static inline void fill(void *buffer, size_t length, int source, int key)
{
    unsigned char *bytes = buffer;

    for (size_t i = 0; i < length; i++)
        bytes[i] = pattern(source, key, i);
}

unwatched static inline void check_filled(const void *buffer, size_t length, int source,
                                          int key)
{
    const unsigned char *bytes = buffer;

    for (size_t i = 0; i < length; i++)
        check(bytes[i] == pattern(source, key, i),
              "byte %zu of %zu from rank %d is %d, not %d", i, length, source, bytes[i],
              pattern(source, key, i));
}

static inline void *room(size_t length)
{
    void *memory = calloc(1, length ? length : 1);

    check(memory, "no memory for %zu bytes", length);
    return memory;
}

static inline int finish(void)
{
    MPI_Finalize();
    return 0;
}

#endif
