/* SPDX-License-Identifier: BSD-3-Clause */
/* inherit: attributes, hints, error handler, name and topology of a duplicate. */
#include "../check.h"

static int copies;

static int copy(MPI_Comm comm, int keyval, void *extra, void *in, void *out, int *flag)
{
    (void)comm, (void)keyval, (void)extra;
    copies++;
    *(void **)out = (char *)in + 1;
    *flag = 1;
    return MPI_SUCCESS;
}

static int refuse(MPI_Comm comm, int keyval, void *extra, void *in, void *out, int *flag)
{
    (void)comm, (void)keyval, (void)extra, (void)in, (void)out, (void)flag;
    return MPI_ERR_OTHER;
}

static void check_attribute(MPI_Comm comm, int keyval, const char *wanted)
{
    char *value;
    int found;

    check_ok(MPI_Comm_get_attr(comm, keyval, &value, &found));
    check(found == (wanted != NULL), "the attribute is %sthere", found ? "" : "not ");
    check(!found || value == wanted, "the attribute is %p, not %p", (void *)value,
          (void *)wanted);
}

static void attributes(void)
{
    static char base[4];
    MPI_Comm parent, dup, idup;
    MPI_Request request;
    int keyval;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &parent));
    check_ok(MPI_Comm_create_keyval(copy, MPI_COMM_NULL_DELETE_FN, &keyval, NULL));
    check_ok(MPI_Comm_set_attr(parent, keyval, base));
    check_ok(MPI_Comm_dup(parent, &dup));
    check_attribute(dup, keyval, base + 1);
    check_ok(MPI_Comm_idup(dup, &idup, &request));
    check_ok(MPI_Comm_set_attr(dup, keyval, base)); /* too late for idup */
    check_ok(MPI_Wait(&request, MPI_STATUS_IGNORE));
    check_attribute(idup, keyval, base + 2);
    check(copies == 2, "%d copies were made", copies);
    check_ok(MPI_Comm_free(&idup));
    check_ok(MPI_Comm_split(parent, 0, 0, &idup));
    check_attribute(idup, keyval, NULL);
    check_ok(MPI_Comm_free(&idup));
    check_ok(MPI_Comm_free(&dup));
    check_ok(MPI_Comm_free_keyval(&keyval));
    check_ok(MPI_Comm_free(&parent));
}

/* A copy function that fails: the call fails, on all ranks, and the parent goes on. */
static void refused(void)
{
    MPI_Comm parent, dup = MPI_COMM_NULL;
    MPI_Request request = MPI_REQUEST_NULL;
    int keyval, sum = 0;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &parent));
    errors_return(parent);
    check_ok(MPI_Comm_create_keyval(refuse, MPI_COMM_NULL_DELETE_FN, &keyval, NULL));
    check_ok(MPI_Comm_set_attr(parent, keyval, &sum));
    check_class(MPI_Comm_dup(parent, &dup), MPI_ERR_OTHER);
    check_class(MPI_Comm_idup(parent, &dup, &request), MPI_ERR_OTHER);
    check(dup == MPI_COMM_NULL, "a failed call gives a communicator");
    check_ok(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, parent));
    check(sum == size * (size - 1) / 2, "the sum is %d", sum);
    check_ok(MPI_Comm_free_keyval(&keyval));
    check_ok(MPI_Comm_free(&parent));
}

static void check_hint(MPI_Comm comm, const char *key, const char *wanted)
{
    char value[MPI_MAX_INFO_VAL];
    int length = sizeof value, found;
    MPI_Info info;

    check_ok(MPI_Comm_get_info(comm, &info));
    check_ok(MPI_Info_get_string(info, key, &length, value, &found));
    check(found == (wanted != NULL), "%s is %sthere", key, found ? "" : "not ");
    check(!found || strcmp(value, wanted) == 0, "%s is %s", key, value);
    check_ok(MPI_Info_free(&info));
}

static void hints(void)
{
    MPI_Comm parent, dup;
    MPI_Info info;

    check_ok(MPI_Info_create(&info));
    check_ok(MPI_Info_set(info, "mpi_assert_no_any_tag", "true"));
    check_ok(MPI_Info_set(info, "of_no_use", "true"));
    check_ok(MPI_Comm_dup_with_info(MPI_COMM_WORLD, info, &parent));
    check_ok(MPI_Info_free(&info));
    check_hint(MPI_COMM_WORLD, "mpi_assert_no_any_tag", "false");
    check_hint(parent, "mpi_assert_no_any_tag", "true");
    check_hint(parent, "mpi_assert_no_any_source", "false");
    check_hint(parent, "of_no_use", NULL);
    check_ok(MPI_Comm_dup(parent, &dup));
    check_hint(dup, "mpi_assert_no_any_tag", "true");
    check_ok(MPI_Comm_free(&dup));
    check_ok(MPI_Comm_dup_with_info(parent, MPI_INFO_NULL, &dup));
    check_hint(dup, "mpi_assert_no_any_tag", "false");
    check_ok(MPI_Comm_free(&dup));
    check_ok(MPI_Comm_free(&parent));
}

static void check_name(MPI_Comm comm, const char *wanted)
{
    char name[MPI_MAX_OBJECT_NAME];
    int length;

    check_ok(MPI_Comm_get_name(comm, name, &length));
    check(strcmp(name, wanted) == 0 && length == (int)strlen(wanted),
          "the name is %s (%d)", name, length);
}

static void names(void)
{
    char longest[2 * MPI_MAX_OBJECT_NAME];
    MPI_Comm comm, dup;

    check_name(MPI_COMM_WORLD, "MPI_COMM_WORLD");
    check_name(MPI_COMM_SELF, "MPI_COMM_SELF");
    check_name(MPI_COMM_NULL, "MPI_COMM_NULL");
    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    check_name(comm, "");
    check_ok(MPI_Comm_set_name(comm, "ocean"));
    check_ok(MPI_Comm_dup(comm, &dup));
    check_name(comm, "ocean");
    check_name(dup, "");
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    check_ok(MPI_Comm_set_name(dup, longest));
    longest[MPI_MAX_OBJECT_NAME - 1] = 0;
    check_name(dup, longest);
    check_ok(MPI_Comm_free(&dup));
    check_ok(MPI_Comm_free(&comm));
}

static void handlers(void)
{
    MPI_Comm comm, dup, half;
    MPI_Errhandler handler;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &comm));
    errors_return(comm);
    check_ok(MPI_Comm_dup(comm, &dup));
    check_ok(MPI_Comm_split(comm, rank % 2, 0, &half));
    for (int i = 0; i < 2; i++) {
        check_ok(MPI_Comm_get_errhandler(i ? half : dup, &handler));
        check(handler == MPI_ERRORS_RETURN, "a new communicator has another handler");
        check_ok(MPI_Errhandler_free(&handler));
    }
    check_ok(MPI_Comm_free(&half));
    check_ok(MPI_Comm_free(&dup));
    check_ok(MPI_Comm_free(&comm));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    attributes();
    refused();
    hints();
    names();
    handlers();
    return finish();
}
