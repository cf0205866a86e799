/* SPDX-License-Identifier: BSD-3-Clause */
/* main.c: slipway-info, see slipway-info(1). */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "info/out.h"
#include "info/sections.h"
#include "util/macros.h"

static const struct section {
    const char *name;
    void (*tell)(void);
} sections[] = {
    { "version", tell_version },
    { "node", tell_node },
    { "variables", tell_variables },
    { "algorithms", tell_algorithms },
};

static const char help[] =
    "Usage: slipway-info [OPTION...] [SECTION...]\n"
    "\n"
    "Shows what Slipway is and what it finds here: everything, or only SECTIONs:\n"
    "\n"
    "  version      the version and how it was configured\n"
    "  node         this node: CPUs, transports, shared memory, limits\n"
    "  variables    the environment variables, their defaults and values\n"
    "  algorithms   those of the collective operations, in the order of choice\n"
    "\n"
    "  --check      look at this cluster as an administrator would, and say what to\n"
    "               change; the exit status is 1 if there is something\n"
    "  --json       as JSON\n"
    "  --version    print the version\n"
    "  --help       print this\n"
    "\n"
    "More: man slipway-info\n";

static _Noreturn void refuse(const char *word, const char *why)
{
    fprintf(stderr, "slipway-info: %s: %s; see slipway-info --help\n", word, why);
    exit(2);
}

static const struct section *section_named(const char *name)
{
    for (size_t i = 0; i < array_length(sections); i++) {
        if (strcmp(sections[i].name, name) == 0)
            return &sections[i];
    }
    refuse(name, "no such section");
}

static void tell_all(void)
{
    for (size_t i = 0; i < array_length(sections); i++)
        sections[i].tell();
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        { "check", no_argument, NULL, 'c' },
        { "json", no_argument, NULL, 'j' },
        { "version", no_argument, NULL, 'v' },
        { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 },
    };
    bool check = false, json = false;
    int option, findings = 0;

    opterr = 0; /* its lines would look different from ours */
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'c':
            check = true;
            break;
        case 'j':
            json = true;
            break;
        case 'v':
            return puts("slipway " VERSION) == EOF;
        case 'h':
            return fputs(help, stdout) == EOF;
        default:
            refuse(argv[optind - 1], "no such option");
        }
    }
    for (int i = optind; i < argc; i++)
        section_named(argv[i]);
    out_begin(json);
    for (int i = optind; i < argc; i++)
        section_named(argv[i])->tell();
    if (check)
        findings = tell_check();
    else if (optind == argc)
        tell_all();
    out_end();
    return findings > 0;
}
