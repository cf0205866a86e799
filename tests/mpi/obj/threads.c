/* SPDX-License-Identifier: BSD-3-Clause */
/* threads: objects that several threads make others of and attach things to at the same
 * time, and functions of the program that call MPI while the library calls them. */
#include <pthread.h>

#include "../check.h"

enum { THREADS = 4, ROUNDS = 2000 };

static MPI_Datatype shared;
static MPI_Info info;
static MPI_Errhandler handler;
static MPI_Comm comm[THREADS]; /* of each thread one */
static int keyval;

static int copy(MPI_Comm old, int key, void *extra, void *in, void *out, int *flag)
{
    int members;

    (void)key, (void)extra;
    check_ok(MPI_Comm_size(old, &members));
    check_ok(MPI_Barrier(MPI_COMM_SELF));
    memcpy(out, &in, sizeof in);
    *flag = 1;
    return MPI_SUCCESS;
}

static void on_error(MPI_Comm *where, int *code, ...)
{
    int class;

    (void)where;
    check_ok(MPI_Error_class(*code, &class));
    check(class == MPI_ERR_RANK, "the handler got class %d", class);
}

static void make_types(void)
{
    MPI_Datatype type, twin, inner;
    int integer;

    check_ok(MPI_Type_contiguous(2, shared, &type));
    check_ok(MPI_Type_dup(shared, &twin));
    check_ok(MPI_Type_get_contents(type, 1, 0, 1, &integer, NULL, &inner));
    check(integer == 2 && inner != MPI_DATATYPE_NULL, "%d of a type", integer);
    check_ok(MPI_Type_free(&inner));
    check_ok(MPI_Type_free(&twin));
    check_ok(MPI_Type_free(&type));
}

static void make_others(MPI_Comm mine)
{
    MPI_Info twin;
    MPI_Errhandler found;
    MPI_Group group;

    check_ok(MPI_Info_dup(info, &twin));
    check_ok(MPI_Info_free(&twin));
    check_ok(MPI_Comm_group(MPI_COMM_WORLD, &group));
    check_ok(MPI_Group_free(&group));
    check_ok(MPI_Comm_set_errhandler(mine, handler));
    check_ok(MPI_Comm_get_errhandler(mine, &found));
    check_ok(MPI_Errhandler_free(&found));
    check_class(MPI_Send(NULL, 0, MPI_INT, 99, 0, mine), MPI_ERR_RANK);
}

static void *work(void *mine)
{
    MPI_Comm twin;

    for (int round = 0; round < ROUNDS; round++) {
        make_types();
        make_others(*(MPI_Comm *)mine);
        if (round % 100 == 0) {
            check_ok(MPI_Comm_dup(*(MPI_Comm *)mine, &twin));
            check_ok(MPI_Comm_free(&twin));
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread[THREADS];
    int provided, bytes = 0;

    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    check(provided == MPI_THREAD_MULTIPLE, "level %d", provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    check_ok(MPI_Type_vector(3, 2, 4, MPI_INT, &shared));
    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, "key", "value"));
    check_ok(MPI_Comm_create_errhandler(on_error, &handler));
    check_ok(MPI_Comm_create_keyval(copy, MPI_COMM_NULL_DELETE_FN, &keyval, NULL));
    for (int i = 0; i < THREADS; i++) {
        check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm[i]));
        check_ok(MPI_Comm_set_attr(comm[i], keyval, &comm[i]));
    }
    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&thread[i], NULL, work, &comm[i]) == 0, "no thread");
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    check_ok(MPI_Type_size(shared, &bytes));
    check(bytes == 6 * (int)sizeof(int), "the shared type has %d B", bytes);
    check_ok(MPI_Type_free(&shared));
    check_ok(MPI_Type_size(MPI_INT, &bytes));
    for (int i = 0; i < THREADS; i++)
        check_ok(MPI_Comm_free(&comm[i]));
    MPI_Comm_free_keyval(&keyval);
    MPI_Errhandler_free(&handler);
    MPI_Info_free(&info);
    return finish();
}
