/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * any_time: what is legal before MPI_Init and after MPI_Finalize (MPI 5.0, 11.4.1) works
 * there.  With an argument, that call gets a wrong argument at that time ("before",
 * "after"): the error is the argument's.
 */
#include "../check.h"

static void ignore_error(MPI_Session *session, int *code, ...)
{
    (void)session, (void)code;
}

static void check_infos(void)
{
    MPI_Info info, copy;
    char key[MPI_MAX_INFO_KEY], value[16] = "";
    int n = -1, flag = 0, length = sizeof value;

    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, "key", "value"));
    check_ok(MPI_Info_dup(info, &copy));
    check_ok(MPI_Info_get_nkeys(copy, &n));
    check_ok(MPI_Info_get_nthkey(copy, 0, key));
    check_ok(MPI_Info_get_string(copy, "key", &length, value, &flag));
    check(n == 1 && flag && strcmp(value, "value") == 0, "%d keys, value '%s'", n, value);
    check_ok(MPI_Info_delete(copy, "key"));
    check(MPI_Info_fromint(MPI_Info_toint(info)) == info, "the info changed on its way");
    check_ok(MPI_Info_free(&copy));
    check_ok(MPI_Info_free(&info));
    check_ok(MPI_Info_create_env(0, NULL, &info));
    check_ok(MPI_Info_free(&info));
    check_ok(MPI_Abi_get_info(&info));
    check_ok(MPI_Info_free(&info));
}

static void check_errors(void)
{
    char text[MPI_MAX_ERROR_STRING];
    int class, code, length;
    MPI_Errhandler handler;

    check_ok(MPI_Add_error_class(&class));
    check_ok(MPI_Add_error_code(class, &code));
    check_ok(MPI_Add_error_string(code, "ours"));
    check_ok(MPI_Error_string(code, text, &length));
    check(strcmp(text, "ours") == 0, "the string is '%s'", text);
    check_ok(MPI_Remove_error_string(code));
    check_ok(MPI_Remove_error_code(code));
    check_ok(MPI_Remove_error_class(class));
    check_ok(MPI_Session_create_errhandler(ignore_error, &handler));
    check_ok(MPI_Errhandler_free(&handler));
    handler = MPI_ERRORS_RETURN;
    check_ok(MPI_Errhandler_free(&handler));
}

static void check_versions(void)
{
    char text[MPI_MAX_LIBRARY_VERSION_STRING];
    int major = 0, minor = -1, length;

    check_ok(MPI_Get_version(&major, &minor));
    check(major == MPI_VERSION && minor == MPI_SUBVERSION, "%d.%d", major, minor);
    check_ok(MPI_Abi_get_version(&major, &minor));
    check(major == MPI_ABI_VERSION && minor == MPI_ABI_SUBVERSION, "%d.%d", major, minor);
    check_ok(MPI_Get_library_version(text, &length));
    check(length == (int)strlen(text), "%d is not the length of '%s'", length, text);
}

static void check_all(void)
{
    check_infos();
    check_errors();
    check_versions();
}

static void blunder(const char *when, int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], when) == 0)
        MPI_Info_set(MPI_INFO_NULL, "key", "value");
}

int main(int argc, char **argv)
{
    check_all();
    blunder("before", argc, argv);
    check_init(&argc, &argv);
    check_all();
    MPI_Finalize();
    check_all();
    blunder("after", argc, argv);
    return 0;
}
