/* SPDX-License-Identifier: BSD-3-Clause */
/* args.c: see args.h. */
#include "spank/args.h"

#include <string.h>

static bool args_apply(struct args *args, const char *arg)
{
    if (strcmp(arg, "mpi=pmi2") == 0)
        args->pmi2 = true;
    else if (strcmp(arg, "mpi=off") == 0)
        args->pmi2 = false;
    else
        return false;
    return true;
}

struct args args_parse(int argc, char *const argv[], args_wrong_f *wrong)
{
    struct args args = { .pmi2 = false };

    for (int i = 0; i < argc; i++) {
        if (!args_apply(&args, argv[i]) && wrong)
            wrong(argv[i]);
    }
    return args;
}
