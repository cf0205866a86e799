/* SPDX-License-Identifier: BSD-3-Clause */
/* fingerprint: which collective calls can meet, and what is said of those that cannot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "coll_case.h"

#include "coll/fingerprint.h"
#include "util/err.h"

static comm_t comm;
static struct team teams[2] = { { .rank = 0, .size = 2 }, { .rank = 1, .size = 2 } };

/* As rank calls it; count ints on each side. */
static struct coll call(enum mpi_call number, enum coll_kind kind, int rank, int count)
{
    const struct side side = { .count = count, .type = type_named(BASIC_MPI_INT) };

    return (struct coll){ .kind = kind,
                          .call = number,
                          .comm = &comm,
                          .team = &teams[rank],
                          .send = side,
                          .recv = side };
}

static int compare(const struct coll *mine, const struct coll *theirs)
{
    struct fingerprint a = fingerprint_of(mine), b = fingerprint_of(theirs);

    err_clear();
    return fingerprint_compare(&a, &b);
}

static void differ(const struct coll *mine, const struct coll *theirs, const char *text)
{
    assert_int_equal(compare(mine, theirs), MPI_ERR_NOT_SAME);
    if (!strstr(err_text(), text))
        fail_msg("\"%s\" is not in \"%s\"", text, err_text());
}

static void the_same_call_is_the_same_with_large_counts(void **state)
{
    struct coll mine = call(CALL_Allgather, COLL_ALLGATHER, 0, 3);
    struct coll theirs = call(CALL_Allgather_c, COLL_ALLGATHER, 1, 3);

    (void)state;
    assert_int_equal(compare(&mine, &theirs), MPI_SUCCESS);
}

static void other_calls_do_not_match(void **state)
{
    struct coll mine = call(CALL_Allgather, COLL_ALLGATHER, 0, 3);
    struct coll theirs = call(CALL_Iallgather, COLL_ALLGATHER, 1, 3);

    (void)state;
    differ(&mine, &theirs,
           "rank 1 calls MPI_Iallgather(12 B of integers of 4 bytes) where "
           "this rank calls MPI_Allgather(12 B of");
    theirs = call(CALL_Barrier, COLL_BARRIER, 1, 0);
    differ(&mine, &theirs, "MPI_Barrier where this rank calls MPI_Allgather");
}

static void roots_operations_amounts_and_types_must_agree(void **state)
{
    struct coll mine = call(CALL_Reduce, COLL_REDUCE, 0, 1), theirs = mine;

    (void)state;
    mine.op = theirs.op = op_of(MPI_SUM);
    theirs.team = &teams[1];
    assert_int_equal(compare(&mine, &theirs), MPI_SUCCESS);
    theirs.root = 1;
    differ(&mine, &theirs,
           "root=1) where this rank calls MPI_Reduce(4 B of integers of 4 "
           "bytes, MPI_SUM, root=0): the roots differ");
    theirs.root = 0;
    theirs.op = op_of(MPI_MAX);
    differ(&mine, &theirs, "the operations differ");
    theirs.op = mine.op;
    theirs.recv.count = 2;
    differ(&mine, &theirs, "the amounts of data differ");
    theirs.recv.count = 1;
    theirs.recv.type = type_named(BASIC_MPI_FLOAT);
    differ(&mine, &theirs, "the datatypes differ");
}

/* The root of a gather says what it takes from each, the others what they send. */
static void the_side_that_counts_is_compared(void **state)
{
    struct coll root = call(CALL_Gather, COLL_GATHER, 0, 3);
    struct coll other = call(CALL_Gather, COLL_GATHER, 1, 3);

    (void)state;
    root.send.count = 99;
    other.recv.count = 99; /* not significant */
    assert_int_equal(compare(&root, &other), MPI_SUCCESS);
    other.send.count = 4;
    differ(&root, &other, "the amounts of data differ");
}

static void a_mark_tells_operation_and_root(void **state)
{
    struct coll mine = call(CALL_Reduce, COLL_REDUCE, 0, 1), theirs = mine;

    (void)state;
    mine.op = theirs.op = op_of(MPI_SUM);
    assert_int_equal(fingerprint_mark(&mine), fingerprint_mark(&theirs));
    theirs.root = 1;
    assert_int_not_equal(fingerprint_mark(&mine), fingerprint_mark(&theirs));
    theirs = call(CALL_Bcast, COLL_BCAST, 1, 1);
    assert_int_not_equal(fingerprint_mark(&mine), fingerprint_mark(&theirs));
    theirs.call = CALL_NONE;
    assert_int_equal(fingerprint_mark(&theirs), FINGERPRINT_OF_OURS);
}

static struct node_saying saying(uint32_t bytes, uint32_t signature)
{
    return (struct node_saying){ NODE_DATA_HERE | fingerprint_data_of(bytes, signature),
                                 fingerprint_mark_of(COLL_BCAST, 0, NULL) };
}

static void short_data_must_agree_beside_a_mark(void **state)
{
    const uint32_t ints = signature_code(BASIC_MPI_INT);
    const uint32_t floats = signature_code(BASIC_MPI_FLOAT);
    struct node_saying parcels = saying(4, ints), any = parcels;

    (void)state;
    parcels.data &= ~NODE_DATA_HERE; /* as many bytes, or 16383 more */
    any.data = FINGERPRINT_ANY_DATA;
    assert_true(fingerprint_agrees(saying(4, ints), saying(4, ints)));
    assert_false(fingerprint_agrees(saying(4, ints), saying(4, floats)));
    assert_false(fingerprint_agrees(saying(4, ints), saying(8, ints)));
    assert_false(fingerprint_agrees(saying(4, ints), parcels));
    assert_true(fingerprint_agrees(saying(4, ints), any));
    assert_true(fingerprint_agrees(saying(4, ints), saying(4, SIGNATURE_ANYTHING)));
    assert_true(fingerprint_agrees(saying(0, ints), saying(0, floats)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_call_is_the_same_with_large_counts),
        cmocka_unit_test(other_calls_do_not_match),
        cmocka_unit_test(roots_operations_amounts_and_types_must_agree),
        cmocka_unit_test(the_side_that_counts_is_compared),
        cmocka_unit_test(a_mark_tells_operation_and_root),
        cmocka_unit_test(short_data_must_agree_beside_a_mark),
    };

    return cmocka_run_group_tests(tests, case_set_up, case_tear_down);
}
