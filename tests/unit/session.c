/* SPDX-License-Identifier: BSD-3-Clause */
/* session: what groups keep of their session, names that meet, and the objects that exist
 * when nothing is initialised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <mpi.h>

#include "obj/errhandler.h"
#include "obj/group.h"
#include "obj/session.h"
#include "topo/create.h"

static void groups_made_of_a_session_s_hold_it(void **state)
{
    session_t session = { .thread_level = MPI_THREAD_MULTIPLE };
    group_t *all, *some, *none;

    (void)state;
    group_init(0);
    object_init(&session.object, OBJECT_SESSION, NULL);
    assert_int_equal(group_create(4, NULL, &all), MPI_SUCCESS);
    assert_null(all->session);
    group_set_session(all, &session);
    assert_int_equal(group_incl(all, 2, (int[]){ 3, 0 }, &some), MPI_SUCCESS);
    assert_ptr_equal(some->session, &session);
    assert_int_equal(group_difference(some, all, &none), MPI_SUCCESS);
    assert_null(none->session);
    assert_int_equal(session.object.refs, 3);
    group_release(none);
    group_release(some);
    group_release(all);
    assert_int_equal(session.object.refs, 1);
    group_fini();
}

static void names_with_the_same_tag_are_told_apart(void **state)
{
    uint64_t hash = create_hash_of_name("org.example.a");
    struct offer offer = { .name = hash };

    (void)state;
    assert_int_equal(create_hash_of_name("org.example.a"), hash);
    assert_int_not_equal(create_hash_of_name("org.example.b"), hash);
    assert_in_range(create_tag_of_hash(UINT64_MAX), 0, 0x3fffffff);
    assert_int_equal(create_check_name(hash, &offer), MPI_SUCCESS);
    offer.name ^= UINT64_C(0x4000000040000000); /* not in the tag */
    assert_int_equal(create_tag_of_hash(offer.name), create_tag_of_hash(hash));
    assert_int_equal(create_check_name(hash, &offer), MPI_ERR_OTHER);
}

static void error_handlers_exist_at_any_time(void **state)
{
    errhandler_t *returns = errhandler_of(MPI_ERRORS_RETURN);
    struct object object;

    (void)state;
    object_init(&object, OBJECT_SESSION, NULL);
    assert_non_null(returns);
    assert_int_equal(errhandler_attach(&object, returns), MPI_SUCCESS);
    assert_ptr_equal(errhandler_attached(&object), MPI_ERRORS_RETURN);
    assert_int_equal(errhandler_raise(&object, MPI_ERR_ARG, "MPI_X"), MPI_ERR_ARG);
}

/* A group that outlives a finalize gives back a reference that was counted before. */
static void predefined_objects_survive_old_references(void **state)
{
    group_t *empty;

    (void)state;
    group_init(0);
    assert_int_equal(group_create(0, NULL, &empty), MPI_SUCCESS);
    group_fini();
    assert_null(group_of(MPI_GROUP_EMPTY));
    group_init(0);
    object_put(&empty->object);
    object_put(&empty->object);
    assert_ptr_equal(group_of(MPI_GROUP_EMPTY), empty);
    group_fini();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_made_of_a_session_s_hold_it),
        cmocka_unit_test(names_with_the_same_tag_are_told_apart),
        cmocka_unit_test(error_handlers_exist_at_any_time),
        cmocka_unit_test(predefined_objects_survive_old_references),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
