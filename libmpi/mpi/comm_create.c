/* SPDX-License-Identifier: BSD-3-Clause */
/* comm_create.c: communicators come and go (MPI 5.0, 7.4.2, 7.4.3, 7.6.2 and 11.3.3). */
#include <mpi.h>
#include <string.h>

#include "check/ledger.h"
#include "mpi/comm_call.h"
#include "mpi/raise.h"
#include "obj/attr.h"
#include "obj/errhandler.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "topo/create.h"
#include "topo/duplicate.h"
#include "topo/hints.h"
#include "topo/inter.h"
#include "topo/split_type.h"
#include "util/err.h"
#include "util/lock.h"
#include "util/macros.h"

/* Duplicates */

int PMPI_Comm_dup(MPI_Comm comm, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    int error;

    call_enter(CALL_Comm_dup);
    error = comm_check(comm, &parent);
    if (!error)
        error = duplicate(parent, parent->info, &fresh);
    return comm_deliver(comm, given(error, "%pC", comm), fresh, newcomm, CALL_Comm_dup);
}
weak_alias(PMPI_Comm_dup, MPI_Comm_dup);

int PMPI_Comm_dup_with_info(MPI_Comm comm, MPI_Info info, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    info_t *hints;
    int error;

    call_enter(CALL_Comm_dup_with_info);
    error = comm_check(comm, &parent);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = duplicate(parent, hints, &fresh);
    return comm_deliver(comm, given(error, "%pC, %pI", comm, info), fresh, newcomm,
                        CALL_Comm_dup_with_info);
}
weak_alias(PMPI_Comm_dup_with_info, MPI_Comm_dup_with_info);

int PMPI_Comm_idup(MPI_Comm comm, MPI_Comm *newcomm, MPI_Request *request)
{
    comm_t *parent, *fresh = NULL;
    request_t *r;
    int error;

    call_enter(CALL_Comm_idup);
    error = comm_check(comm, &parent);
    if (!error)
        error = duplicate_start(parent, parent->info, &fresh, &r);
    if (!error)
        *request = ledger_give_request(&r->object, CALL_Comm_idup);
    return comm_deliver(comm, given(error, "%pC", comm), fresh, newcomm, CALL_Comm_idup);
}
weak_alias(PMPI_Comm_idup, MPI_Comm_idup);

int PMPI_Comm_idup_with_info(MPI_Comm comm, MPI_Info info, MPI_Comm *newcomm,
                             MPI_Request *request)
{
    comm_t *parent, *fresh = NULL;
    info_t *hints;
    request_t *r;
    int error;

    call_enter(CALL_Comm_idup_with_info);
    error = comm_check(comm, &parent);
    if (!error)
        error = comm_check_info(info, &hints);
    if (!error)
        error = duplicate_start(parent, hints, &fresh, &r);
    if (!error)
        *request = ledger_give_request(&r->object, CALL_Comm_idup_with_info);
    return comm_deliver(comm, given(error, "%pC, %pI", comm, info), fresh, newcomm,
                        CALL_Comm_idup_with_info);
}
weak_alias(PMPI_Comm_idup_with_info, MPI_Comm_idup_with_info);

/* Parts */

int PMPI_Comm_create(MPI_Comm comm, MPI_Group group, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    group_t *g;
    int error;

    call_enter(CALL_Comm_create);
    error = comm_check(comm, &parent);
    if (!error)
        error = comm_check_group(group, &g);
    if (!error)
        error = create_from_subgroup(parent, g, &fresh);
    return comm_deliver(comm, given(error, "%pC, %pG", comm, group), fresh, newcomm,
                        CALL_Comm_create);
}
weak_alias(PMPI_Comm_create, MPI_Comm_create);

int PMPI_Comm_create_group(MPI_Comm comm, MPI_Group group, int tag, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    group_t *g;
    int error;

    call_enter(CALL_Comm_create_group);
    error = comm_check_intra(comm, &parent);
    if (!error)
        error = comm_check_group(group, &g);
    if (!error)
        error = comm_check_tag(tag);
    if (!error)
        error = create_group(parent, g, tag, &fresh);
    return comm_deliver(comm, given(error, "%pC, %pG, tag=%d", comm, group, tag), fresh,
                        newcomm, CALL_Comm_create_group);
}
weak_alias(PMPI_Comm_create_group, MPI_Comm_create_group);

static int check_color(int color)
{
    if (color >= 0 || color == MPI_UNDEFINED)
        return MPI_SUCCESS;
    return err(MPI_ERR_ARG, "color is %d: it must be 0 or more, or MPI_UNDEFINED", color);
}

int PMPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    int error;

    call_enter(CALL_Comm_split);
    error = comm_check(comm, &parent);
    if (!error)
        error = check_color(color);
    if (!error)
        error = create_split(parent, color, key, &fresh);
    return comm_deliver(comm, given(error, "%pC, color=%d, key=%d", comm, color, key),
                        fresh, newcomm, CALL_Comm_split);
}
weak_alias(PMPI_Comm_split, MPI_Comm_split);

int PMPI_Comm_split_type(MPI_Comm comm, int type, int key, MPI_Info info,
                         MPI_Comm *newcomm)
{
    comm_t *parent, *fresh = NULL;
    info_t *i;
    int error;

    call_enter(CALL_Comm_split_type);
    error = comm_check(comm, &parent);
    if (!error)
        error = comm_check_info(info, &i);
    if (!error)
        error = split_type(parent, type, key, i, &fresh);
    return comm_deliver(comm,
                        given(error, "%pC, type=%d, key=%d, %pI", comm, type, key, info),
                        fresh, newcomm, CALL_Comm_split_type);
}
weak_alias(PMPI_Comm_split_type, MPI_Comm_split_type);

/* Without a parent */

/* What these calls share: a name, hints, and the handler of errors in the call itself and
 * in the communicator. */
struct birth {
    const char *name;
    info_t *hints;
    errhandler_t *errhandler; /* NULL: the default */
};

static int check_birth(struct birth *birth, const char *name, MPI_Info info,
                       MPI_Errhandler errhandler)
{
    birth->name = name;
    birth->errhandler = errhandler_of(errhandler);
    if (!name)
        return err(MPI_ERR_ARG, "stringtag is NULL: pass a string");
    if (strlen(name) >= MPI_MAX_STRINGTAG_LEN)
        return err(MPI_ERR_ARG,
                   "stringtag has %zu bytes: MPI_MAX_STRINGTAG_LEN allows %d",
                   strlen(name), MPI_MAX_STRINGTAG_LEN - 1);
    if (!birth->errhandler && errhandler != MPI_ERRHANDLER_NULL)
        return handle_invalid(errhandler, OBJECT_ERRHANDLER, "errhandler");
    return comm_check_info(info, &birth->hints);
}

/* Puts handler and hints in place, or takes the communicator back. */
static int equip(const struct birth *birth, comm_t *comm)
{
    int error = hints_set(comm, birth->hints);

    if (!error && birth->errhandler)
        error = errhandler_attach(&comm->object, birth->errhandler);
    if (error)
        object_put(&comm->object);
    return error;
}

static int deliver(MPI_Errhandler errhandler, int error, comm_t *fresh, MPI_Comm *newcomm,
                   enum mpi_call call)
{
    if (!error)
        *newcomm = fresh ? ledger_give(&fresh->object, call) : MPI_COMM_NULL;
    error = raise_unborn(OBJECT_COMM, errhandler, error, call);
    call_leave();
    return error;
}

int PMPI_Comm_create_from_group(MPI_Group group, const char *stringtag, MPI_Info info,
                                MPI_Errhandler errhandler, MPI_Comm *newcomm)
{
    struct birth birth;
    comm_t *fresh = NULL;
    group_t *g;
    int error;

    call_enter(CALL_Comm_create_from_group);
    error = check_birth(&birth, stringtag, info, errhandler);
    if (!error)
        error = comm_check_group(group, &g);
    if (!error)
        error = create_from_group(g, stringtag, &fresh);
    if (!error && fresh)
        error = equip(&birth, fresh);
    return deliver(errhandler,
                   given(error, "%pG, stringtag=\"%s\", %pI, %pE", group, stringtag, info,
                         errhandler),
                   fresh, newcomm, CALL_Comm_create_from_group);
}
weak_alias(PMPI_Comm_create_from_group, MPI_Comm_create_from_group);

static int check_groups(MPI_Group local, int local_leader, MPI_Group remote,
                        int remote_leader, group_t **l, group_t **r)
{
    int error = comm_check_group(local, l);

    if (!error)
        error = comm_check_group(remote, r);
    if (!error)
        error = comm_check_rank("local_leader", local_leader, (*l)->size);
    if (!error)
        error = comm_check_rank("remote_leader", remote_leader, (*r)->size);
    if (!error && (*l)->rank == MPI_UNDEFINED)
        error = err(
            MPI_ERR_GROUP,
            "the calling process is no member of local_group: only its members may call this");
    return error;
}

int PMPI_Intercomm_create_from_groups(MPI_Group local_group, int local_leader,
                                      MPI_Group remote_group, int remote_leader,
                                      const char *stringtag, MPI_Info info,
                                      MPI_Errhandler errhandler, MPI_Comm *newintercomm)
{
    struct birth birth;
    comm_t *fresh = NULL;
    group_t *local, *remote;
    int error;

    call_enter(CALL_Intercomm_create_from_groups);
    error = check_birth(&birth, stringtag, info, errhandler);
    if (!error)
        error = check_groups(local_group, local_leader, remote_group, remote_leader,
                             &local, &remote);
    if (!error)
        error = inter_create_from_groups(local, local_leader, remote, remote_leader,
                                         stringtag, &fresh);
    if (!error)
        error = equip(&birth, fresh);
    return deliver(
        errhandler,
        given(error,
              "%pG, local_leader=%d, %pG, remote_leader=%d, stringtag=\"%s\", %pI, %pE",
              local_group, local_leader, remote_group, remote_leader, stringtag, info,
              errhandler),
        fresh, newintercomm, CALL_Intercomm_create_from_groups);
}
weak_alias(PMPI_Intercomm_create_from_groups, MPI_Intercomm_create_from_groups);

/* Inter-communicators */

/* peer_comm and remote_leader are looked at on the leader only. */
static int check_leaders(const comm_t *local, int local_leader, MPI_Comm peer_comm,
                         int remote_leader, comm_t **peer)
{
    int error = comm_check_rank("local_leader", local_leader, local->size);

    if (error || local->rank != local_leader)
        return error;
    error = comm_check(peer_comm, peer);
    return error ? error
                 : comm_check_rank("remote_leader", remote_leader, (*peer)->remote_size);
}

int PMPI_Intercomm_create(MPI_Comm local_comm, int local_leader, MPI_Comm peer_comm,
                          int remote_leader, int tag, MPI_Comm *newintercomm)
{
    comm_t *local, *peer = NULL, *fresh = NULL;
    int error;

    call_enter(CALL_Intercomm_create);
    error = comm_check_intra(local_comm, &local);
    if (!error)
        error = comm_check_tag(tag);
    if (!error)
        error = check_leaders(local, local_leader, peer_comm, remote_leader, &peer);
    if (!error)
        error = inter_create(local, local_leader, peer, remote_leader, tag, &fresh);
    return comm_deliver(local_comm,
                        given(error,
                              "%pC, local_leader=%d, %pC, remote_leader=%d, tag=%d",
                              local_comm, local_leader, peer_comm, remote_leader, tag),
                        fresh, newintercomm, CALL_Intercomm_create);
}
weak_alias(PMPI_Intercomm_create, MPI_Intercomm_create);

int PMPI_Intercomm_merge(MPI_Comm intercomm, int high, MPI_Comm *newintracomm)
{
    comm_t *inter, *fresh = NULL;
    int error;

    call_enter(CALL_Intercomm_merge);
    error = comm_check_inter(intercomm, &inter);
    if (!error)
        error = inter_merge(inter, high != 0, &fresh);
    return comm_deliver(intercomm, given(error, "%pC, high=%d", intercomm, high), fresh,
                        newintracomm, CALL_Intercomm_merge);
}
weak_alias(PMPI_Intercomm_merge, MPI_Intercomm_merge);

/* The end */

int PMPI_Comm_free(MPI_Comm *comm)
{
    comm_t *c;
    int error;

    call_enter(CALL_Comm_free);
    error = comm_check(*comm, &c);
    if (!error && c->object.handle)
        error = err(MPI_ERR_COMM, "%s is predefined and cannot be freed",
                    object_name(&c->object));
    if (!error)
        error = attr_delete_all(&c->object);
    if (error)
        return comm_finish(*comm, given(error, "%pC", *comm), CALL_Comm_free);
    ledger_take(*comm);
    object_put(&c->object);
    *comm = MPI_COMM_NULL;
    return comm_finish(MPI_COMM_NULL, MPI_SUCCESS, CALL_Comm_free);
}
weak_alias(PMPI_Comm_free, MPI_Comm_free);
