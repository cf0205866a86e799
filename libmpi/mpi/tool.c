/* SPDX-License-Identifier: BSD-3-Clause */
/* tool.c: the tool interface as a whole, its enumerations and categories (MPI 5.0,
 * 15.3.4, 15.3.5 and 15.3.9). */
#include <mpi.h>

#include "mpi/tool_call.h"
#include "tool/category.h"
#include "tool/cvar.h"
#include "tool/pvar.h"

int PMPI_T_init_thread(int required, int *provided)
{
    if (required == MPI_THREAD_MULTIPLE)
        lock_needed = true;
    lock_enter();
    tool_init();
    tool_number(required, provided);
    return tool_end(MPI_SUCCESS);
}
weak_alias(PMPI_T_init_thread, MPI_T_init_thread);

int PMPI_T_finalize(void)
{
    int error = tool_begin();

    if (!error && tool_finalize())
        pvar_fini();
    return tool_end(error);
}
weak_alias(PMPI_T_finalize, MPI_T_finalize);

/* Enumerations: no variable has one. */

int PMPI_T_enum_get_info(MPI_T_enum enumtype, int *num, char *name, int *name_len)
{
    int error = tool_begin();

    (void)enumtype, (void)num, (void)name, (void)name_len;
    return tool_end(error ? error : MPI_T_ERR_INVALID_HANDLE);
}
weak_alias(PMPI_T_enum_get_info, MPI_T_enum_get_info);

int PMPI_T_enum_get_item(MPI_T_enum enumtype, int indx, int *value, char *name,
                         int *name_len)
{
    int error = tool_begin();

    (void)enumtype, (void)indx, (void)value, (void)name, (void)name_len;
    return tool_end(error ? error : MPI_T_ERR_INVALID_HANDLE);
}
weak_alias(PMPI_T_enum_get_item, MPI_T_enum_get_item);

/* Categories: all there are, from the beginning. */

int PMPI_T_category_get_num(int *num_cat)
{
    int error = tool_begin();

    if (!error)
        tool_number(category_count(), num_cat);
    return tool_end(error);
}
weak_alias(PMPI_T_category_get_num, MPI_T_category_get_num);

int PMPI_T_category_get_info(int cat_index, char *name, int *name_len, char *desc,
                             int *desc_len, int *num_cvars, int *num_pvars,
                             int *num_categories)
{
    int error = tool_begin_at(cat_index, category_count());
    const struct category *category;

    if (error)
        return tool_end(error);
    category = category_at(cat_index);
    tool_text(category->name, name, name_len);
    tool_text(category->help, desc, desc_len);
    tool_number(category_members(category->has_cvar, cvar_count(), 0, NULL), num_cvars);
    tool_number(category_members(category->has_pvar, pvar_count(), 0, NULL), num_pvars);
    tool_number(0, num_categories);
    return tool_end(MPI_SUCCESS);
}
weak_alias(PMPI_T_category_get_info, MPI_T_category_get_info);

int PMPI_T_category_get_num_events(int cat_index, int *num_events)
{
    int error = tool_begin_at(cat_index, category_count());

    if (!error)
        tool_number(0, num_events);
    return tool_end(error);
}
weak_alias(PMPI_T_category_get_num_events, MPI_T_category_get_num_events);

int PMPI_T_category_get_index(const char *name, int *cat_index)
{
    int error = tool_begin();

    return tool_end(error ? error : tool_found(category_find(name), cat_index));
}
weak_alias(PMPI_T_category_get_index, MPI_T_category_get_index);

int PMPI_T_category_get_cvars(int cat_index, int len, int indices[])
{
    int error = tool_begin_at(cat_index, category_count());

    if (!error)
        category_members(category_at(cat_index)->has_cvar, cvar_count(), len, indices);
    return tool_end(error);
}
weak_alias(PMPI_T_category_get_cvars, MPI_T_category_get_cvars);

int PMPI_T_category_get_pvars(int cat_index, int len, int indices[])
{
    int error = tool_begin_at(cat_index, category_count());

    if (!error)
        category_members(category_at(cat_index)->has_pvar, pvar_count(), len, indices);
    return tool_end(error);
}
weak_alias(PMPI_T_category_get_pvars, MPI_T_category_get_pvars);

int PMPI_T_category_get_events(int cat_index, int len, int indices[])
{
    (void)len, (void)indices;
    return tool_end(tool_begin_at(cat_index, category_count()));
}
weak_alias(PMPI_T_category_get_events, MPI_T_category_get_events);

int PMPI_T_category_get_categories(int cat_index, int len, int indices[])
{
    (void)len, (void)indices;
    return tool_end(tool_begin_at(cat_index, category_count()));
}
weak_alias(PMPI_T_category_get_categories, MPI_T_category_get_categories);

int PMPI_T_category_changed(int *update_number)
{
    int error = tool_begin();

    if (!error)
        tool_number(0, update_number);
    return tool_end(error);
}
weak_alias(PMPI_T_category_changed, MPI_T_category_changed);
