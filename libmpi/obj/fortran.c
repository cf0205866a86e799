/* SPDX-License-Identifier: BSD-3-Clause */
#include "obj/fortran.h"

#include <mpi.h>
#include <pthread.h>
#include <string.h>

#include "util/err.h"

enum { MAX_SIZE = 16 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct {
    int size; /* bytes; 0 until the values are set */
    char logical_true[MAX_SIZE], logical_false[MAX_SIZE];
} booleans;
static info_t *sizes; /* of the types; never given back */

static int check_size(int size)
{
    if (size < 1 || size > MAX_SIZE || (size & (size - 1)))
        return err(MPI_ERR_ARG,
                   "logical_size is %d: a Fortran LOGICAL has 1, 2, 4, 8 or 16 bytes",
                   size);
    return MPI_SUCCESS;
}

static int set_once(int size, const void *logical_true, const void *logical_false)
{
    if (booleans.size)
        return err(MPI_ERR_ABI,
                   "the Fortran booleans are set already, for a LOGICAL of %d bytes: ask "
                   "MPI_Abi_get_fortran_booleans before you set them",
                   booleans.size);
    booleans.size = size;
    memcpy(booleans.logical_true, logical_true, (size_t)size);
    memcpy(booleans.logical_false, logical_false, (size_t)size);
    return MPI_SUCCESS;
}

int fortran_set_booleans(int size, const void *logical_true, const void *logical_false)
{
    int rc = check_size(size);

    if (rc)
        return rc;
    pthread_mutex_lock(&mutex);
    rc = set_once(size, logical_true, logical_false);
    pthread_mutex_unlock(&mutex);
    return rc;
}

int fortran_get_booleans(int size, void *logical_true, void *logical_false, bool *known)
{
    int rc = check_size(size);

    if (rc)
        return rc;
    pthread_mutex_lock(&mutex);
    *known = booleans.size == size;
    if (*known) {
        memcpy(logical_true, booleans.logical_true, (size_t)size);
        memcpy(logical_false, booleans.logical_false, (size_t)size);
    }
    pthread_mutex_unlock(&mutex);
    return MPI_SUCCESS;
}

static int set_info_once(const info_t *info)
{
    if (sizes)
        return err(MPI_ERR_ABI, "the Fortran info is set already: ask "
                                "MPI_Abi_get_fortran_info before you set it");
    return info_dup(info, &sizes);
}

int fortran_set_info(const info_t *info)
{
    int rc;

    pthread_mutex_lock(&mutex);
    rc = set_info_once(info);
    pthread_mutex_unlock(&mutex);
    return rc;
}

int fortran_get_info(info_t **info)
{
    info_t *copy = NULL;
    int rc = MPI_SUCCESS;

    pthread_mutex_lock(&mutex);
    if (sizes)
        rc = info_dup(sizes, &copy);
    pthread_mutex_unlock(&mutex);
    if (rc == MPI_SUCCESS)
        *info = copy;
    return rc;
}
