/* SPDX-License-Identifier: BSD-3-Clause */
/* spank/shell.h: who works at the terminal, and who runs a job in it. */
#include "spank/shell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "util/macros.h"

/* The words of a command stand between single spaces. */
static const struct {
    const char *command;
    bool interactive;
} cases[] = {
    { "bash", true },
    { "/bin/bash", true },
    { "-bash", true },
    { "/usr/bin/-zsh", true },
    { "sh", true },
    { "zsh", true },
    { "ksh93", true },
    { "tcsh", true },
    { "fish", true },
    { "bash -il", true },
    { "bash -l", true },
    { "bash --login -i", true },
    { "bash --norc --noprofile", true },
    { "bash --rcfile my.rc", true },
    { "bash --rcfile my.rc -i", true },
    { "bash --init-file my.rc", true },
    { "bash -o vi", true },
    { "bash +o history -i", true },
    { "bash -O extglob", true },
    { "bash -ixo vi", true },
    { "bash -s one two", true },
    { "bash -", true },
    { "bash --", true },
    { "zsh --emulate sh -i", true },
    { "tcsh -f -l", true },
    { "fish -C ls", true },
    { "fish -Cls", true },
    { "fish --init-command=ls -l", true },

    { "bash -c ./app", false },
    { "bash -lc ./app", false },
    { "bash -l -c ./app", false },
    { "bash --norc -c ./app", false },
    { "bash --rcfile my.rc -c ./app", false },
    { "bash -o pipefail -c ./app", false },
    { "bash job.sh", false },
    { "bash -x job.sh", false },
    { "bash -- job.sh", false },
    { "bash - job.sh", false },
    { "bash --rcfile my.rc job.sh", false },
    { "bash -o vi job.sh", false },
    { "bash +x job.sh", false },
    { "tcsh -o job.sh", false },
    { "fish -c ls", false },
    { "fish --command=ls", false },
    { "fish --command ls", false },
    { "fish -C ls job.fish", false },
    { "./app", false },
    { "./app bash", false },
    { "python3", false },
    { "bashful", false },
    { "bas", false },
    { "/opt/bash/", false },
    { "-", false },
    { "", false },
};

enum { MOST_WORDS = 8 };

static int split(char *text, char *words[MOST_WORDS])
{
    int count = 0;

    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
        assert_true(count < MOST_WORDS);
        words[count++] = word;
    }
    if (count == 0)
        words[count++] = text; /* a command with an empty name */
    return count;
}

static void each_case_is_told_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < array_length(cases); i++) {
        char text[64], *words[MOST_WORDS];
        bool interactive;

        strcpy(text, cases[i].command);
        interactive = shell_is_interactive(split(text, words), words);
        if (interactive != cases[i].interactive)
            fail_msg("\"%s\" was taken for %s", cases[i].command,
                     interactive ? "interactive" : "a job");
    }
}

static void no_command_is_no_shell(void **state)
{
    (void)state;
    assert_false(shell_is_interactive(0, NULL));
}

static void a_name_with_spaces_is_no_list(void **state)
{
    char *const words[] = { "bash rbash" };

    (void)state;
    assert_false(shell_is_interactive(1, words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_is_told_right),
        cmocka_unit_test(no_command_is_no_shell),
        cmocka_unit_test(a_name_with_spaces_is_no_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
