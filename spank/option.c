/* SPDX-License-Identifier: BSD-3-Clause */
/* option.c: see option.h. */
#include "spank/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits, and perhaps more behind a dot; then nothing, or ",abort". */
static const char *wrong_hang(const char *value)
{
    static const char allowed[] = "T[,abort] is allowed, T seconds from 0 (never) to "
                                  "1000000: 60, or 2.5,abort";
    static const char digits[] = "0123456789";
    size_t whole = strspn(value, digits);
    const char *rest = value + whole;

    if (*rest == '.')
        rest += 1 + strspn(rest + 1, digits);
    if (whole == 0 || (*rest && strcmp(rest, ",abort") != 0))
        return allowed;
    return whole <= 7 && strtod(value, NULL) <= 1e6 ? NULL : allowed;
}

const struct option option_table[OPTIONS] = {
    { "mpi-hang", OPTION_NEEDS_VALUE, "T[,abort]",
      "report when all ranks have waited for T seconds without progress, or are in a "
      "deadlock [60]; abort: and end the step",
      "SLIPWAY_HANG", wrong_hang },
    { "mpi-check", OPTION_NO_VALUE, NULL,
      "look for wrong use of MPI that costs time to find", "SLIPWAY_CHECK", NULL },
    { "mpi-stats", OPTION_MAY_HAVE_VALUE, "[FILE]",
      "a table of what the ranks did in MPI, at the end of the step; to FILE as JSON",
      "SLIPWAY_STATS", NULL },
    { "mpi-verbose", OPTION_NO_VALUE, NULL,
      "say what was chosen: PMI, nodes, network, waiting, algorithms", "SLIPWAY_VERBOSE",
      NULL },
    { "mpi-env", OPTION_NEEDS_VALUE, "NAME=VALUE",
      "a variable for the tasks, whatever --export says; as often as needed", NULL,
      NULL },
};

/* An srun gets those of sbatch and salloc from Slurm, too; none is then "(null)" or "".
 */
static const char *given_value(const struct option *option, const char *value)
{
    bool none = !value || !*value || strcmp(value, "(null)") == 0;

    if (option->has_value == OPTION_NEEDS_VALUE)
        return value ? value : "";
    return none || option->has_value == OPTION_NO_VALUE ? NULL : value;
}

const char *option_read(const struct option *option, const char *value,
                        struct setting *setting)
{
    char text[SETTING_NAME + SETTING_VALUE];
    const char *given = given_value(option, value);
    const char *wrong = option->wrong ? option->wrong(given) : NULL;

    if (wrong)
        return wrong;
    if (!option->variable)
        return setting_read(setting, given);
    snprintf(text, sizeof text, "%s=%s", option->variable, given ? given : "1");
    return setting_read(setting, text);
}
