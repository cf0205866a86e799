/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/win_info.h"

#include <string.h>

static const struct hint {
    const char *key, *fallback;
} hints[] = {
    { "no_locks", "false" },
    { "accumulate_ordering", "rar,raw,war,waw" },
    { "accumulate_ops", "same_op_no_op" },
    { "mpi_accumulate_granularity", "0" },
    { "same_size", "false" },
    { "same_disp_unit", "false" },
    { "alloc_shared_noncontig", "false" },
};

int win_info_set(win_t *win, const info_t *info)
{
    for (size_t i = 0; i < array_length(hints); i++) {
        const char *value = info_get(info, hints[i].key);
        int error = MPI_SUCCESS;

        if (value && !win->info)
            error = info_create(&win->info);
        if (value && !error)
            error = info_set(win->info, hints[i].key, value);
        if (error)
            return error;
    }
    return MPI_SUCCESS;
}

int win_info_get(const win_t *win, info_t **info)
{
    int error = info_create(info);

    for (size_t i = 0; !error && i < array_length(hints); i++) {
        const char *value = info_get(win->info, hints[i].key);

        error = info_set(*info, hints[i].key, value ? value : hints[i].fallback);
        if (error)
            object_put(&(*info)->object);
    }
    return error;
}

bool win_info_says(const win_t *win, const char *key)
{
    const char *value = info_get(win->info, key);

    return value && strcmp(value, "true") == 0;
}
