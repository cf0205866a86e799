/* SPDX-License-Identifier: BSD-3-Clause */
/* errhandlers: which handler gets an error, and how long handlers live. */
#include "../check.h"

static MPI_Comm called_on;
static int called_code;

static void on_error(MPI_Comm *comm, int *code, ...)
{
    called_on = *comm;
    called_code = *code;
}

static void a_users_handler(void)
{
    MPI_Errhandler handler, same;
    MPI_Comm dup;

    check_ok(MPI_Comm_create_errhandler(on_error, &handler));
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &dup));
    check_ok(MPI_Comm_set_errhandler(dup, handler));
    check_ok(MPI_Comm_get_errhandler(dup, &same));
    check(same == handler, "%p", (void *)same);
    check_ok(MPI_Errhandler_free(&same));
    check_ok(MPI_Errhandler_free(&handler));
    check(handler == MPI_ERRHANDLER_NULL, "%p", (void *)handler);

    check_class(MPI_Send(&rank, 1, MPI_INT, size, 0, dup), MPI_ERR_RANK);
    check(called_on == dup && called_code == MPI_ERR_RANK, "%d", called_code);
    check_ok(MPI_Comm_call_errhandler(dup, MPI_ERR_IO));
    check(called_code == MPI_ERR_IO, "%d", called_code);
    check_class(MPI_Comm_call_errhandler(dup, -1), MPI_ERR_ARG);
    check_ok(MPI_Comm_free(&dup));
}

/* Errors without a communicator are MPI_COMM_SELF's (MPI 5.0, 9.3). */
static void of_comm_self(void)
{
    MPI_Errhandler handler;
    int count;

    check_ok(MPI_Comm_create_errhandler(on_error, &handler));
    check_ok(MPI_Comm_set_errhandler(MPI_COMM_SELF, handler));
    check_ok(MPI_Errhandler_free(&handler));
    check_class(MPI_Info_get_nkeys(MPI_INFO_NULL, &count), MPI_ERR_INFO);
    check(called_on == MPI_COMM_SELF && called_code == MPI_ERR_INFO, "%d", called_code);
    errors_return(MPI_COMM_SELF);
}

static void predefined_handlers(void)
{
    MPI_Errhandler handler;

    for (int i = 0; i < 10; i++) {
        check_ok(MPI_Comm_get_errhandler(MPI_COMM_WORLD, &handler));
        check(handler == MPI_ERRORS_RETURN, "%p", (void *)handler);
        check_ok(MPI_Errhandler_free(&handler));
    }
    check_ok(MPI_Comm_call_errhandler(MPI_COMM_WORLD, MPI_ERR_OTHER));
}

static void of_session(MPI_Session *session, int *code, ...)
{
    (void)session, (void)code;
}

static void wrong_handles(void)
{
    MPI_Errhandler handler = MPI_ERRHANDLER_NULL;

    check_class(MPI_Errhandler_free(&handler), MPI_ERR_ERRHANDLER);
    check_class(MPI_Comm_set_errhandler(MPI_COMM_WORLD, handler), MPI_ERR_ERRHANDLER);
    check_class(MPI_Comm_get_errhandler(MPI_COMM_NULL, &handler), MPI_ERR_COMM);
    check_class(MPI_Win_get_errhandler(MPI_WIN_NULL, &handler), MPI_ERR_WIN);
    check_class(MPI_Session_call_errhandler(MPI_SESSION_NULL, MPI_ERR_ARG),
                MPI_ERR_SESSION);
    check_ok(MPI_Session_create_errhandler(of_session, &handler));
    check_class(MPI_Comm_set_errhandler(MPI_COMM_WORLD, handler), MPI_ERR_ERRHANDLER);
    check_ok(MPI_Errhandler_free(&handler));
}

static void codes_of_the_program(void)
{
    char text[MPI_MAX_ERROR_STRING];
    int class, code, found, length;

    check_ok(MPI_Add_error_class(&class));
    check_ok(MPI_Add_error_code(class, &code));
    check_ok(MPI_Add_error_string(code, "out of coffee"));
    check_ok(MPI_Error_class(code, &found));
    check(found == class, "%d", found);
    check_ok(MPI_Error_string(code, text, &length));
    check(length == 13 && !strcmp(text, "out of coffee"), "%s", text);
    check_class(MPI_Remove_error_class(class), MPI_ERR_ARG);
    check_ok(MPI_Remove_error_string(code));
    check_ok(MPI_Remove_error_code(code));
    check_ok(MPI_Remove_error_class(class));
    check_class(MPI_Error_class(code, &found), MPI_ERR_ARG);
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    errors_return(MPI_COMM_SELF);
    a_users_handler();
    of_comm_self();
    predefined_handlers();
    wrong_handles();
    codes_of_the_program();
    return finish();
}
