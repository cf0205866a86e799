/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/option.h, spank/setting.h: what the --mpi- options take, refuse and set. */
#include "spank/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "util/macros.h"

static const struct option *option_named(const char *name)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (strcmp(option_table[i].name, name) == 0)
            return &option_table[i];
    }
    fail_msg("no option %s", name);
    return NULL;
}

static const struct {
    const char *option, *value, *name, *set; /* set NULL: it is refused */
} cases[] = {
    { "mpi-hang", "60", "SLIPWAY_HANG", "60" },
    { "mpi-hang", "0", "SLIPWAY_HANG", "0" },
    { "mpi-hang", "2.5,abort", "SLIPWAY_HANG", "2.5,abort" },
    { "mpi-hang", "1000000", "SLIPWAY_HANG", "1000000" },
    { "mpi-hang", "1000001", "", NULL },
    { "mpi-hang", "99999999999999999999", "", NULL },
    { "mpi-hang", "", "", NULL },
    { "mpi-hang", NULL, "", NULL },
    { "mpi-hang", ".5", "", NULL },
    { "mpi-hang", "-1", "", NULL },
    { "mpi-hang", "5,", "", NULL },
    { "mpi-hang", "5,abort,", "", NULL },
    { "mpi-hang", "5 ", "", NULL },
    { "mpi-hang", "0x5", "", NULL },
    { "mpi-hang", "inf", "", NULL },
    /* no value, as typed and in Slurm's two ways to hand it on */
    { "mpi-check", NULL, "SLIPWAY_CHECK", "1" },
    { "mpi-check", "", "SLIPWAY_CHECK", "1" },
    { "mpi-verbose", "(null)", "SLIPWAY_VERBOSE", "1" },
    { "mpi-stats", NULL, "SLIPWAY_STATS", "1" },
    { "mpi-stats", "", "SLIPWAY_STATS", "1" },
    { "mpi-stats", "(null)", "SLIPWAY_STATS", "1" },
    { "mpi-stats", "a b/c.json", "SLIPWAY_STATS", "a b/c.json" },
    { "mpi-stats", "a\nLD_PRELOAD=x", "", NULL },
    { "mpi-env", "A=1", "A", "1" },
    { "mpi-env", "_a9=", "_a9", "" },
    { "mpi-env", "A==b=c d", "A", "=b=c d" },
    { "mpi-env", "SLIPWAY_ALLREDUCE=ring", "SLIPWAY_ALLREDUCE", "ring" },
    { "mpi-env", "UCX_TLS=tcp", "UCX_TLS", "tcp" },
    { "mpi-env", "", "", NULL },
    { "mpi-env", "A", "", NULL },
    { "mpi-env", "=1", "", NULL },
    { "mpi-env", "1A=1", "", NULL },
    { "mpi-env", "A B=1", "", NULL },
    { "mpi-env", "A=1\nB=2", "", NULL },
    { "mpi-env", "A=\x1b[2J", "", NULL },
    { "mpi-env", "LD_PRELOAD=x", "", NULL },
    { "mpi-env", "GLIBC_TUNABLES=x", "", NULL },
    { "mpi-env", "SLURM_JOB_ID=1", "", NULL },
    { "mpi-env", "SLURMD_NODENAME=x", "", NULL },
    { "mpi-env", "PMI_RANK=0", "", NULL },
    { "mpi-env", "SLIPWAY_STEP=1.0", "", NULL },
    { "mpi-env", "SLIPWAY_NODE_FD=3", "", NULL },
};

static void each_value_is_taken_or_refused(void **state)
{
    struct setting setting;

    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        const char *wrong =
            option_read(option_named(cases[i].option), cases[i].value, &setting);

        if (!wrong != !!cases[i].set)
            fail_msg("--%s=%s: %s", cases[i].option, cases[i].value, wrong);
        if (wrong)
            continue;
        assert_string_equal(setting.name, cases[i].name);
        assert_string_equal(setting.value, cases[i].set);
    }
}

/* "A...A=" and so many characters. */
static const char *long_text(size_t name, size_t value)
{
    static char text[4096];

    memset(text, 'A', name + 1 + value);
    text[name] = '=';
    text[name + 1 + value] = '\0';
    return text;
}

static void lengths_are_bounded(void **state)
{
    struct setting setting;

    (void)state;
    assert_null(setting_read(&setting, long_text(127, 1023)));
    assert_int_equal(strlen(setting.name), 127);
    assert_int_equal(strlen(setting.value), 1023);
    assert_non_null(setting_read(&setting, long_text(128, 1)));
    assert_non_null(setting_read(&setting, long_text(1, 1024)));
    assert_non_null(option_read(option_named("mpi-stats"), long_text(2000, 1), &setting));
}

static void settings_come_back_in_their_order(void **state)
{
    char settings[SETTINGS_SIZE] = "";
    const char *text = settings;
    struct setting setting;

    (void)state;
    setting_read(&setting, "A=1 2");
    assert_true(setting_append(settings, &setting));
    setting_read(&setting, "B=");
    assert_true(setting_append(settings, &setting));
    assert_true(setting_next(&text, &setting));
    assert_string_equal(setting.name, "A");
    assert_string_equal(setting.value, "1 2");
    assert_true(setting_next(&text, &setting));
    assert_string_equal(setting.name, "B");
    assert_false(setting_next(&text, &setting));
}

static void what_is_no_setting_is_passed_over(void **state)
{
    const char *text = "\x1f\x1f"
                       "A\x1f"
                       "LD_PRELOAD=x\x1f"
                       "B=1\x1f"
                       "PMI_FD=3";
    struct setting setting;

    (void)state;
    assert_true(setting_next(&text, &setting));
    assert_string_equal(setting.name, "B");
    assert_false(setting_next(&text, &setting));
    assert_string_equal(text, "");
}

static void a_long_one_is_none(void **state)
{
    static char texts[SETTINGS_SIZE];
    const char *text = texts;
    struct setting setting;

    (void)state;
    snprintf(texts, sizeof texts,
             "%s\x1f"
             "B=1\x1f",
             long_text(3, 3000));
    assert_true(setting_next(&text, &setting));
    assert_string_equal(setting.name, "B");
}

static void what_has_no_room_is_not_added(void **state)
{
    char settings[SETTINGS_SIZE] = "";
    struct setting setting;
    int added = 0;

    (void)state;
    setting_read(&setting, long_text(100, 1000));
    while (setting_append(settings, &setting))
        added++;
    assert_int_equal(added, 7);
    assert_int_equal(strlen(settings), 7 * 1102);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_is_taken_or_refused),
        cmocka_unit_test(lengths_are_bounded),
        cmocka_unit_test(settings_come_back_in_their_order),
        cmocka_unit_test(what_is_no_setting_is_passed_over),
        cmocka_unit_test(a_long_one_is_none),
        cmocka_unit_test(what_has_no_room_is_not_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
