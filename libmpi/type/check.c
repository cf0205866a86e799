/* SPDX-License-Identifier: BSD-3-Clause */
#include "type/check.h"

#include "obj/handle.h"
#include "util/err.h"

int type_check(MPI_Datatype handle, datatype_t **type)
{
    datatype_t *found = type_of(handle);

    if (unlikely(!found))
        return handle_invalid(handle, OBJECT_DATATYPE, "datatype");
    if (unlikely(found->freed))
        return err(MPI_ERR_TYPE, "the datatype (%s) has been freed", type_name(found));
    *type = found;
    return MPI_SUCCESS;
}

void type_say_unusable(MPI_Datatype handle)
{
    datatype_t *found = NULL;

    if (type_check(handle, &found) == MPI_SUCCESS)
        err(MPI_ERR_TYPE,
            "the datatype (%s) is not committed: call MPI_Type_commit first",
            type_name(found));
}

int type_check_count(MPI_Count count, const datatype_t *type, MPI_Count *bytes)
{
    if (unlikely(count < 0))
        return err(MPI_ERR_COUNT, "count is %lld: it must not be negative",
                   (long long)count);
    if (unlikely(__builtin_mul_overflow(count, type->size, bytes)))
        return err(MPI_ERR_COUNT, "%lld elements of %lld B are more than 2^63 B",
                   (long long)count, (long long)type->size);
    return MPI_SUCCESS;
}

/* Nobody's data lies in the first page. */
enum { FIRST_PAGE = 4096 };

int type_check_null(MPI_Count count, const datatype_t *type)
{
    if (count == 0 || type->size == 0 || type->true_lb >= FIRST_PAGE || type->true_lb < 0)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_BUFFER,
        "the buffer is NULL, and there are %lld elements of %s: pass the address of "
        "memory for them, or count 0",
        (long long)count, type_name(type));
}
