/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * errcode.h: error codes and classes, the standard's and those that programs add
 * (MPI 5.0, 9.4 and 9.5).  Codes of the library are the predefined classes; added ones
 * begin at MPI_ERR_LASTCODE + 1.  Usable before MPI_Init and after MPI_Finalize.
 */
#ifndef OBJ_ERRCODE_H
#define OBJ_ERRCODE_H

/* The class of a code; MPI_ERR_ARG if there is no such code. */
int errcode_class(int code, int *error_class);

/* The text of a code, e.g. "MPI_ERR_TAG: invalid tag argument", with what
 * errcode_remember() was told of it; "" for an added code without one.  NULL, with
 * MPI_ERR_ARG's text, if there is no such code.  Valid until the thread's next call. */
const char *errcode_string(int code);

/* Notes, per thread, why call failed with code, so that a program which asks for the text
 * of the code reads more than its class.  Only the last is kept; "" is no cause. */
void errcode_remember(int code, const char *call, const char *cause);

/* The numbers never come again, even if the code is removed. */
int errcode_add_class(int *error_class);
int errcode_add_code(int error_class, int *code);
int errcode_add_string(int code, const char *string);

/* MPI_Remove_*: only what was added goes, and only when nothing rests on it: a class with
 * codes or a string, or a code with a string, stays.  MPI_ERR_ARG. */
int errcode_remove_class(int error_class);
int errcode_remove_code(int code);
int errcode_remove_string(int code);

/* The value of the attribute MPI_LASTUSEDCODE: the highest code in use; it never falls.
 */
const int *errcode_last_used(void);

#endif
