/* SPDX-License-Identifier: BSD-3-Clause */
/* abi.c: the ABI, and handles as integers (MPI 5.0, chapter 20).  Legal before MPI_Init
 * and after MPI_Finalize. */
#include <mpi.h>

#include <stdio.h>

#include "mpi/raise.h"
#include "obj/fortran.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/handle_table.h"
#include "obj/info.h"
#include "util/macros.h"

int PMPI_Abi_get_version(int *abi_major, int *abi_minor)
{
    *abi_major = MPI_ABI_VERSION;
    *abi_minor = MPI_ABI_SUBVERSION;
    return MPI_SUCCESS;
}
weak_alias(PMPI_Abi_get_version, MPI_Abi_get_version);

static int set_size(info_t *info, const char *key, size_t size)
{
    char value[20];

    snprintf(value, sizeof value, "%zu", size);
    return info_set(info, key, value);
}

static int get_info(MPI_Info *handle)
{
    info_t *info;
    int rc = info_create(&info);

    if (rc)
        return rc;
    if ((rc = set_size(info, "mpi_aint_size", sizeof(MPI_Aint))) ||
        (rc = set_size(info, "mpi_count_size", sizeof(MPI_Count))) ||
        (rc = set_size(info, "mpi_offset_size", sizeof(MPI_Offset))))
        object_put(&info->object);
    else
        *handle = info;
    return rc;
}

int PMPI_Abi_get_info(MPI_Info *info)
{
    return raise_any_time(get_info(info), CALL_Abi_get_info);
}
weak_alias(PMPI_Abi_get_info, MPI_Abi_get_info);

int PMPI_Abi_set_fortran_info(MPI_Info info)
{
    const info_t *sizes = info_of(info);
    int rc = sizes ? fortran_set_info(sizes) : handle_invalid(info, OBJECT_INFO, "info");

    return raise_any_time(given(rc, "%pI", info), CALL_Abi_set_fortran_info);
}
weak_alias(PMPI_Abi_set_fortran_info, MPI_Abi_set_fortran_info);

int PMPI_Abi_get_fortran_info(MPI_Info *info)
{
    info_t *sizes = NULL;
    int rc = fortran_get_info(&sizes);

    if (rc == MPI_SUCCESS)
        *info = sizes ? sizes : MPI_INFO_NULL;
    return raise_any_time(rc, CALL_Abi_get_fortran_info);
}
weak_alias(PMPI_Abi_get_fortran_info, MPI_Abi_get_fortran_info);

int PMPI_Abi_get_fortran_booleans(int logical_size, void *logical_true,
                                  void *logical_false, int *is_set)
{
    bool known = false;
    int rc = fortran_get_booleans(logical_size, logical_true, logical_false, &known);

    if (rc == MPI_SUCCESS)
        *is_set = known;
    return raise_any_time(given(rc, "logical_size=%d", logical_size),
                          CALL_Abi_get_fortran_booleans);
}
weak_alias(PMPI_Abi_get_fortran_booleans, MPI_Abi_get_fortran_booleans);

int PMPI_Abi_set_fortran_booleans(int logical_size, void *logical_true,
                                  void *logical_false)
{
    int rc = fortran_set_booleans(logical_size, logical_true, logical_false);

    return raise_any_time(given(rc, "logical_size=%d", logical_size),
                          CALL_Abi_set_fortran_booleans);
}
weak_alias(PMPI_Abi_set_fortran_booleans, MPI_Abi_set_fortran_booleans);

MPI_Comm PMPI_Comm_fromint(int comm)
{
    return handle_table_from_int(comm);
}
weak_alias(PMPI_Comm_fromint, MPI_Comm_fromint);

int PMPI_Comm_toint(MPI_Comm comm)
{
    return handle_table_to_int(comm);
}
weak_alias(PMPI_Comm_toint, MPI_Comm_toint);

MPI_Errhandler PMPI_Errhandler_fromint(int errhandler)
{
    return handle_table_from_int(errhandler);
}
weak_alias(PMPI_Errhandler_fromint, MPI_Errhandler_fromint);

int PMPI_Errhandler_toint(MPI_Errhandler errhandler)
{
    return handle_table_to_int(errhandler);
}
weak_alias(PMPI_Errhandler_toint, MPI_Errhandler_toint);

MPI_File PMPI_File_fromint(int file)
{
    return handle_table_from_int(file);
}
weak_alias(PMPI_File_fromint, MPI_File_fromint);

int PMPI_File_toint(MPI_File file)
{
    return handle_table_to_int(file);
}
weak_alias(PMPI_File_toint, MPI_File_toint);

MPI_Group PMPI_Group_fromint(int group)
{
    return handle_table_from_int(group);
}
weak_alias(PMPI_Group_fromint, MPI_Group_fromint);

int PMPI_Group_toint(MPI_Group group)
{
    return handle_table_to_int(group);
}
weak_alias(PMPI_Group_toint, MPI_Group_toint);

MPI_Info PMPI_Info_fromint(int info)
{
    return handle_table_from_int(info);
}
weak_alias(PMPI_Info_fromint, MPI_Info_fromint);

int PMPI_Info_toint(MPI_Info info)
{
    return handle_table_to_int(info);
}
weak_alias(PMPI_Info_toint, MPI_Info_toint);

MPI_Message PMPI_Message_fromint(int message)
{
    return handle_table_from_int(message);
}
weak_alias(PMPI_Message_fromint, MPI_Message_fromint);

int PMPI_Message_toint(MPI_Message message)
{
    return handle_table_to_int(message);
}
weak_alias(PMPI_Message_toint, MPI_Message_toint);

MPI_Op PMPI_Op_fromint(int op)
{
    return handle_table_from_int(op);
}
weak_alias(PMPI_Op_fromint, MPI_Op_fromint);

int PMPI_Op_toint(MPI_Op op)
{
    return handle_table_to_int(op);
}
weak_alias(PMPI_Op_toint, MPI_Op_toint);

MPI_Request PMPI_Request_fromint(int request)
{
    return handle_table_from_int(request);
}
weak_alias(PMPI_Request_fromint, MPI_Request_fromint);

int PMPI_Request_toint(MPI_Request request)
{
    return handle_table_to_int(request);
}
weak_alias(PMPI_Request_toint, MPI_Request_toint);

MPI_Session PMPI_Session_fromint(int session)
{
    return handle_table_from_int(session);
}
weak_alias(PMPI_Session_fromint, MPI_Session_fromint);

int PMPI_Session_toint(MPI_Session session)
{
    return handle_table_to_int(session);
}
weak_alias(PMPI_Session_toint, MPI_Session_toint);

MPI_Datatype PMPI_Type_fromint(int datatype)
{
    return handle_table_from_int(datatype);
}
weak_alias(PMPI_Type_fromint, MPI_Type_fromint);

int PMPI_Type_toint(MPI_Datatype datatype)
{
    return handle_table_to_int(datatype);
}
weak_alias(PMPI_Type_toint, MPI_Type_toint);

MPI_Win PMPI_Win_fromint(int win)
{
    return handle_table_from_int(win);
}
weak_alias(PMPI_Win_fromint, MPI_Win_fromint);

int PMPI_Win_toint(MPI_Win win)
{
    return handle_table_to_int(win);
}
weak_alias(PMPI_Win_toint, MPI_Win_toint);
