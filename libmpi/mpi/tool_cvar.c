/* SPDX-License-Identifier: BSD-3-Clause */
/* tool_cvar.c: control variables (MPI 5.0, 15.3.6). */
#include <mpi.h>
#include <stddef.h>

#include "mpi/tool_call.h"
#include "tool/cvar.h"
#include "util/env.h"
#include "world/instance.h"

int PMPI_T_cvar_get_num(int *num_cvar)
{
    int error = tool_begin();

    if (!error)
        tool_number(cvar_count(), num_cvar);
    return tool_end(error);
}
weak_alias(PMPI_T_cvar_get_num, MPI_T_cvar_get_num);

/* All processes of a job should have the same: they agree on what a setting leads to. */
int PMPI_T_cvar_get_info(int cvar_index, char *name, int *name_len, int *verbosity,
                         MPI_Datatype *datatype, MPI_T_enum *enumtype, char *desc,
                         int *desc_len, int *bind, int *scope)
{
    int error = tool_begin_at(cvar_index, cvar_count());

    if (error)
        return tool_end(error);
    tool_text(env_name((enum env)cvar_index), name, name_len);
    tool_text(env_help((enum env)cvar_index), desc, desc_len);
    tool_number(MPI_T_VERBOSITY_USER_BASIC, verbosity);
    tool_number(MPI_T_BIND_NO_OBJECT, bind);
    tool_number(MPI_T_SCOPE_ALL_EQ, scope);
    if (datatype)
        *datatype = MPI_CHAR;
    if (enumtype)
        *enumtype = MPI_T_ENUM_NULL;
    return tool_end(MPI_SUCCESS);
}
weak_alias(PMPI_T_cvar_get_info, MPI_T_cvar_get_info);

int PMPI_T_cvar_get_index(const char *name, int *cvar_index)
{
    int error = tool_begin();

    return tool_end(error ? error : tool_found(cvar_find(name), cvar_index));
}
weak_alias(PMPI_T_cvar_get_index, MPI_T_cvar_get_index);

int PMPI_T_cvar_handle_alloc(int cvar_index, void *obj_handle, MPI_T_cvar_handle *handle,
                             int *count)
{
    int error = tool_begin_at(cvar_index, cvar_count());

    (void)obj_handle; /* no variable is bound to an object */
    if (!error) {
        *handle = cvar_handle(cvar_index);
        tool_number(CVAR_TEXT, count);
    }
    return tool_end(error);
}
weak_alias(PMPI_T_cvar_handle_alloc, MPI_T_cvar_handle_alloc);

/* The number of the handle's variable. */
static int begin_handle(MPI_T_cvar_handle handle, int *number)
{
    int error = tool_begin();

    *number = cvar_of_handle(handle);
    if (!error && *number < 0)
        error = MPI_T_ERR_INVALID_HANDLE;
    return error;
}

int PMPI_T_cvar_handle_free(MPI_T_cvar_handle *handle)
{
    int number, error = begin_handle(*handle, &number);

    if (!error) {
        cvar_free(*handle);
        *handle = MPI_T_CVAR_HANDLE_NULL;
    }
    return tool_end(error);
}
weak_alias(PMPI_T_cvar_handle_free, MPI_T_cvar_handle_free);

int PMPI_T_cvar_read(MPI_T_cvar_handle handle, void *buf)
{
    int number, error = begin_handle(handle, &number);

    if (!error)
        cvar_read(number, buf);
    return tool_end(error);
}
weak_alias(PMPI_T_cvar_read, MPI_T_cvar_read);

int PMPI_T_cvar_write(MPI_T_cvar_handle handle, const void *buf)
{
    int number, error = begin_handle(handle, &number);

    if (!error && instance_was_active())
        error = MPI_T_ERR_CVAR_SET_NOT_NOW;
    if (!error)
        error = cvar_write(number, buf);
    return tool_end(error);
}
weak_alias(PMPI_T_cvar_write, MPI_T_cvar_write);
