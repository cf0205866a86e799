/* SPDX-License-Identifier: BSD-3-Clause */
/* sets: process sets, what a session says of itself, and its errors. */
#include "session.h"

static void check_key(MPI_Info info, const char *key, const char *expected)
{
    char value[64] = "";
    int flag = 0, length = sizeof value;

    check_ok(MPI_Info_get_string(info, key, &length, value, &flag));
    check(flag && strcmp(value, expected) == 0, "%s is '%s', not '%s'", key, value,
          expected);
    check_ok(MPI_Info_free(&info));
}

static void check_names(MPI_Session session)
{
    char name[MPI_MAX_PSET_NAME_LEN] = "untouched";
    int n = 0, length = 0;

    check_ok(MPI_Session_get_num_psets(session, MPI_INFO_NULL, &n));
    check(n == 2, "there are %d process sets", n);
    check_ok(MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 0, &length, name));
    check(length == 12 && strcmp(name, "untouched") == 0, "length %d, '%s'", length,
          name);
    check_ok(MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 0, &length, name));
    check(length == 12 && strcmp(name, "mpi://WORLD") == 0, "length %d, '%s'", length,
          name);
    length = 7;
    check_ok(MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 1, &length, name));
    check(length == 11 && strcmp(name, "mpi://") == 0, "length %d, '%s'", length, name);
    check_class(MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 2, &length, name),
                MPI_ERR_ARG);
}

static void check_infos(MPI_Session session, const char *level)
{
    MPI_Info info;
    char number[12];

    snprintf(number, sizeof number, "%d", size);
    check_ok(MPI_Session_get_pset_info(session, "mpi://WORLD", &info));
    check_key(info, "mpi_size", number);
    check_ok(MPI_Session_get_pset_info(session, "mpi://SELF", &info));
    check_key(info, "mpi_size", "1");
    check_ok(MPI_Session_get_info(session, &info));
    check_key(info, "thread_level", level);
}

static int errors;

static void count_error(MPI_Session *session, int *code, ...)
{
    (void)session;
    check(*code == MPI_ERR_ARG, "the handler got code %d", *code);
    errors++;
}

static void check_handler(MPI_Session session)
{
    MPI_Errhandler handler, found;
    MPI_Group group = MPI_GROUP_NULL;

    check_ok(MPI_Session_create_errhandler(count_error, &handler));
    check_ok(MPI_Session_set_errhandler(session, handler));
    check_ok(MPI_Session_get_errhandler(session, &found));
    check(found == handler, "the session has another handler");
    check_class(MPI_Group_from_session_pset(session, "mpi://nowhere", &group),
                MPI_ERR_ARG);
    check(errors == 1 && group == MPI_GROUP_NULL, "%d errors", errors);
    check_ok(MPI_Session_call_errhandler(session, MPI_ERR_ARG));
    check(errors == 2, "%d errors", errors);
    check_ok(MPI_Session_set_errhandler(session, MPI_ERRORS_RETURN));
    check_ok(MPI_Errhandler_free(&found));
    check_ok(MPI_Errhandler_free(&handler));
}

static void of_communicators(MPI_Comm *comm, int *code, ...)
{
    (void)comm, (void)code;
}

/* The handler is the one that the session, or the communicator, was to get. */
static void check_unborn(void)
{
    MPI_Session session = MPI_SESSION_NULL;
    MPI_Comm comm = MPI_COMM_NULL;

    check_class(MPI_Session_init((MPI_Info)MPI_COMM_WORLD, MPI_ERRORS_RETURN, &session),
                MPI_ERR_INFO);
    check_class(MPI_Comm_create_from_group(MPI_GROUP_NULL, "name", MPI_INFO_NULL,
                                           MPI_ERRORS_RETURN, &comm),
                MPI_ERR_GROUP);
    check(session == MPI_SESSION_NULL && comm == MPI_COMM_NULL, "outputs were set");
}

int main(int argc, char **argv)
{
    MPI_Info hints;
    MPI_Session session;
    MPI_Errhandler handler;

    check_unborn();
    check_ok(MPI_Info_create(&hints));
    check_ok(MPI_Info_set(hints, "thread_level", "MPI_THREAD_FUNNELED"));
    check_ok(MPI_Session_init(hints, MPI_ERRORS_RETURN, &session));
    check_ok(MPI_Info_free(&hints));
    check_init(&argc, &argv);
    check_infos(session, "MPI_THREAD_FUNNELED");
    close_session(&session);
    session = open_session();
    check_names(session);
    check_infos(session, "MPI_THREAD_MULTIPLE");
    check_handler(session);
    check_ok(MPI_Comm_create_errhandler(of_communicators, &handler));
    check_class(MPI_Session_set_errhandler(session, handler), MPI_ERR_ERRHANDLER);
    check_ok(MPI_Errhandler_free(&handler));
    close_session(&session);
    return finish();
}
