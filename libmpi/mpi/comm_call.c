/* SPDX-License-Identifier: BSD-3-Clause */
#include "mpi/comm_call.h"

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/handle.h"
#include "p2p/message.h"
#include "util/err.h"
#include "util/lock.h"

int comm_check(MPI_Comm handle, comm_t **comm)
{
    *comm = comm_of(handle);
    return likely(*comm != NULL) ? MPI_SUCCESS
                                 : handle_invalid(handle, OBJECT_COMM, "comm");
}

int comm_check_intra(MPI_Comm handle, comm_t **comm)
{
    int error = comm_check(handle, comm);

    if (!error && comm_is_inter(*comm))
        error = err(
            MPI_ERR_COMM,
            "the communicator is an inter-communicator: this call takes an intra-communicator");
    return error;
}

int comm_check_inter(MPI_Comm handle, comm_t **comm)
{
    int error = comm_check(handle, comm);

    if (!error && !comm_is_inter(*comm))
        error = err(
            MPI_ERR_COMM,
            "the communicator is an intra-communicator: this call takes an inter-communicator");
    return error;
}

int comm_check_group(MPI_Group handle, group_t **group)
{
    *group = group_of(handle);
    return *group ? MPI_SUCCESS : handle_invalid(handle, OBJECT_GROUP, "group");
}

int comm_check_info(MPI_Info handle, info_t **info)
{
    *info = info_of(handle);
    if (*info || handle == MPI_INFO_NULL)
        return MPI_SUCCESS;
    return handle_invalid(handle, OBJECT_INFO, "info");
}

int comm_check_tag(int tag)
{
    if (tag >= 0)
        return MPI_SUCCESS;
    return err(MPI_ERR_TAG, "tag is %d: it must be 0 to %d (MPI_TAG_UB)", tag,
               MESSAGE_TAG_UB);
}

int comm_check_rank(const char *name, int rank, int size)
{
    if (rank >= 0 && rank < size)
        return MPI_SUCCESS;
    return err(MPI_ERR_RANK, "%s is %d; ranks are 0 to %d", name, rank, size - 1);
}

int comm_finish(MPI_Comm comm, int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_comm(comm, error, call);
    call_leave();
    return error;
}

int comm_deliver(MPI_Comm comm, int error, comm_t *fresh, MPI_Comm *newcomm,
                 enum mpi_call call)
{
    if (!error)
        *newcomm = fresh ? ledger_give(&fresh->object, call) : MPI_COMM_NULL;
    return comm_finish(comm, error, call);
}
