/* SPDX-License-Identifier: BSD-3-Clause */
/* SLURM_GTIDS and its like: whatever they say, the map fits to rank and size. */
#include "fuzz.h"

#include "pmi/nodemap.h"
#include "variables.h"

enum { RANK = 2, SIZE = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nodemap map;
    char why[384];

    variables_set(data, size);
    if (nodemap_read(&map, RANK, SIZE, variables_get, why, sizeof why) != 0)
        return 0;
    hold(map.node >= 0 && map.node < map.nodes && map.nodes <= SIZE);
    hold(map.local_size <= SIZE && map.local_rank < map.local_size);
    hold(map.local_ranks[map.local_rank] == RANK);
    for (int i = 0; i < map.local_size; i++)
        hold(map.local_ranks[i] >= 0 && map.local_ranks[i] < SIZE);
    free(map.local_ranks);
    return 0;
}
