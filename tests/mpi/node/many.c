/* SPDX-License-Identifier: BSD-3-Clause */
/* many: more communicators than the shared memory has room for, at a time and one after
 * the other; the last of them work as the first do. */
#include "../check.h"

enum { AT_A_TIME = 150, AFTER_EACH_OTHER = 300 };

static void use(MPI_Comm comm, int key)
{
    int sum, mine = rank + key;

    check_ok(MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, comm));
    check(sum == size * (size - 1) / 2 + size * key, "%d: the sum is %d", key, sum);
}

int main(int argc, char **argv)
{
    MPI_Comm comms[AT_A_TIME], comm;

    check_init(&argc, &argv);
    for (int i = 0; i < AT_A_TIME; i++) {
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comms[i]));
        use(comms[i], i);
    }
    for (int i = AT_A_TIME - 1; i >= 0; i--)
        use(comms[i], i);
    for (int i = 0; i < AT_A_TIME; i++)
        check_ok(MPI_Comm_free(&comms[i]));
    for (int i = 0; i < AFTER_EACH_OTHER; i++) {
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
        use(comm, i);
        check_ok(MPI_Comm_free(&comm));
    }
    return finish();
}
