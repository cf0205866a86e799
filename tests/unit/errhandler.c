/* SPDX-License-Identifier: BSD-3-Clause */
/* errhandler: which handler an error reaches, with what; how long handlers live; and the
 * error codes that programs add (errcode). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <mpi.h>

#include "obj/errcode.h"
#include "obj/errhandler.h"
#include "obj/given.h"
#include "obj/handle.h"
#include "util/err.h"

static struct object *ended;
static int end_class;
static char end_text[1024];

/* Stands for the end of the job, which would not return. */
static void end(struct object *object, int error_class, const char *text)
{
    ended = object;
    end_class = error_class;
    strcpy(end_text, text);
}

static int setup(void **state)
{
    (void)state;
    errhandler_set_fatal(end);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    errhandler_set_fatal(NULL);
    return 0;
}

static void a_fatal_handler_tells_call_cause_and_class(void **state)
{
    struct object comm;

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    errhandler_raise(&comm, err(MPI_ERR_TAG, "tag -7 is negative"), "MPI_Send");
    assert_ptr_equal(ended, &comm);
    assert_int_equal(end_class, MPI_ERR_TAG);
    assert_string_equal(
        end_text, "MPI_Send: tag -7 is negative (MPI_ERR_TAG: invalid tag argument)");

    err_clear();
    errhandler_raise(NULL, MPI_ERR_COMM, "MPI_Comm_rank");
    assert_null(ended);
    assert_string_equal(end_text, "MPI_Comm_rank: MPI_ERR_COMM: invalid communicator");
}

static void a_fatal_handler_tells_what_the_call_was_given(void **state)
{
    const intmax_t large = (intmax_t)1 << 40;

    (void)state;
    err_clear();
    assert_int_equal(given(MPI_SUCCESS, "rank=%d", 1), MPI_SUCCESS);
    assert_string_equal(given_text(), "");
    assert_int_equal(
        given(MPI_ERR_ARG, "%pC, %pW, n=%d, offset=%jd, key=\"%s\", value=%s, dims[]",
              (void *)MPI_COMM_NULL, (void *)16, -3, large, "soft", (char *)NULL),
        MPI_ERR_ARG);
    assert_string_equal(given_text(), "MPI_COMM_NULL, 0x10, n=-3, offset=1099511627776, "
                                      "key=\"soft\", value=(null), dims[]");
    errhandler_raise(NULL, given(MPI_ERR_RANK, "rank=%d", 9), "MPI_Cart_coords");
    assert_string_equal(end_text, "MPI_Cart_coords(rank=9): MPI_ERR_RANK: invalid rank");
}

static void what_a_call_was_given_is_cut_if_it_is_long(void **state)
{
    char long_name[1000];

    (void)state;
    memset(long_name, 'x', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    given(MPI_ERR_ARG, "n=%d, key=\"%s\"", 1, long_name);
    assert_memory_equal(given_text(), "n=1, key=\"xxx", 13);
    assert_in_range(strlen(given_text()), 100, 255);
    given_clear();
    assert_string_equal(given_text(), "");
}

static void without_a_handler_errors_are_fatal(void **state)
{
    struct object comm;

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    assert_ptr_equal(errhandler_attached(&comm), MPI_ERRORS_ARE_FATAL);
}

static void errors_return(void **state)
{
    struct object comm;

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    end_class = 0;
    errhandler_attach(&comm, errhandler_of(MPI_ERRORS_RETURN));
    assert_int_equal(errhandler_raise(&comm, MPI_ERR_RANK, "MPI_Send"), MPI_ERR_RANK);
    assert_int_equal(end_class, 0);
    assert_ptr_equal(errhandler_attached(&comm), MPI_ERRORS_RETURN);
    object_put(&comm);
    assert_non_null(errhandler_of(MPI_ERRORS_RETURN));
}

static void freeing_constants_over_and_over_is_harmless(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        errhandler_release(errhandler_of(MPI_ERRORS_ABORT));
    assert_non_null(errhandler_of(MPI_ERRORS_ABORT));
}

static MPI_Comm called_with;
static int called_code;

static void on_error(MPI_Comm *comm, int *code, ...)
{
    called_with = *comm;
    called_code = *code;
    *comm = MPI_COMM_NULL;
    *code = -1;
}

static errhandler_t *comm_handler(MPI_Comm_errhandler_function *function)
{
    errhandler_t *handler;

    assert_int_equal(errhandler_create(OBJECT_COMM,
                                       (union errhandler_function){ .comm = function },
                                       &handler),
                     MPI_SUCCESS);
    return handler;
}

static void a_users_handler_outlives_its_handle(void **state)
{
    struct object comm;
    errhandler_t *handler = comm_handler(on_error);

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    assert_int_equal(errhandler_attach(&comm, handler), MPI_SUCCESS);
    errhandler_release(handler);
    assert_int_equal(errhandler_raise(&comm, MPI_ERR_ROOT, "MPI_Bcast"), MPI_ERR_ROOT);
    assert_ptr_equal(called_with, &comm);
    assert_int_equal(called_code, MPI_ERR_ROOT);

    handler = errhandler_of(errhandler_attached(&comm));
    object_put(&comm); /* the handler lives on, held by the handle just got */
    assert_int_equal(handler->object.refs, 1);
    errhandler_release(handler);
}

static void a_predefined_object_reaches_the_handler_as_its_constant(void **state)
{
    struct object self;
    errhandler_t *handler = comm_handler(on_error);

    (void)state;
    object_init(&self, OBJECT_COMM, NULL);
    object_predefine(&self, (uint32_t)(uintptr_t)MPI_COMM_SELF);
    errhandler_attach(&self, handler);
    errhandler_release(handler);
    errhandler_raise(&self, MPI_ERR_ARG, "MPI_Info_set");
    assert_ptr_equal(called_with, MPI_COMM_SELF);
    object_undefine(&self);
    object_put(&self);
}

static struct object *replaced;

static void replace_myself(MPI_Comm *comm, int *code, ...)
{
    (void)comm, (void)code;
    errhandler_attach(replaced, errhandler_of(MPI_ERRORS_RETURN));
}

static void a_handler_may_replace_itself(void **state)
{
    struct object comm;
    errhandler_t *handler = comm_handler(replace_myself);

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    replaced = &comm;
    errhandler_attach(&comm, handler);
    errhandler_release(handler);
    errhandler_raise(&comm, MPI_ERR_ARG, "MPI_Test");
    assert_ptr_equal(errhandler_attached(&comm), MPI_ERRORS_RETURN);
    object_put(&comm);
}

static void the_text_of_the_last_error_tells_its_cause(void **state)
{
    struct object comm;

    (void)state;
    object_init(&comm, OBJECT_COMM, NULL);
    errhandler_attach(&comm, errhandler_of(MPI_ERRORS_RETURN));
    errhandler_raise(&comm, err(MPI_ERR_COUNT, "count -1 is negative"), "MPI_Recv");
    assert_string_equal(
        errcode_string(MPI_ERR_COUNT),
        "MPI_ERR_COUNT: invalid count argument; MPI_Recv: count -1 is negative");
    assert_string_equal(errcode_string(MPI_ERR_TYPE),
                        "MPI_ERR_TYPE: invalid datatype argument");
    err_clear();
    errhandler_raise(&comm, MPI_ERR_COUNT, "MPI_Comm_call_errhandler");
    assert_string_equal(errcode_string(MPI_ERR_COUNT),
                        "MPI_ERR_COUNT: invalid count argument");
    object_put(&comm);
}

static void a_handler_fits_one_kind(void **state)
{
    struct object win;
    errhandler_t *handler = comm_handler(on_error), *none = NULL;

    (void)state;
    object_init(&win, OBJECT_WIN, NULL);
    assert_int_equal(errhandler_attach(&win, handler), MPI_ERR_ERRHANDLER);
    assert_string_equal(err_text(),
                        "the error handler was made for a communicator, not for "
                        "a window: make one for that");
    assert_null(win.errhandler);
    errhandler_release(handler);
    assert_int_equal(
        errhandler_create(OBJECT_WIN, (union errhandler_function){ 0 }, &none),
        MPI_ERR_ARG);
    assert_null(none);
}

static void an_invalid_handle_is_explained(void **state)
{
    struct object freed;

    (void)state;
    object_init(&freed, OBJECT_GROUP, NULL);
    assert_int_equal(handle_invalid(MPI_COMM_NULL, OBJECT_COMM, "comm"), MPI_ERR_COMM);
    assert_string_equal(err_text(), "comm is MPI_COMM_NULL");
    assert_int_equal(handle_invalid(MPI_COMM_WORLD, OBJECT_COMM, "comm"), MPI_ERR_COMM);
    assert_non_null(strstr(err_text(), "MPI is not initialised"));
    assert_int_equal(handle_invalid(NULL, OBJECT_GROUP, "group1"), MPI_ERR_GROUP);
    assert_string_equal(err_text(), "group1 is no group: it was never set");
    assert_int_equal(handle_invalid(&freed, OBJECT_INFO, "info"), MPI_ERR_INFO);
    assert_non_null(strstr(err_text(), "is no info object, or was freed"));
}

static void predefined_codes(void **state)
{
    int error_class;

    (void)state;
    assert_int_equal(errcode_class(MPI_ERR_TAG, &error_class), MPI_SUCCESS);
    assert_int_equal(error_class, MPI_ERR_TAG);
    assert_string_equal(errcode_string(MPI_ERR_TAG), "MPI_ERR_TAG: invalid tag argument");
    assert_string_equal(errcode_string(MPI_SUCCESS), "MPI_SUCCESS: no error");
    assert_int_equal(errcode_class(MPI_ERR_LASTCODE + 1000, &error_class), MPI_ERR_ARG);
    assert_int_equal(errcode_class(-1, &error_class), MPI_ERR_ARG);
    assert_null(errcode_string(-1));
}

static void added_classes_and_codes(void **state)
{
    int mine, code, other, error_class;

    (void)state;
    assert_int_equal(errcode_add_class(&mine), MPI_SUCCESS);
    assert_true(mine > MPI_ERR_LASTCODE);
    assert_int_equal(*errcode_last_used(), mine);
    assert_string_equal(errcode_string(mine), "");
    assert_int_equal(errcode_add_code(mine, &code), MPI_SUCCESS);
    assert_int_equal(errcode_add_code(MPI_ERR_IO, &other), MPI_SUCCESS);
    assert_int_equal(*errcode_last_used(), other);
    errcode_class(code, &error_class);
    assert_int_equal(error_class, mine);
    errcode_class(other, &error_class);
    assert_int_equal(error_class, MPI_ERR_IO);
    assert_int_equal(errcode_add_string(code, "first"), MPI_SUCCESS);
    assert_int_equal(errcode_add_string(code, "disk on fire"), MPI_SUCCESS);
    assert_string_equal(errcode_string(code), "disk on fire");

    assert_int_equal(errcode_remove_class(mine), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_code(code), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_string(code), MPI_SUCCESS);
    assert_int_equal(errcode_remove_string(code), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_code(code), MPI_SUCCESS);
    assert_int_equal(errcode_remove_code(code), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_class(mine), MPI_SUCCESS);
    assert_int_equal(errcode_class(mine, &error_class), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_code(other), MPI_SUCCESS);
    assert_int_equal(*errcode_last_used(), other);
}

static void wrong_codes_are_refused(void **state)
{
    char large[MPI_MAX_ERROR_STRING + 1];
    int code, mine;

    (void)state;
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    assert_int_equal(errcode_add_code(4711, &code), MPI_ERR_ARG);
    assert_int_equal(errcode_add_code(MPI_SUCCESS, &code), MPI_ERR_ARG);
    assert_int_equal(errcode_add_string(MPI_ERR_TAG, "new"), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_class(MPI_ERR_TAG), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_code(0), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_string(0), MPI_ERR_ARG);
    assert_int_equal(errcode_add_class(&mine), MPI_SUCCESS);
    assert_int_equal(errcode_add_string(mine, large), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_code(mine), MPI_ERR_ARG);
    assert_int_equal(errcode_remove_class(mine), MPI_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fatal_handler_tells_call_cause_and_class),
        cmocka_unit_test(a_fatal_handler_tells_what_the_call_was_given),
        cmocka_unit_test(what_a_call_was_given_is_cut_if_it_is_long),
        cmocka_unit_test(without_a_handler_errors_are_fatal),
        cmocka_unit_test(errors_return),
        cmocka_unit_test(freeing_constants_over_and_over_is_harmless),
        cmocka_unit_test(a_users_handler_outlives_its_handle),
        cmocka_unit_test(a_predefined_object_reaches_the_handler_as_its_constant),
        cmocka_unit_test(a_handler_may_replace_itself),
        cmocka_unit_test(the_text_of_the_last_error_tells_its_cause),
        cmocka_unit_test(a_handler_fits_one_kind),
        cmocka_unit_test(an_invalid_handle_is_explained),
        cmocka_unit_test(predefined_codes),
        cmocka_unit_test(added_classes_and_codes),
        cmocka_unit_test(wrong_codes_are_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
