/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/contents.h"

#include <stdlib.h>

#include "type/create.h"
#include "util/err.h"

struct contents *contents_create(int combiner, bool large)
{
    struct contents *contents = calloc(1, sizeof *contents);

    if (contents) {
        contents->refs = 1;
        contents->combiner = combiner;
        contents->large = large;
    }
    return contents;
}

struct contents *contents_get(struct contents *contents)
{
    if (contents)
        contents->refs++;
    return contents;
}

void contents_put(struct contents *contents)
{
    if (!contents || --contents->refs > 0)
        return;
    for (MPI_Count i = 0; i < contents->types; i++)
        object_put(&contents->type[i]->object);
    free(contents->type);
    free(contents->integers.value);
    free(contents->addresses.value);
    free(contents->large_counts.value);
    free(contents);
}

/* Room for n more numbers; NULL if there is none. */
static MPI_Count *extend(struct contents *contents, struct numbers *numbers, MPI_Count n)
{
    MPI_Count count = numbers->count + n;

    if (count > numbers->room) {
        MPI_Count room = count > 2 * numbers->room ? count : 2 * numbers->room;
        MPI_Count *value = realloc(numbers->value, (size_t)room * sizeof *value);

        contents->failed |= !value;
        if (!value)
            return NULL;
        numbers->value = value;
        numbers->room = room;
    }
    numbers->count = count;
    return numbers->value + count - n;
}

static void record(struct contents *contents, struct numbers *numbers,
                   struct counts counts, MPI_Count n)
{
    MPI_Count *value = extend(contents, numbers, n);

    for (MPI_Count i = 0; i < n && value; i++)
        value[i] = count_at(counts, i);
}

void contents_ints(struct contents *contents, const int *array, MPI_Count n)
{
    if (contents)
        record(contents, &contents->integers, counts_int(array), n);
}

void contents_int(struct contents *contents, int value)
{
    contents_ints(contents, &value, 1);
}

void contents_counts(struct contents *contents, struct counts counts, MPI_Count n)
{
    if (contents)
        record(contents, contents->large ? &contents->large_counts : &contents->integers,
               counts, n);
}

void contents_count(struct contents *contents, MPI_Count value)
{
    contents_counts(contents, counts_64(&value), 1);
}

void contents_addresses(struct contents *contents, struct counts counts, MPI_Count n)
{
    if (contents)
        record(contents, contents->large ? &contents->large_counts : &contents->addresses,
               counts, n);
}

void contents_address(struct contents *contents, MPI_Count value)
{
    contents_addresses(contents, counts_64(&value), 1);
}

void contents_types(struct contents *contents, datatype_t *const *type, MPI_Count n)
{
    if (!contents || n == 0)
        return;
    contents->type = malloc((size_t)n * sizeof *contents->type);
    contents->failed |= !contents->type;
    for (MPI_Count i = 0; i < n && contents->type; i++) {
        object_get(&type[i]->object);
        contents->type[contents->types++] = type[i];
    }
}

void contents_type(struct contents *contents, datatype_t *type)
{
    contents_types(contents, &type, 1);
}

int type_combiner(const datatype_t *type)
{
    return type->contents ? type->contents->combiner : MPI_COMBINER_NAMED;
}

static int give(datatype_t *type, MPI_Datatype *handle)
{
    datatype_t *copy = type;
    int rc = type->permanent ? MPI_SUCCESS : type_clone(type, &copy);

    if (rc == MPI_SUCCESS)
        *handle = object_handle(&copy->object);
    return rc;
}

static void take_back(MPI_Datatype handle)
{
    datatype_t *type = type_of(handle);

    if (!type->permanent)
        object_put(&type->object);
}

int contents_handles(const struct contents *contents, MPI_Datatype *handles)
{
    int rc = MPI_SUCCESS;
    MPI_Count i;

    for (i = 0; i < contents->types && rc == MPI_SUCCESS; i++)
        rc = give(contents->type[i], &handles[i]);
    if (rc != MPI_SUCCESS)
        for (i -= 2; i >= 0; i--)
            take_back(handles[i]);
    return rc;
}
