/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * facts.h: what clang's analyzer cannot know, as it looks at one file at a time: an error
 * that is returned is never MPI_SUCCESS.  It stands before all files but those that
 * define these functions.
 */
#include "obj/given.h"
#include "obj/handle.h"
#include "util/err.h"

#define err(error_class, ...) (err(error_class, __VA_ARGS__), (error_class))
#define given(error, ...)     (given(error, __VA_ARGS__), (error))
#define handle_invalid(...)   (handle_invalid(__VA_ARGS__), MPI_ERR_ARG)
