/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * cvar.h: control variables (MPI 5.0, 15.3.6): the environment variables of the library,
 * numbered as util/env.def has them.  All are texts.
 */
#ifndef TOOL_CVAR_H
#define TOOL_CVAR_H

#include <mpi.h>

enum { CVAR_TEXT = 4096 }; /* elements of the MPI_CHARs of one, with the 0 at its end */

int cvar_count(void);

/* Its number, -1 if none has this name. */
int cvar_find(const char *name);

/* A handle, of which there is one for each variable, until it was freed as often as it
 * was handed out.  The number of a handle's variable is -1 if it is none. */
MPI_T_cvar_handle cvar_handle(int number);
int cvar_of_handle(MPI_T_cvar_handle handle);
void cvar_free(MPI_T_cvar_handle handle);

/* What it is now, as CVAR_TEXT bytes at most.  Writing it changes the environment, which
 * counts until MPI_Init has read it.  MPI_T_ERR_INVALID: the text is too long. */
void cvar_read(int number, char *text);
int cvar_write(int number, const char *text);

#endif
