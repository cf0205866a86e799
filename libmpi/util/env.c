/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/env.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "util/err.h"
#include "util/macros.h"

static const struct {
    const char *name, *fallback, *help;
} variables[ENV_COUNT] = {
#define V(name, fallback, help) { #name, fallback, help },
#include "util/env.def"
#undef V
};

const char *env_name(enum env variable)
{
    return variables[variable].name;
}

const char *env_default(enum env variable)
{
    return variables[variable].fallback;
}

const char *env_help(enum env variable)
{
    return variables[variable].help;
}

const char *env_text(enum env variable)
{
    const char *value = getenv(variables[variable].name);

    return value && *value ? value : variables[variable].fallback;
}

bool env_is_bool(const char *text, bool *value)
{
    static const char *const words[] = { "0",   "1",  "no",    "yes",
                                         "off", "on", "false", "true" };

    for (size_t i = 0; i < array_length(words); i++) {
        if (strcasecmp(text, words[i]) == 0) {
            *value = i % 2;
            return true;
        }
    }
    return false;
}

int env_bool(enum env variable, bool *value)
{
    const char *text = env_text(variable);

    if (env_is_bool(text, value))
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "%s=%s is neither yes (1, on, true) nor no (0, off, false)",
               env_name(variable), text);
}

/* "auto, ring, ucx" */
static const char *list_words(const char *const words[], char *text, size_t size)
{
    size_t used = 0;

    for (int i = 0; words[i] && used < size; i++)
        used +=
            (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", words[i]);
    return text;
}

int env_word(enum env variable, const char *const words[], int *index)
{
    const char *text = env_text(variable);
    char list[128];

    for (int i = 0; words[i]; i++) {
        if (strcasecmp(text, words[i]) == 0) {
            *index = i;
            return MPI_SUCCESS;
        }
    }
    return err(MPI_ERR_ARG, "%s=%s is none of: %s", env_name(variable), text,
               list_words(words, list, sizeof list));
}

/* The power of two that a suffix stands for; -1 if it is none. */
static int suffix_shift(const char *suffix)
{
    static const char suffixes[] = "kmg";
    const char *found;

    if (suffix[0] == '\0')
        return 0;
    found = strchr(suffixes, tolower((unsigned char)suffix[0]));
    return found && suffix[1] == '\0' ? 10 * (int)(found - suffixes + 1) : -1;
}

int env_number(enum env variable, MPI_Count least, MPI_Count most, MPI_Count *value)
{
    const char *text = env_text(variable);
    char *end;
    long long number;
    int shift;

    errno = 0;
    number = strtoll(text, &end, 10);
    shift = suffix_shift(end);
    if (end == text || errno || shift < 0 ||
        __builtin_mul_overflow(number, 1LL << shift, &number))
        return err(MPI_ERR_ARG,
                   "%s=%s is not a number (digits, and k, M or G behind them)",
                   env_name(variable), text);
    if (number < least || number > most)
        return err(MPI_ERR_ARG, "%s=%s is outside of %lld to %lld", env_name(variable),
                   text, (long long)least, (long long)most);
    *value = number;
    return MPI_SUCCESS;
}
