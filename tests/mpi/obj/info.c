/* SPDX-License-Identifier: BSD-3-Clause */
/* info: before MPI_Init, between, and after MPI_Finalize; how values are cut. */
#include "../check.h"

static MPI_Info filled(void)
{
    MPI_Info info;

    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, "access_style", "sequential"));
    check_ok(MPI_Info_set(info, "k", "abc"));
    return info;
}

static void get_string(MPI_Info info)
{
    char value[8] = "unset";
    int buflen = 0, flag;

    check_ok(MPI_Info_get_string(info, "k", &buflen, value, &flag));
    check(flag && buflen == 4 && !strcmp(value, "unset"), "%d %s", buflen, value);
    buflen = 3;
    check_ok(MPI_Info_get_string(info, "k", &buflen, value, &flag));
    check(flag && buflen == 4 && !strcmp(value, "ab"), "%d %s", buflen, value);
    check_ok(MPI_Info_get_string(info, "k", &buflen, value, &flag));
    check(flag && buflen == 4 && !strcmp(value, "abc"), "%d %s", buflen, value);
    check_ok(MPI_Info_get_string(info, "none", &buflen, value, &flag));
    check(!flag && buflen == 4 && !strcmp(value, "abc"), "%d %s", buflen, value);
}

static void get(MPI_Info info)
{
    char value[8] = "unset";
    int length = -1, flag;

    check_ok(MPI_Info_get_valuelen(info, "k", &length, &flag));
    check(flag && length == 3, "%d", length);
    check_ok(MPI_Info_get(info, "k", 2, value, &flag));
    check(flag && !strcmp(value, "ab"), "%s", value);
    check_ok(MPI_Info_get(info, "none", 2, value, &flag));
    check(!flag && !strcmp(value, "ab"), "%s", value);
}

static void keys(MPI_Info info)
{
    char key[MPI_MAX_INFO_KEY];
    int count;

    check_ok(MPI_Info_get_nkeys(info, &count));
    check(count == 2, "%d", count);
    check_ok(MPI_Info_get_nthkey(info, 0, key));
    check(!strcmp(key, "access_style"), "%s", key);
    check_class(MPI_Info_get_nthkey(info, 2, key), MPI_ERR_INFO_KEY);
    check_ok(MPI_Info_delete(info, "access_style"));
    check_class(MPI_Info_delete(info, "access_style"), MPI_ERR_INFO_NOKEY);
    check_ok(MPI_Info_get_nthkey(info, 0, key));
    check(!strcmp(key, "k"), "%s", key);
}

static void env(void)
{
    char value[MPI_MAX_INFO_VAL + 1];
    MPI_Info copy = MPI_INFO_ENV;
    int flag;

    check_ok(MPI_Info_get(copy, "command", MPI_MAX_INFO_VAL, value, &flag));
    check(flag && strstr(value, "info"), "%s", value);
    check_ok(MPI_Info_get(copy, "maxprocs", MPI_MAX_INFO_VAL, value, &flag));
    check(!flag || atoi(value) == size, "%s", value);
    check_class(MPI_Info_set(copy, "k", "v"), MPI_ERR_INFO);
    check_class(MPI_Info_free(&copy), MPI_ERR_INFO);
    check_ok(MPI_Info_dup(MPI_INFO_ENV, &copy));
    check_ok(MPI_Info_set(copy, "k", "v"));
    check_ok(MPI_Info_free(&copy));
}

static void invalid(void)
{
    MPI_Info info = MPI_INFO_NULL;
    int count;

    check_class(MPI_Info_free(&info), MPI_ERR_INFO);
    check_class(MPI_Info_dup(info, &info), MPI_ERR_INFO);
    check_class(MPI_Info_get_nkeys((MPI_Info)MPI_COMM_WORLD, &count), MPI_ERR_INFO);
}

int main(int argc, char **argv)
{
    MPI_Info early = filled(), late;

    check_init(&argc, &argv);
    errors_return(MPI_COMM_SELF);
    get_string(early);
    get(early);
    keys(early);
    env();
    invalid();
    finish();
    check_ok(MPI_Info_free(&early));
    check(early == MPI_INFO_NULL, "the handle is %p", (void *)early);
    late = filled();
    return MPI_Info_free(&late);
}
