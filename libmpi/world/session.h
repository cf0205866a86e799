/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * session.h: sessions and their process sets (MPI 5.0, 11.3).  The process sets are
 * mpi://WORLD and mpi://SELF; upper and lower case are the same.
 */
#ifndef WORLD_SESSION_H
#define WORLD_SESSION_H

#include "obj/group.h"
#include "obj/info.h"
#include "obj/session.h"

/* Local.  hints (or NULL) may name the thread level that the session needs; it gets that,
 * or MPI_THREAD_MULTIPLE if nothing is said.  MPI_ERR_NO_MEM. */
int session_create(const info_t *hints, session_t **session);

/* MPI_Session_finalize: waits until buffered messages have left, and, if nobody else uses
 * MPI, until everything has. */
void session_finalize(session_t *session);

/* What the session goes by: a new info object. */
int session_info(const session_t *session, info_t **info);

/* How many process sets there are, and the name of each; MPI_ERR_ARG if n is no number of
 * one. */
int session_pset_count(void);
int session_pset_name(int n, const char **name);

/* A new info object with the set's size, or a new group of its processes; MPI_ERR_ARG if
 * there is no set of this name. */
int session_pset_info(const char *name, info_t **info);
int session_pset_group(session_t *session, const char *name, group_t **group);

#endif
