/* SPDX-License-Identifier: BSD-3-Clause */
/* rma_win.c: windows (MPI 5.0, 12.2), and their names (7.8). */
#include <limits.h>
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "mpi/rma_call.h"
#include "obj/attr.h"
#include "obj/given.h"
#include "rma/region.h"
#include "rma/stray.h"
#include "rma/win_info.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

static struct win_spec spec_of(int flavor, MPI_Aint size, MPI_Aint disp_unit)
{
    return (struct win_spec){ .flavor = flavor, .size = size, .disp_unit = disp_unit };
}

static int check(struct win_spec *spec, MPI_Info info, MPI_Comm comm)
{
    info_t *hints;
    int error = comm_check_intra(comm, &spec->comm);

    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        spec->info = hints;
    return error;
}

/* baseptr, if the call has one, gets the address of this process's memory. */
static int create(struct win_spec spec, MPI_Info info, MPI_Comm comm, void *baseptr,
                  MPI_Win *win, enum mpi_call call)
{
    win_t *fresh;
    int error;

    call_enter(call);
    error = check(&spec, info, comm);
    if (!error)
        error = raise_if_null(win, "win");
    if (!error)
        error = win_create(&spec, &fresh);
    if (!error && baseptr)
        *(void **)baseptr = fresh->base;
    if (!error)
        *win = ledger_give(&fresh->object, call);
    return comm_finish(comm,
                       given(error, "size=%jd, disp_unit=%jd, %pI, %pC", spec.size,
                             spec.disp_unit, info, comm),
                       call);
}

int PMPI_Win_create(void *base, MPI_Aint size, int disp_unit, MPI_Info info,
                    MPI_Comm comm, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_CREATE, size, disp_unit);

    spec.base = base;
    return create(spec, info, comm, NULL, win, CALL_Win_create);
}
weak_alias(PMPI_Win_create, MPI_Win_create);

int PMPI_Win_create_c(void *base, MPI_Aint size, MPI_Aint disp_unit, MPI_Info info,
                      MPI_Comm comm, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_CREATE, size, disp_unit);

    spec.base = base;
    return create(spec, info, comm, NULL, win, CALL_Win_create_c);
}
weak_alias(PMPI_Win_create_c, MPI_Win_create_c);

int PMPI_Win_allocate(MPI_Aint size, int disp_unit, MPI_Info info, MPI_Comm comm,
                      void *baseptr, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_ALLOCATE, size, disp_unit);

    return create(spec, info, comm, baseptr, win, CALL_Win_allocate);
}
weak_alias(PMPI_Win_allocate, MPI_Win_allocate);

int PMPI_Win_allocate_c(MPI_Aint size, MPI_Aint disp_unit, MPI_Info info, MPI_Comm comm,
                        void *baseptr, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_ALLOCATE, size, disp_unit);

    return create(spec, info, comm, baseptr, win, CALL_Win_allocate_c);
}
weak_alias(PMPI_Win_allocate_c, MPI_Win_allocate_c);

int PMPI_Win_allocate_shared(MPI_Aint size, int disp_unit, MPI_Info info, MPI_Comm comm,
                             void *baseptr, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_SHARED, size, disp_unit);

    return create(spec, info, comm, baseptr, win, CALL_Win_allocate_shared);
}
weak_alias(PMPI_Win_allocate_shared, MPI_Win_allocate_shared);

int PMPI_Win_allocate_shared_c(MPI_Aint size, MPI_Aint disp_unit, MPI_Info info,
                               MPI_Comm comm, void *baseptr, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_SHARED, size, disp_unit);

    return create(spec, info, comm, baseptr, win, CALL_Win_allocate_shared_c);
}
weak_alias(PMPI_Win_allocate_shared_c, MPI_Win_allocate_shared_c);

int PMPI_Win_create_dynamic(MPI_Info info, MPI_Comm comm, MPI_Win *win)
{
    struct win_spec spec = spec_of(MPI_WIN_FLAVOR_DYNAMIC, 0, 1);

    return create(spec, info, comm, NULL, win, CALL_Win_create_dynamic);
}
weak_alias(PMPI_Win_create_dynamic, MPI_Win_create_dynamic);

int PMPI_Win_free(MPI_Win *win)
{
    MPI_Win handle = *win;
    win_t *w;
    int error = win_check(CALL_Win_free, handle, &w);

    if (unlikely(check_on) && !error)
        stray_look(w, __builtin_frame_address(0));
    if (!error)
        error = attr_delete_all(&w->object);
    if (!error)
        error = win_free(w);
    if (!error) {
        ledger_take(handle);
        *win = MPI_WIN_NULL;
    }
    return win_finish(handle, given(error, "%pW", *win), CALL_Win_free);
}
weak_alias(PMPI_Win_free, MPI_Win_free);

/* Memory of dynamic and of shared windows */

static int check_dynamic(const win_t *win)
{
    return win->flavor == MPI_WIN_FLAVOR_DYNAMIC
               ? MPI_SUCCESS
               : err(MPI_ERR_RMA_FLAVOR,
                     "the window was not made by MPI_Win_create_dynamic: memory is attached to such a window only");
}

int PMPI_Win_attach(MPI_Win win, void *base, MPI_Aint size)
{
    win_t *w;
    int error = win_check(CALL_Win_attach, win, &w);

    if (!error)
        error = check_dynamic(w);
    if (!error)
        error = region_attach(&w->regions, base, size);
    return win_finish(win, given(error, "%pW, size=%jd", win, size), CALL_Win_attach);
}
weak_alias(PMPI_Win_attach, MPI_Win_attach);

int PMPI_Win_detach(MPI_Win win, const void *base)
{
    win_t *w;
    int error = win_check(CALL_Win_detach, win, &w);

    if (!error)
        error = check_dynamic(w);
    if (!error)
        error = region_detach(&w->regions, base);
    return win_finish(win, given(error, "%pW", win), CALL_Win_detach);
}
weak_alias(PMPI_Win_detach, MPI_Win_detach);

int PMPI_Win_shared_query(MPI_Win win, int rank, MPI_Aint *size, int *disp_unit,
                          void *baseptr)
{
    struct win_memory memory;
    win_t *w;
    int error = win_check(CALL_Win_shared_query, win, &w);

    if (!error)
        error = win_shared_query(w, rank, &memory);
    if (!error && memory.disp_unit > INT_MAX)
        error = err(MPI_ERR_VALUE_TOO_LARGE,
                    "disp_unit %lld does not fit into an int: use MPI_Win_shared_query_c",
                    (long long)memory.disp_unit);
    if (!error) {
        *size = memory.size;
        *disp_unit = (int)memory.disp_unit;
        *(void **)baseptr = memory.base;
    }
    return win_finish(win, given(error, "%pW, rank=%d", win, rank),
                      CALL_Win_shared_query);
}
weak_alias(PMPI_Win_shared_query, MPI_Win_shared_query);

int PMPI_Win_shared_query_c(MPI_Win win, int rank, MPI_Aint *size, MPI_Aint *disp_unit,
                            void *baseptr)
{
    struct win_memory memory;
    win_t *w;
    int error = win_check(CALL_Win_shared_query_c, win, &w);

    if (!error)
        error = win_shared_query(w, rank, &memory);
    if (!error) {
        *size = memory.size;
        *disp_unit = memory.disp_unit;
        *(void **)baseptr = memory.base;
    }
    return win_finish(win, given(error, "%pW, rank=%d", win, rank),
                      CALL_Win_shared_query_c);
}
weak_alias(PMPI_Win_shared_query_c, MPI_Win_shared_query_c);

/* What a window is */

int PMPI_Win_get_group(MPI_Win win, MPI_Group *group)
{
    win_t *w;
    int error = win_check(CALL_Win_get_group, win, &w);

    if (!error) {
        object_get(&w->comm->group->object);
        *group = ledger_give(&w->comm->group->object, CALL_Win_get_group);
    }
    return win_finish(win, given(error, "%pW", win), CALL_Win_get_group);
}
weak_alias(PMPI_Win_get_group, MPI_Win_get_group);

int PMPI_Win_set_info(MPI_Win win, MPI_Info info)
{
    info_t *hints;
    win_t *w;
    int error = win_check(CALL_Win_set_info, win, &w);

    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = win_info_set(w, hints);
    return win_finish(win, given(error, "%pW, %pI", win, info), CALL_Win_set_info);
}
weak_alias(PMPI_Win_set_info, MPI_Win_set_info);

int PMPI_Win_get_info(MPI_Win win, MPI_Info *info_used)
{
    info_t *hints;
    win_t *w;
    int error = win_check(CALL_Win_get_info, win, &w);

    if (!error)
        error = win_info_get(w, &hints);
    if (!error)
        *info_used = ledger_give(&hints->object, CALL_Win_get_info);
    return win_finish(win, given(error, "%pW", win), CALL_Win_get_info);
}
weak_alias(PMPI_Win_get_info, MPI_Win_get_info);

int PMPI_Win_set_name(MPI_Win win, const char *win_name)
{
    win_t *w;
    int error = win_check(CALL_Win_set_name, win, &w);

    if (!error && !win_name)
        error = err(MPI_ERR_ARG, "win_name is NULL: pass a string");
    if (!error)
        error = object_set_name(&w->object, win_name);
    return win_finish(win, given(error, "%pW, win_name=\"%s\"", win, win_name),
                      CALL_Win_set_name);
}
weak_alias(PMPI_Win_set_name, MPI_Win_set_name);

/* Also MPI_WIN_NULL has a name (MPI 5.0, 7.8). */
int PMPI_Win_get_name(MPI_Win win, char *win_name, int *resultlen)
{
    const char *name = "MPI_WIN_NULL";
    win_t *w;
    int error = win_check(CALL_Win_get_name, win, &w);

    if (win == MPI_WIN_NULL)
        error = raise_if_outside();
    else if (!error)
        name = object_name(&w->object);
    if (!error) {
        *resultlen = (int)strlen(name);
        memcpy(win_name, name, (size_t)*resultlen + 1);
    }
    return win_finish(win, given(error, "%pW", win), CALL_Win_get_name);
}
weak_alias(PMPI_Win_get_name, MPI_Win_get_name);
