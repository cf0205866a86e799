/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * shell.c: see shell.h.  Shells differ in which options take a value (the word after it
 * is then no script), so each family has a row.
 */
#include "spank/shell.h"

#include <stddef.h>
#include <string.h>

struct family {
    const char *names;        /* between spaces */
    const char *valued;       /* letters of the options that take a value */
    const char *valued_longs; /* between spaces */
};

static const struct family families[] = {
    { " bash rbash sh dash ash ksh ksh93 rksh mksh yash zsh ", "oO",
      " --rcfile --init-file --emulate " },
    { " csh tcsh ", "", "" },
    { " fish ", "CdDfop",
      " --init-command --debug --debug-output --features --profile " },
};

enum word {
    WORD_FLAG,    /* an option without a value */
    WORD_VALUED,  /* an option, whose value is the next word */
    WORD_STDIN,   /* -s: what follows are arguments of the terminal's commands */
    WORD_COMMAND, /* -c: the shell runs a command and ends */
    WORD_END,     /* "-" or "--": the options end */
    WORD_OPERAND, /* a script */
};

static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);

    if (length == 0 || strchr(name, ' '))
        return false;
    for (const char *at = strstr(list, name); at; at = strstr(at + 1, name)) {
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    }
    return false;
}

static const struct family *family_of(const char *command)
{
    const char *slash = strrchr(command, '/');
    const char *name = slash ? slash + 1 : command;

    if (*name == '-')
        name++; /* a login shell */
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (is_listed(families[i].names, name))
            return &families[i];
    }
    return NULL;
}

static enum word long_option(const struct family *family, const char *word)
{
    if (strncmp(word, "--command", strlen("--command")) == 0)
        return WORD_COMMAND;
    return is_listed(family->valued_longs, word) ? WORD_VALUED : WORD_FLAG;
}

/* Options of one letter may stand together: -il, -lc. */
static enum word letters(const struct family *family, const char *letter)
{
    enum word found = WORD_FLAG;

    for (; *letter; letter++) {
        if (*letter == 'c')
            return WORD_COMMAND;
        if (*letter == 's')
            found = WORD_STDIN;
        if (strchr(family->valued, *letter))
            return letter[1] ? found : WORD_VALUED;
    }
    return found;
}

static enum word word_kind(const struct family *family, const char *word)
{
    if (strcmp(word, "-") == 0 || strcmp(word, "--") == 0)
        return WORD_END;
    if (strncmp(word, "--", 2) == 0)
        return long_option(family, word);
    if (word[0] == '-')
        return letters(family, word + 1);
    if (word[0] == '+')
        return strchr("oO", word[1]) && word[1] && !word[2] ? WORD_VALUED : WORD_FLAG;
    return WORD_OPERAND;
}

bool shell_is_interactive(int argc, char *const argv[])
{
    const struct family *family = argc > 0 ? family_of(argv[0]) : NULL;
    bool from_stdin = false;
    int i = 1;

    if (!family)
        return false;
    for (; i < argc; i++) {
        enum word kind = word_kind(family, argv[i]);

        if (kind == WORD_COMMAND)
            return false;
        if (kind == WORD_OPERAND)
            break;
        if (kind == WORD_END) {
            i++;
            break;
        }
        from_stdin |= kind == WORD_STDIN;
        i += kind == WORD_VALUED;
    }
    return from_stdin || i >= argc;
}
