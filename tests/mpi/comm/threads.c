/* SPDX-License-Identifier: BSD-3-Clause */
/* threads: communicators made by several threads at the same time, of the same processes:
 * by MPI_Comm_create_group and MPI_Intercomm_create, which tags tell apart. */
#include <pthread.h>

#include "../check.h"

enum { THREADS = 4, ROUNDS = 30 };

struct work {
    pthread_t thread;
    int tag;
    MPI_Comm half; /* of its own: the low or the high ranks */
};

static void *make_groups(void *argument)
{
    struct work *work = argument;
    MPI_Group group;
    MPI_Comm comm;
    int sum;

    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &group));
    for (int i = 0; i < ROUNDS; i++) {
        check_ok(MPI_Comm_create_group(MPI_COMM_WORLD, group, work->tag, &comm));
        check_ok(MPI_Allreduce(&work->tag, &sum, 1, MPI_INT, MPI_SUM, comm));
        check(sum == size * work->tag, "tags %d and others meet: %d", work->tag, sum);
        check_ok(MPI_Comm_free(&comm));
    }
    check_ok(MPI_Group_free(&group));
    return NULL;
}

static void *make_inter(void *argument)
{
    struct work *work = argument;
    int low = size / 2, members, other = rank < low ? low : 0, sum;
    MPI_Comm inter;

    for (int i = 0; i < ROUNDS; i++) {
        check_ok(MPI_Intercomm_create(work->half, 0, MPI_COMM_WORLD, other, work->tag,
                                      &inter));
        check_ok(MPI_Comm_remote_size(inter, &members));
        check_ok(MPI_Allreduce(&work->tag, &sum, 1, MPI_INT, MPI_SUM, inter));
        check(sum == members * work->tag, "tags %d and others meet: %d", work->tag, sum);
        check_ok(MPI_Comm_free(&inter));
    }
    return NULL;
}

static void run(struct work *work, void *(*function)(void *))
{
    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&work[i].thread, NULL, function, &work[i]) == 0,
              "no thread");
    for (int i = 0; i < THREADS; i++)
        pthread_join(work[i].thread, NULL);
}

int main(int argc, char **argv)
{
    struct work work[THREADS];
    int provided;

    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check(provided == MPI_THREAD_MULTIPLE, "provided is %d", provided);
    for (int i = 0; i < THREADS; i++) {
        work[i].tag = 1000 + i;
        check_ok(MPI_Comm_split(MPI_COMM_WORLD, rank < size / 2, 0, &work[i].half));
    }
    run(work, make_groups);
    if (size > 1)
        run(work, make_inter);
    for (int i = 0; i < THREADS; i++)
        check_ok(MPI_Comm_free(&work[i].half));
    return finish();
}
