/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * leftover.c: see leftover.h.
 *
 * UCX (1.13) makes such memory, attaches it, and marks it for removal in the next call:
 * its transport `sysv`, and in MPI_Init the trial of its memory hooks.  Of 100 ranks that
 * are killed in their first 100 ms about one is between these calls.
 */
#include "spank/leftover.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static bool is_left(const struct shmid_ds *memory, uid_t owner, pid_t creator)
{
    return memory->shm_perm.__key == IPC_PRIVATE && memory->shm_nattch == 0 &&
           memory->shm_perm.cuid == owner && memory->shm_cpid == creator;
}

void leftover_remove(uid_t owner, pid_t creator)
{
    struct shm_info info;
    struct shmid_ds memory;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (int i = 0; i <= last; i++) {
        int id = shmctl(i, SHM_STAT, &memory);

        if (id >= 0 && is_left(&memory, owner, creator))
            shmctl(id, IPC_RMID, NULL);
    }
}
