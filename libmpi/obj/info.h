/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * info.h: ordered lists of keys and values (MPI 5.0, chapter 10).  Usable before MPI_Init
 * and after MPI_Finalize, except for MPI_INFO_ENV.
 */
#ifndef OBJ_INFO_H
#define OBJ_INFO_H

#include <mpi.h>

#include "obj/object.h"

struct info_entry {
    char *key, *value;
};

struct MPI_ABI_Info {
    struct object object;
    int count;
    struct info_entry *entries; /* in the order in which the keys were first set */
};

typedef struct MPI_ABI_Info info_t;

static inline info_t *info_of(MPI_Info handle)
{
    return object_of(handle, OBJECT_INFO);
}

/* Makes MPI_INFO_ENV, of what info_create_env() finds. */
int info_init(void);
void info_fini(void);

/* How many processes were started together: maxprocs and soft of MPI_INFO_ENV. */
int info_env_processes(int maxprocs);

/* Give back with object_put(&info->object). */
int info_create(info_t **info);
int info_dup(const info_t *from, info_t **info);

/*
 * What is known of MPI 5.0, 11.2.1's keys: command and argv (without argc or argv: what
 * the kernel knows), host, arch, wdir, and maxprocs and soft if MPI_INFO_ENV has them.
 * There is no file of a launcher, and no thread level asked for before the start.
 */
int info_create_env(int argc, char *const argv[], info_t **info);

/* MPI_ERR_INFO_KEY unless key has 1 to MPI_MAX_INFO_KEY - 1 bytes. */
int info_check_key(const char *key);

/* The value is the info's and lives until the key is set again or deleted; NULL if there
 * is no such key.  A NULL info (MPI_INFO_NULL) has no keys. */
const char *info_get(const info_t *info, const char *key);

/* MPI_ERR_INFO_KEY, MPI_ERR_INFO_VALUE, MPI_ERR_NO_MEM; delete: MPI_ERR_INFO_NOKEY. */
int info_set(info_t *info, const char *key, const char *value);
int info_delete(info_t *info, const char *key);

#endif
