/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/death.h: what follows from the end of a task. */
#include "spank/death.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <cmocka.h>

#include "node/slot.h"
#include "util/call.h"
#include "util/macros.h"

enum { CORE = 0x80 };

static const struct {
    uint32_t state;
    int status;
    bool is_cause;
    enum verdict verdict;
} cases[] = {
    /* no MPI, or not yet */
    { SLOT_EMPTY, W_EXITCODE(0, 0), false, VERDICT_ABSENT },
    { SLOT_EMPTY, W_EXITCODE(1, 0), true, VERDICT_ABSENT },
    { SLOT_EMPTY, SIGSEGV, true, VERDICT_ABSENT },
    { SLOT_EMPTY, SIGKILL, true, VERDICT_ABSENT },
    /* all well */
    { SLOT_FINALIZED, W_EXITCODE(0, 0), true, VERDICT_NOTHING },
    { SLOT_FINALIZED, W_EXITCODE(7, 0), true, VERDICT_NOTHING },
    { SLOT_FINALIZED, SIGSEGV | CORE, true, VERDICT_NOTHING },
    /* what no library writes */
    { SLOT_ABSENT, SIGSEGV, true, VERDICT_NOTHING },
    { 6, SIGSEGV, true, VERDICT_NOTHING },
    { UINT32_MAX, SIGSEGV, true, VERDICT_NOTHING },
    /* a cause, whatever became of the others */
    { SLOT_RUNNING, W_EXITCODE(0, 0), true, VERDICT_TELL },
    { SLOT_RUNNING, W_EXITCODE(1, 0), false, VERDICT_TELL },
    { SLOT_RUNNING, SIGSEGV, false, VERDICT_TELL },
    { SLOT_RUNNING, SIGABRT | CORE, false, VERDICT_TELL },
    /* a cause, or not */
    { SLOT_RUNNING, SIGKILL, true, VERDICT_TELL },
    { SLOT_RUNNING, SIGTERM, true, VERDICT_TELL },
    { SLOT_RUNNING, SIGKILL, false, VERDICT_ENDED },
    { SLOT_RUNNING, SIGTERM, false, VERDICT_ENDED },
    { SLOT_RUNNING, SIGINT, false, VERDICT_ENDED },
    /* it has said why */
    { SLOT_ABORTED, W_EXITCODE(1, 0), true, VERDICT_END },
    { SLOT_ABORTED, SIGKILL, true, VERDICT_END },
    /* it was told to end */
    { SLOT_ENDED, W_EXITCODE(1, 0), true, VERDICT_ENDED },
    { SLOT_ENDED, SIGKILL, true, VERDICT_ENDED },
};

static void each_case_has_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        const struct death death = { .state = cases[i].state, .status = cases[i].status };
        enum verdict verdict = death_verdict(&death, cases[i].is_cause);

        if (verdict != cases[i].verdict)
            fail_msg("case %zu: verdict %d", i, verdict);
    }
}

static void assert_text(struct death death, const char *expected)
{
    char text[DEATH_TEXT];

    death_text(&death, text, sizeof text);
    assert_string_equal(text, expected);
}

static void a_death_is_put_into_words(void **state)
{
    (void)state;
    assert_text((struct death){ .call = CALLS, .status = W_EXITCODE(0, 0) },
                "exited with code 0 without MPI_Finalize");
    assert_text((struct death){ .call = CALLS, .status = W_EXITCODE(255, 0) },
                "exited with code 255 without MPI_Finalize");
    assert_text(
        (struct death){ .call = CALLS, .status = W_EXITCODE(139, 0) },
        "exited with code 139 (as a shell does for SIGSEGV) without MPI_Finalize");
    assert_text((struct death){ .call = CALLS, .status = SIGSEGV }, "died of SIGSEGV");
    assert_text((struct death){ .call = CALLS, .status = SIGSEGV | CORE },
                "died of SIGSEGV (core dumped)");
    assert_text((struct death){ .call = CALLS, .status = SIGRTMAX }, "died of signal 64");
    assert_text((struct death){ .call = CALLS, .status = SIGKILL },
                "died of SIGKILL (out of memory, or somebody's kill)");
    assert_text((struct death){ .call = CALLS, .status = SIGKILL, .out_of_memory = true },
                "died of SIGKILL because memory ran out");
}

static void assert_where(uint32_t call, uint64_t silent_ns, const char *expected)
{
    const struct death death = { .status = SIGBUS, .call = call, .silent_ns = silent_ns };

    assert_text(death, expected);
}

static void the_last_call_is_named(void **state)
{
    (void)state;
    assert_where(CALL_Recv, 0, "died of SIGBUS in MPI_Recv");
    assert_where(CALL_Recv, 5000000, "died of SIGBUS in MPI_Recv");
    assert_where(CALL_Recv | CALL_OVER, 0,
                 "died of SIGBUS after its last MPI call, MPI_Recv");
    assert_where(CALL_Recv | CALL_OVER, 1,
                 "died of SIGBUS, at most 1 ms after its last MPI call, MPI_Recv");
    assert_where(CALL_Recv | CALL_OVER, 11900000,
                 "died of SIGBUS, at most 12 ms after its last MPI call, MPI_Recv");
    assert_where(CALL_Recv | CALL_OVER, UINT64_C(12000000000),
                 "died of SIGBUS, at most 13 s after its last MPI call, MPI_Recv");
    assert_where(CALL_NONE, 0, "died of SIGBUS while MPI started");
    assert_where(CALLS, 1, "died of SIGBUS");
    assert_where(UINT32_MAX, UINT64_MAX, "died of SIGBUS");
}

static void an_abort_in_a_call_may_follow_another_death(void **state)
{
    struct death death = { .state = SLOT_RUNNING, .status = SIGABRT, .call = CALL_Recv };

    (void)state;
    assert_true(death_may_follow(&death));
    death.status = SIGABRT | CORE;
    assert_true(death_may_follow(&death));
    death.status = SIGSEGV;
    assert_false(death_may_follow(&death));
    death.status = W_EXITCODE(SIGABRT, 0);
    assert_false(death_may_follow(&death));
    death.status = SIGABRT;
    death.call |= CALL_OVER;
    assert_false(death_may_follow(&death));
    death.call = CALL_NONE; /* while MPI starts */
    assert_true(death_may_follow(&death));
    death.state = SLOT_FINALIZED;
    assert_false(death_may_follow(&death));
}

static void a_short_buffer_is_not_overrun(void **state)
{
    const struct death death = { .status = SIGSEGV, .call = CALL_Recv };
    char text[9] = "12345678";

    (void)state;
    death_text(&death, text, 5);
    assert_string_equal(text, "died");
    assert_int_equal(text[5], '6');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_has_its_verdict),
        cmocka_unit_test(a_death_is_put_into_words),
        cmocka_unit_test(the_last_call_is_named),
        cmocka_unit_test(an_abort_in_a_call_may_follow_another_death),
        cmocka_unit_test(a_short_buffer_is_not_overrun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
