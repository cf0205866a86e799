/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/create.h"

#include <stdlib.h>

#include "obj/attr.h"
#include "type/contents.h"
#include "type/draft.h"
#include "type/signature.h"
#include "util/err.h"

static void destroy(struct object *object)
{
    datatype_t *type = container_of(object, datatype_t, object);

    layout_put(type->layout);
    sequence_put(type->sequence);
    contents_put(type->contents);
    free(type);
}

datatype_t *type_alloc(void)
{
    datatype_t *type = calloc(1, sizeof *type);

    if (type)
        object_init(&type->object, OBJECT_DATATYPE, destroy);
    return type;
}

int type_clone(const datatype_t *type, datatype_t **clone)
{
    datatype_t *new = type_alloc();
    struct object object;

    if (!new)
        return err(MPI_ERR_NO_MEM, "no memory for a datatype");
    object = new->object;
    *new = *type;
    new->object = object;
    new->freed = false;
    new->permanent = false;
    layout_get(new->layout);
    if (new->sequence)
        sequence_get(new->sequence);
    contents_get(new->contents);
    *clone = new;
    return MPI_SUCCESS;
}

int type_free(datatype_t *type)
{
    int rc;

    if (type->permanent)
        return err(MPI_ERR_TYPE, "%s is predefined and cannot be freed", type_name(type));
    rc = attr_delete_all(&type->object);
    if (rc != MPI_SUCCESS)
        return rc;
    type->freed = true;
    type_set_committed(type, false);
    object_put(&type->object);
    return MPI_SUCCESS;
}

/* A duplicate is a derived type: it can be freed, and predefined operations refuse it. */
static int duplicate(datatype_t *old, datatype_t **type)
{
    struct contents *contents = contents_create(MPI_COMBINER_DUP, false);
    int rc = MPI_SUCCESS;

    contents_type(contents, old);
    if (!contents || contents->failed)
        rc = err(MPI_ERR_NO_MEM, "no memory for a datatype");
    if (rc == MPI_SUCCESS)
        rc = type_clone(old, type);
    if (rc != MPI_SUCCESS) {
        contents_put(contents);
        return rc;
    }
    contents_put((*type)->contents);
    (*type)->contents = contents;
    (*type)->basic = BASIC_NONE;
    return MPI_SUCCESS;
}

int type_dup(datatype_t *old, datatype_t **type)
{
    datatype_t *new;
    int rc = duplicate(old, &new), undo;

    if (rc != MPI_SUCCESS)
        return rc;
    rc = attr_copy_all(&old->object, &new->object);
    if (rc == MPI_SUCCESS) {
        *type = new;
        return MPI_SUCCESS;
    }
    undo = attr_delete_all(&new->object);
    object_put(&new->object);
    return undo == MPI_SUCCESS ? rc : undo;
}

static int check_count(const char *what, MPI_Count count)
{
    if (count >= 0)
        return MPI_SUCCESS;
    return err(MPI_ERR_COUNT, "%s is %lld: it must not be negative", what,
               (long long)count);
}

static int check_array(const char *what, struct counts counts, MPI_Count n)
{
    if (n <= 0 || counts.address)
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "%s is NULL: pass an array of %lld", what, (long long)n);
}

static int check_counts(const char *what, struct counts counts, MPI_Count n)
{
    int rc = check_array(what, counts, n);

    if (rc != MPI_SUCCESS)
        return rc;
    for (MPI_Count i = 0; i < n; i++)
        if (count_at(counts, i) < 0)
            return err(MPI_ERR_COUNT, "%s[%lld] is %lld: it must not be negative", what,
                       (long long)i, (long long)count_at(counts, i));
    return MPI_SUCCESS;
}

/* displacement * extent, for calls that count in extents. */
static int scale(MPI_Count displacement, const datatype_t *old, MPI_Count *bytes)
{
    if (!__builtin_mul_overflow(displacement, old->extent, bytes))
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "%lld times the extent of %s, %lld B, is beyond 2^63 B",
               (long long)displacement, type_name(old), (long long)old->extent);
}

int type_contiguous(bool large, MPI_Count count, datatype_t *old, datatype_t **type)
{
    struct contents *contents;
    struct draft draft;
    int rc = check_count("count", count);

    if (rc != MPI_SUCCESS)
        return rc;
    contents = contents_create(MPI_COMBINER_CONTIGUOUS, large);
    contents_count(contents, count);
    contents_type(contents, old);
    draft_init(&draft);
    draft_add_block(&draft, old, 0, count);
    return draft_finish(&draft, contents, type);
}

/* contents hold combiner and recorded stride; stride is in bytes. */
static int finish_vector(struct contents *contents, MPI_Count count,
                         MPI_Count blocklength, MPI_Count stride, datatype_t *old,
                         datatype_t **type)
{
    struct dim dim[] = { { blocklength, old->extent }, { count, stride } };
    struct draft draft;

    contents_type(contents, old);
    draft_init(&draft);
    draft_add(&draft, old, 0, 2, dim);
    return draft_finish(&draft, contents, type);
}

static int check_vector(MPI_Count count, MPI_Count blocklength)
{
    int rc = check_count("count", count);

    return rc == MPI_SUCCESS ? check_count("blocklength", blocklength) : rc;
}

int type_vector(bool large, MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                datatype_t *old, datatype_t **type)
{
    struct contents *contents;
    MPI_Count bytes;
    int rc = check_vector(count, blocklength);

    if (rc == MPI_SUCCESS)
        rc = scale(stride, old, &bytes);
    if (rc != MPI_SUCCESS)
        return rc;
    contents = contents_create(MPI_COMBINER_VECTOR, large);
    contents_count(contents, count);
    contents_count(contents, blocklength);
    contents_count(contents, stride);
    return finish_vector(contents, count, blocklength, bytes, old, type);
}

int type_hvector(bool large, MPI_Count count, MPI_Count blocklength, MPI_Count stride,
                 datatype_t *old, datatype_t **type)
{
    struct contents *contents;
    int rc = check_vector(count, blocklength);

    if (rc != MPI_SUCCESS)
        return rc;
    contents = contents_create(MPI_COMBINER_HVECTOR, large);
    contents_count(contents, count);
    contents_count(contents, blocklength);
    contents_address(contents, stride);
    return finish_vector(contents, count, blocklength, stride, old, type);
}

static bool has_lengths(struct blocks blocks)
{
    return blocks.combiner == MPI_COMBINER_INDEXED ||
           blocks.combiner == MPI_COMBINER_HINDEXED;
}

static bool is_in_bytes(struct blocks blocks)
{
    return blocks.combiner == MPI_COMBINER_HINDEXED ||
           blocks.combiner == MPI_COMBINER_HINDEXED_BLOCK;
}

static int check_blocks(struct blocks blocks, const datatype_t *old)
{
    MPI_Count bytes;
    int rc = check_count("count", blocks.count);

    if (rc == MPI_SUCCESS && has_lengths(blocks))
        rc = check_counts("array_of_blocklengths", blocks.lengths, blocks.count);
    else if (rc == MPI_SUCCESS)
        rc = check_count("blocklength", blocks.length);
    if (rc == MPI_SUCCESS)
        rc = check_array("array_of_displacements", blocks.displacements, blocks.count);
    for (MPI_Count i = 0; i < blocks.count && rc == MPI_SUCCESS; i++)
        if (!is_in_bytes(blocks))
            rc = scale(count_at(blocks.displacements, i), old, &bytes);
    return rc;
}

static struct contents *blocks_contents(bool large, struct blocks blocks, datatype_t *old)
{
    struct contents *contents = contents_create(blocks.combiner, large);

    contents_count(contents, blocks.count);
    if (has_lengths(blocks))
        contents_counts(contents, blocks.lengths, blocks.count);
    else
        contents_count(contents, blocks.length);
    if (is_in_bytes(blocks))
        contents_addresses(contents, blocks.displacements, blocks.count);
    else
        contents_counts(contents, blocks.displacements, blocks.count);
    contents_type(contents, old);
    return contents;
}

int type_blocks(bool large, struct blocks blocks, datatype_t *old, datatype_t **type)
{
    MPI_Count unit = is_in_bytes(blocks) ? 1 : old->extent;
    struct draft draft;
    int rc = check_blocks(blocks, old);

    if (rc != MPI_SUCCESS)
        return rc;
    draft_init(&draft);
    for (MPI_Count i = 0; i < blocks.count; i++)
        draft_add_block(&draft, old, count_at(blocks.displacements, i) * unit,
                        has_lengths(blocks) ? count_at(blocks.lengths, i)
                                            : blocks.length);
    return draft_finish(&draft, blocks_contents(large, blocks, old), type);
}

int type_struct(bool large, MPI_Count count, struct counts lengths,
                struct counts displacements, datatype_t *const *old, datatype_t **type)
{
    struct contents *contents;
    struct draft draft;
    int rc = check_count("count", count);

    if (rc == MPI_SUCCESS)
        rc = check_counts("array_of_blocklengths", lengths, count);
    if (rc == MPI_SUCCESS)
        rc = check_array("array_of_displacements", displacements, count);
    if (rc != MPI_SUCCESS)
        return rc;
    contents = contents_create(MPI_COMBINER_STRUCT, large);
    contents_count(contents, count);
    contents_counts(contents, lengths, count);
    contents_addresses(contents, displacements, count);
    contents_types(contents, old, count);
    draft_init(&draft);
    for (MPI_Count i = 0; i < count; i++)
        draft_add_block(&draft, old[i], count_at(displacements, i), count_at(lengths, i));
    return draft_finish(&draft, contents, type);
}

int type_resized(bool large, datatype_t *old, MPI_Count lb, MPI_Count extent,
                 datatype_t **type)
{
    struct contents *contents = contents_create(MPI_COMBINER_RESIZED, large);
    struct draft draft;

    contents_address(contents, lb);
    contents_address(contents, extent);
    contents_type(contents, old);
    draft_init(&draft);
    draft_add_block(&draft, old, 0, 1);
    draft_mark(&draft, lb, extent);
    return draft_finish(&draft, contents, type);
}
