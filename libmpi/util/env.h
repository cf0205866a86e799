/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * env.h: the settings that a user gives in the environment.  All of them stand in one
 * table, util/env.def, which makes the parser, the help and the manual.
 *
 * Values are read where they are used and not kept here: whoever needs one often keeps
 * what it made of it.  The getters return MPI_SUCCESS, or MPI_ERR_ARG with a text that
 * names the variable, what it holds and what it may hold; outputs are set only on
 * success.
 */
#ifndef UTIL_ENV_H
#define UTIL_ENV_H

#include <mpi.h>
#include <stdbool.h>

enum env {
#define V(name, fallback, help) ENV_##name,
#include "util/env.def"
#undef V
    ENV_COUNT
};

/* Its name, its default as text, and what it does, in one sentence. */
const char *env_name(enum env variable);
const char *env_default(enum env variable);
const char *env_help(enum env variable);

/* What the environment says, or the default; an empty value is the default, too. */
const char *env_text(enum env variable);

/* 1, yes, on, true; 0, no, off, false. */
int env_bool(enum env variable, bool *value);

/* Whether a text is one of these, for variables that may hold other words, too. */
bool env_is_bool(const char *text, bool *value);

/* One of these words, which end with a NULL; *index is its place among them. */
int env_word(enum env variable, const char *const words[], int *index);

/* A number from least to most; k, M and G stand for 2^10, 2^20 and 2^30. */
int env_number(enum env variable, MPI_Count least, MPI_Count most, MPI_Count *value);

#endif
