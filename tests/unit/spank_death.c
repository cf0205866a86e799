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
#include "util/macros.h"

enum { CORE = 0x80 };

static const struct {
    uint32_t state;
    int status;
    bool singled_out;
    enum verdict verdict;
} cases[] = {
    /* no MPI, or all well */
    { SLOT_EMPTY, W_EXITCODE(0, 0), false, VERDICT_NOTHING },
    { SLOT_EMPTY, W_EXITCODE(1, 0), true, VERDICT_NOTHING },
    { SLOT_EMPTY, SIGSEGV, true, VERDICT_NOTHING },
    { SLOT_EMPTY, SIGKILL, true, VERDICT_NOTHING },
    { SLOT_FINALIZED, W_EXITCODE(0, 0), true, VERDICT_NOTHING },
    { SLOT_FINALIZED, W_EXITCODE(7, 0), true, VERDICT_NOTHING },
    { SLOT_FINALIZED, SIGSEGV | CORE, true, VERDICT_NOTHING },
    /* what no library writes */
    { 4, SIGSEGV, true, VERDICT_NOTHING },
    { UINT32_MAX, SIGSEGV, true, VERDICT_NOTHING },
    /* a cause, whatever became of the others */
    { SLOT_RUNNING, W_EXITCODE(0, 0), true, VERDICT_TELL },
    { SLOT_RUNNING, W_EXITCODE(1, 0), false, VERDICT_TELL },
    { SLOT_RUNNING, SIGSEGV, false, VERDICT_TELL },
    { SLOT_RUNNING, SIGABRT | CORE, false, VERDICT_TELL },
    /* a cause, or not */
    { SLOT_RUNNING, SIGKILL, true, VERDICT_TELL },
    { SLOT_RUNNING, SIGTERM, true, VERDICT_TELL },
    { SLOT_RUNNING, SIGKILL, false, VERDICT_UNKNOWN },
    { SLOT_RUNNING, SIGTERM, false, VERDICT_ENDED },
    { SLOT_RUNNING, SIGINT, false, VERDICT_ENDED },
    /* it has said why */
    { SLOT_ABORTED, W_EXITCODE(1, 0), true, VERDICT_END },
    { SLOT_ABORTED, SIGKILL, true, VERDICT_END },
};

static void each_case_has_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        enum verdict verdict =
            death_verdict(cases[i].state, cases[i].status, cases[i].singled_out);

        if (verdict != cases[i].verdict)
            fail_msg("case %zu: verdict %d", i, verdict);
    }
}

static void assert_text(int status, const char *expected)
{
    char text[64];

    death_text(status, text, sizeof text);
    assert_string_equal(text, expected);
}

static void a_death_is_put_into_words(void **state)
{
    (void)state;
    assert_text(W_EXITCODE(0, 0), "exited with code 0");
    assert_text(W_EXITCODE(255, 0), "exited with code 255");
    assert_text(SIGSEGV, "died of SIGSEGV");
    assert_text(SIGSEGV | CORE, "died of SIGSEGV (core dumped)");
    assert_text(SIGKILL, "died of SIGKILL");
    assert_text(SIGRTMAX, "died of signal 64");
}

static void a_short_buffer_is_not_overrun(void **state)
{
    char text[9] = "12345678";

    (void)state;
    death_text(SIGSEGV, text, 5);
    assert_string_equal(text, "died");
    assert_int_equal(text[5], '6');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_has_its_verdict),
        cmocka_unit_test(a_death_is_put_into_words),
        cmocka_unit_test(a_short_buffer_is_not_overrun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
