/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/region.h"

#include <stdlib.h>

#include "util/err.h"

struct region {
    struct list link;
    uintptr_t base;
    MPI_Aint size;
};

static struct region *region_of(struct list *link)
{
    return container_of(link, struct region, link);
}

static bool overlap(const struct region *region, uintptr_t base, MPI_Aint size)
{
    return base < region->base + (uintptr_t)region->size &&
           region->base < base + (uintptr_t)size;
}

static int check(const struct list *regions, const void *base, MPI_Aint size)
{
    if (size < 0)
        return err(MPI_ERR_SIZE, "size is %lld: it must not be negative",
                   (long long)size);
    list_for_each (link, regions)
        if (overlap(region_of(link), (uintptr_t)base, size))
            return err(
                MPI_ERR_RMA_ATTACH,
                "the %lld B at %p overlap the %lld B at %p, which are attached already",
                (long long)size, base, (long long)region_of(link)->size,
                (void *)region_of(link)->base);
    return MPI_SUCCESS;
}

int region_attach(struct list *regions, const void *base, MPI_Aint size)
{
    int error = check(regions, base, size);
    struct region *region = error ? NULL : malloc(sizeof *region);

    if (error)
        return error;
    if (!region)
        return err(MPI_ERR_NO_MEM, "no memory to attach memory");
    region->base = (uintptr_t)base;
    region->size = size;
    list_append(regions, &region->link);
    return MPI_SUCCESS;
}

int region_detach(struct list *regions, const void *base)
{
    list_for_each (link, regions)
        if (region_of(link)->base == (uintptr_t)base) {
            list_remove(link);
            free(region_of(link));
            return MPI_SUCCESS;
        }
    return err(MPI_ERR_RMA_ATTACH, "base is %p: no memory that was attached begins there",
               base);
}

bool region_holds(const struct list *regions, uintptr_t address, MPI_Aint bytes)
{
    list_for_each (link, regions) {
        const struct region *region = region_of(link);
        uintptr_t offset = address - region->base;

        if (address >= region->base && offset <= (uintptr_t)region->size &&
            (uintptr_t)bytes <= (uintptr_t)region->size - offset)
            return true;
    }
    return false;
}

void region_drop_all(struct list *regions)
{
    struct list *link;

    while ((link = list_pop(regions)))
        free(region_of(link));
}
