/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * pvar.h: performance variables (MPI 5.0, 15.3.7).  Each is one MPI_UNSIGNED_LONG_LONG
 * that the library has anyway, so all are read-only, always running, and cost nothing
 * until they are read.
 */
#ifndef TOOL_PVAR_H
#define TOOL_PVAR_H

#include <mpi.h>

#include "util/list.h"

struct pvar {
    const char *name, *help;
    int class; /* MPI_T_PVAR_CLASS_LEVEL, ... */
    unsigned long long (*read)(void);
};

int pvar_count(void);
const struct pvar *pvar_at(int number);

/* Its number, -1 if none of the class has this name. */
int pvar_find(const char *name, int class);

/* Sessions, and the handles in them.  MPI_T_ERR_MEMORY. */
int pvar_session_create(MPI_T_pvar_session *session);
int pvar_handle_create(MPI_T_pvar_session session, int number, MPI_T_pvar_handle *handle);

/* MPI_T_ERR_INVALID_SESSION, MPI_T_ERR_INVALID_HANDLE if it is none (of this session). */
int pvar_check_session(MPI_T_pvar_session session);
int pvar_check_handle(MPI_T_pvar_session session, MPI_T_pvar_handle handle);

const struct pvar *pvar_of_handle(MPI_T_pvar_handle handle);

/* A session takes its handles along. */
void pvar_handle_free(MPI_T_pvar_handle handle);
void pvar_session_free(MPI_T_pvar_session session);

/* All sessions that are left, at the last MPI_T_finalize. */
void pvar_fini(void);

#endif
