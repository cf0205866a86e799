/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * verbose.c: see verbose.h.  Who is verbose compares its choices with rank 0's: in its
 * slot, or with what it has published among several nodes.  No rank waits for another
 * that is not verbose.
 */
#include "world/verbose.h"

#include <mpi.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boot/boot.h"
#include "net/transports.h"
#include "node/node.h"
#include "p2p/wait.h"
#include "util/env.h"
#include "util/log.h"

#define WHAT "choices"

enum { CHOICES = 4, LONGEST = 512 };

struct choices {
    char line[CHOICES][LONGEST];
};

static struct {
    bool on;
    struct choices mine;
} verbose;

/* What may differ from rank to rank */

static void add(char line[LONGEST], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(char line[LONGEST], const char *format, ...)
{
    size_t used = strlen(line);
    va_list args;

    va_start(args, format);
    vsnprintf(line + used, LONGEST - used, format, args);
    va_end(args);
}

static void say_plugin(char line[LONGEST])
{
    add(line, "plugin: %s",
        node_is_watched() ? "slipway.so ends the step when this rank dies" : "none");
}

static void say_messages(char line[LONGEST])
{
    add(line, "messages: %s on the node (SLIPWAY_CARRIER=%s), UCX %s to others",
        node_is_shared() ? "shared memory" : "no shared memory",
        env_text(ENV_SLIPWAY_CARRIER), boot()->size > 1 ? net_version() : "(not needed)");
}

static void say_waiting(char line[LONGEST])
{
    add(line, "waiting: %s (SLIPWAY_WAIT=%s)", wait_manner(), env_text(ENV_SLIPWAY_WAIT));
}

static void say_settings(char line[LONGEST])
{
    add(line, "settings:");
    for (enum env variable = 0; variable < ENV_COUNT; variable++) {
        if (strcmp(env_text(variable), env_default(variable)) != 0)
            add(line, " %s=%s", env_name(variable), env_text(variable));
    }
    add(line, "; algorithms that are not set are chosen by size (slipway-info)");
}

static void choose(struct choices *choices)
{
    say_plugin(choices->line[0]);
    say_messages(choices->line[1]);
    say_waiting(choices->line[2]);
    say_settings(choices->line[3]);
}

/* FNV-1a; never 0. */
static uint64_t hash(const struct choices *choices)
{
    const unsigned char *bytes = (const unsigned char *)choices;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < sizeof *choices; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    return hash | 1;
}

int verbose_publish(void)
{
    int error = env_bool(ENV_SLIPWAY_VERBOSE, &verbose.on);

    if (error || !verbose.on)
        return error;
    choose(&verbose.mine);
    node_show_choices(hash(&verbose.mine));
    if (boot()->rank > 0 || boot()->nodes == 1)
        return MPI_SUCCESS;
    return boot_say(WHAT, &verbose.mine, sizeof verbose.mine);
}

/* Rank 0's, NULL if they are not known. */
static struct choices *first_choices(void)
{
    void *choices;
    size_t bytes;

    if (boot()->nodes == 1 || boot_hear(WHAT, &choices, &bytes))
        return NULL;
    if (bytes == sizeof(struct choices))
        return choices;
    free(choices);
    return NULL;
}

static bool is_as_first(void)
{
    return boot()->nodes == 1 && boot()->rank > 0 &&
           node_first_choices() == hash(&verbose.mine);
}

static void say_world(void)
{
    log_line("verbose: step %s, %d ranks on %d nodes, %d of them here; PMI: %s",
             boot()->job, boot()->size, boot()->nodes, boot()->local_size,
             boot()->method);
}

static void say_what_differs(const struct choices *first)
{
    for (int i = 0; i < CHOICES; i++) {
        if (!first || strncmp(first->line[i], verbose.mine.line[i], LONGEST) != 0)
            log_line("verbose: %s", verbose.mine.line[i]);
    }
}

void verbose_report(void)
{
    struct choices *first;

    if (!verbose.on || is_as_first())
        return;
    first = boot()->rank > 0 ? first_choices() : NULL;
    if (boot()->rank == 0)
        say_world();
    say_what_differs(first);
    free(first);
}
