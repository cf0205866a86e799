/* SPDX-License-Identifier: BSD-3-Clause */
/* thread LEVEL: MPI_Init_thread gives a level of its own, at least the one that was asked
 * for. */
#include "../check.h"

static int level_named(const char *name)
{
    static const struct {
        const char *name;
        int level;
    } levels[] = { { "single", MPI_THREAD_SINGLE },
                   { "funneled", MPI_THREAD_FUNNELED },
                   { "serialized", MPI_THREAD_SERIALIZED },
                   { "multiple", MPI_THREAD_MULTIPLE } };

    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (!strcmp(name, levels[i].name))
            return levels[i].level;
    fprintf(stderr, "thread: no level is called %s\n", name);
    exit(2);
}

int main(int argc, char **argv)
{
    int required = level_named(argc > 1 ? argv[1] : "single"), provided = -1, token = 7;

    check_ok(MPI_Init_thread(&argc, &argv, required, &provided));
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check(provided >= required && provided <= MPI_THREAD_MULTIPLE, "asked for %d, got %d",
          required, provided);
    check_ok(MPI_Bcast(&token, 1, MPI_INT, 0, MPI_COMM_WORLD));
    return finish();
}
