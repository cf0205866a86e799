/* SPDX-License-Identifier: BSD-3-Clause */
/* op.c: reduction operations (MPI 5.0, 6.9.5 and 6.9.6). */
#include <mpi.h>

#include "check/ledger.h"
#include "mpi/raise.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "obj/op.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static int finish(int error, enum mpi_call call)
{
    if (unlikely(error))
        error = raise_self(error, call);
    call_leave();
    return error;
}

static int check(MPI_Op handle, op_t **op)
{
    *op = op_of(handle);
    return *op ? MPI_SUCCESS : handle_invalid(handle, OBJECT_OP, "op");
}

static int create(MPI_User_function *user_fn, MPI_User_function_c *user_fn_c, int commute,
                  MPI_Op *op, enum mpi_call call)
{
    op_t *fresh;
    int error;

    call_enter(call);
    error = raise_if_null(op, "op");
    if (!error)
        error = op_create(user_fn, user_fn_c, commute != 0, &fresh);
    if (!error)
        *op = ledger_give(&fresh->object, call);
    return finish(given(error, "commute=%d", commute), call);
}

int PMPI_Op_create(MPI_User_function *user_fn, int commute, MPI_Op *op)
{
    return create(user_fn, NULL, commute, op, CALL_Op_create);
}
weak_alias(PMPI_Op_create, MPI_Op_create);

int PMPI_Op_create_c(MPI_User_function_c *user_fn, int commute, MPI_Op *op)
{
    return create(NULL, user_fn, commute, op, CALL_Op_create_c);
}
weak_alias(PMPI_Op_create_c, MPI_Op_create_c);

int PMPI_Op_free(MPI_Op *op)
{
    op_t *o;
    int error;

    call_enter(CALL_Op_free);
    error = check(*op, &o);
    if (!error && o->kernels)
        error = err(MPI_ERR_OP, "%s is predefined and cannot be freed", op_name(o));
    if (!error) {
        ledger_take(o);
        object_put(&o->object);
        *op = MPI_OP_NULL;
    }
    return finish(given(error, "%pO", *op), CALL_Op_free);
}
weak_alias(PMPI_Op_free, MPI_Op_free);

int PMPI_Op_commutative(MPI_Op op, int *commute)
{
    op_t *o;
    int error;

    call_enter(CALL_Op_commutative);
    error = check(op, &o);
    if (!error)
        *commute = o->commutative;
    return finish(given(error, "%pO", op), CALL_Op_commutative);
}
weak_alias(PMPI_Op_commutative, MPI_Op_commutative);
