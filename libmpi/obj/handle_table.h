/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * handle_table.h: handles as integers, for languages that have no pointers
 * (MPI 5.0, 20.4.5).
 *
 * A predefined handle is its own number, below 4096.  Any other gets the next free number
 * when it is first asked for, and keeps it: a number stands for an address, not for the
 * object which is there, so nothing needs be told when an object is freed, and the table
 * is not larger than the number of addresses that ever held one.  All kinds of handles
 * share the table.
 *
 * Any thread may call these, at any time.
 */
#ifndef OBJ_HANDLE_TABLE_H
#define OBJ_HANDLE_TABLE_H

/* The number of handle; 0, which is no handle's number, if handle is NULL or memory is
 * out. */
int handle_table_to_int(const void *handle);

/* The handle whose number is `number`; NULL, which is no handle, if there is none. */
void *handle_table_from_int(int number);

#endif
