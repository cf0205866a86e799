/* SPDX-License-Identifier: BSD-3-Clause */
/* tool_pvar.c: performance variables (MPI 5.0, 15.3.7). */
#include <mpi.h>
#include <string.h>

#include "mpi/tool_call.h"
#include "tool/pvar.h"

int PMPI_T_pvar_get_num(int *num_pvar)
{
    int error = tool_begin();

    if (!error)
        tool_number(pvar_count(), num_pvar);
    return tool_end(error);
}
weak_alias(PMPI_T_pvar_get_num, MPI_T_pvar_get_num);

int PMPI_T_pvar_get_info(int pvar_index, char *name, int *name_len, int *verbosity,
                         int *var_class, MPI_Datatype *datatype, MPI_T_enum *enumtype,
                         char *desc, int *desc_len, int *bind, int *readonly,
                         int *continuous, int *atomic)
{
    int error = tool_begin_at(pvar_index, pvar_count());
    const struct pvar *variable;

    if (error)
        return tool_end(error);
    variable = pvar_at(pvar_index);
    tool_text(variable->name, name, name_len);
    tool_text(variable->help, desc, desc_len);
    tool_number(MPI_T_VERBOSITY_USER_BASIC, verbosity);
    tool_number(variable->class, var_class);
    tool_number(MPI_T_BIND_NO_OBJECT, bind);
    tool_number(1, readonly);
    tool_number(1, continuous);
    tool_number(0, atomic);
    if (datatype)
        *datatype = MPI_UNSIGNED_LONG_LONG;
    if (enumtype)
        *enumtype = MPI_T_ENUM_NULL;
    return tool_end(MPI_SUCCESS);
}
weak_alias(PMPI_T_pvar_get_info, MPI_T_pvar_get_info);

int PMPI_T_pvar_get_index(const char *name, int var_class, int *pvar_index)
{
    int error = tool_begin();

    return tool_end(error ? error : tool_found(pvar_find(name, var_class), pvar_index));
}
weak_alias(PMPI_T_pvar_get_index, MPI_T_pvar_get_index);

/* Sessions and handles */

int PMPI_T_pvar_session_create(MPI_T_pvar_session *session)
{
    int error = tool_begin();

    return tool_end(error ? error : pvar_session_create(session));
}
weak_alias(PMPI_T_pvar_session_create, MPI_T_pvar_session_create);

static int begin_session(MPI_T_pvar_session session)
{
    int error = tool_begin();

    return error ? error : pvar_check_session(session);
}

static int begin_handle(MPI_T_pvar_session session, MPI_T_pvar_handle handle)
{
    int error = tool_begin();

    return error ? error : pvar_check_handle(session, handle);
}

int PMPI_T_pvar_session_free(MPI_T_pvar_session *session)
{
    int error = begin_session(*session);

    if (!error) {
        pvar_session_free(*session);
        *session = MPI_T_PVAR_SESSION_NULL;
    }
    return tool_end(error);
}
weak_alias(PMPI_T_pvar_session_free, MPI_T_pvar_session_free);

int PMPI_T_pvar_handle_alloc(MPI_T_pvar_session session, int pvar_index, void *obj_handle,
                             MPI_T_pvar_handle *handle, int *count)
{
    int error = tool_begin_at(pvar_index, pvar_count());

    (void)obj_handle; /* no variable is bound to an object */
    if (!error)
        error = pvar_check_session(session);
    if (!error)
        error = pvar_handle_create(session, pvar_index, handle);
    if (!error)
        tool_number(1, count);
    return tool_end(error);
}
weak_alias(PMPI_T_pvar_handle_alloc, MPI_T_pvar_handle_alloc);

int PMPI_T_pvar_handle_free(MPI_T_pvar_session session, MPI_T_pvar_handle *handle)
{
    int error = begin_handle(session, *handle);

    if (!error) {
        pvar_handle_free(*handle);
        *handle = MPI_T_PVAR_HANDLE_NULL;
    }
    return tool_end(error);
}
weak_alias(PMPI_T_pvar_handle_free, MPI_T_pvar_handle_free);

/* Values.  What cannot be done to a single variable is nothing when done to all for which
 * it can. */

static int refuse(MPI_T_pvar_session session, MPI_T_pvar_handle handle, int reason)
{
    int error = handle == MPI_T_PVAR_ALL_HANDLES ? begin_session(session)
                                                 : begin_handle(session, handle);

    if (!error && handle != MPI_T_PVAR_ALL_HANDLES)
        error = reason;
    return tool_end(error);
}

int PMPI_T_pvar_start(MPI_T_pvar_session session, MPI_T_pvar_handle handle)
{
    return refuse(session, handle, MPI_T_ERR_PVAR_NO_STARTSTOP);
}
weak_alias(PMPI_T_pvar_start, MPI_T_pvar_start);

int PMPI_T_pvar_stop(MPI_T_pvar_session session, MPI_T_pvar_handle handle)
{
    return refuse(session, handle, MPI_T_ERR_PVAR_NO_STARTSTOP);
}
weak_alias(PMPI_T_pvar_stop, MPI_T_pvar_stop);

int PMPI_T_pvar_reset(MPI_T_pvar_session session, MPI_T_pvar_handle handle)
{
    return refuse(session, handle, MPI_T_ERR_PVAR_NO_WRITE);
}
weak_alias(PMPI_T_pvar_reset, MPI_T_pvar_reset);

int PMPI_T_pvar_read(MPI_T_pvar_session session, MPI_T_pvar_handle handle, void *buf)
{
    int error = begin_handle(session, handle);
    unsigned long long value;

    if (!error) {
        value = pvar_of_handle(handle)->read();
        memcpy(buf, &value, sizeof value);
    }
    return tool_end(error);
}
weak_alias(PMPI_T_pvar_read, MPI_T_pvar_read);

int PMPI_T_pvar_readreset(MPI_T_pvar_session session, MPI_T_pvar_handle handle, void *buf)
{
    int error = begin_handle(session, handle);

    (void)buf;
    return tool_end(error ? error : MPI_T_ERR_PVAR_NO_ATOMIC);
}
weak_alias(PMPI_T_pvar_readreset, MPI_T_pvar_readreset);

int PMPI_T_pvar_write(MPI_T_pvar_session session, MPI_T_pvar_handle handle,
                      const void *buf)
{
    int error = begin_handle(session, handle);

    (void)buf;
    return tool_end(error ? error : MPI_T_ERR_PVAR_NO_WRITE);
}
weak_alias(PMPI_T_pvar_write, MPI_T_pvar_write);
