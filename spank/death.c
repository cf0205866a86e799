/* SPDX-License-Identifier: BSD-3-Clause */
/* death.c: see death.h. */
#include "spank/death.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include "node/slot.h"
#include "util/call.h"

/* glibc has sigabbrev_np() from 2.32 only. */
static const struct {
    int number;
    const char *name;
} signals[] = {
    { SIGABRT, "SIGABRT" }, { SIGALRM, "SIGALRM" }, { SIGBUS, "SIGBUS" },
    { SIGFPE, "SIGFPE" },   { SIGHUP, "SIGHUP" },   { SIGILL, "SIGILL" },
    { SIGINT, "SIGINT" },   { SIGKILL, "SIGKILL" }, { SIGPIPE, "SIGPIPE" },
    { SIGQUIT, "SIGQUIT" }, { SIGSEGV, "SIGSEGV" }, { SIGSYS, "SIGSYS" },
    { SIGTERM, "SIGTERM" }, { SIGTRAP, "SIGTRAP" }, { SIGUSR1, "SIGUSR1" },
    { SIGUSR2, "SIGUSR2" }, { SIGXCPU, "SIGXCPU" }, { SIGXFSZ, "SIGXFSZ" },
};

static const char *signal_name(int number)
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (signals[i].number == number)
            return signals[i].name;
    }
    return NULL;
}

bool death_is_sent(const struct death *death)
{
    if (!WIFSIGNALED(death->status))
        return false;
    switch (WTERMSIG(death->status)) {
    case SIGHUP:
    case SIGINT:
    case SIGQUIT:
    case SIGKILL:
    case SIGTERM:
    case SIGUSR1:
    case SIGUSR2:
    case SIGXCPU:
        return true;
    default:
        return false;
    }
}

bool death_may_follow(const struct death *death)
{
    return death->state == SLOT_RUNNING && WIFSIGNALED(death->status) &&
           WTERMSIG(death->status) == SIGABRT && !(death->call & CALL_OVER);
}

enum verdict death_verdict(const struct death *death, bool is_cause)
{
    switch (death->state) {
    case SLOT_RUNNING:
        return is_cause || !death_is_sent(death) ? VERDICT_TELL : VERDICT_ENDED;
    case SLOT_ABORTED:
        return VERDICT_END;
    case SLOT_ENDED:
        return VERDICT_ENDED;
    case SLOT_EMPTY:
        return VERDICT_ABSENT;
    default:
        return VERDICT_NOTHING;
    }
}

/* The text grows from left to right; what has no room is cut. */
struct text {
    char *at;
    size_t room;
};

static void add(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct text *text, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text->at, text->room, format, args);
    va_end(args);
    if (length > 0 && (size_t)length < text->room) {
        text->at += length;
        text->room -= (size_t)length;
    } else {
        text->room = 0;
    }
}

static void add_signal(struct text *text, const struct death *death)
{
    int number = WTERMSIG(death->status);
    const char *name = signal_name(number);

    if (name)
        add(text, "died of %s", name);
    else
        add(text, "died of signal %d", number);
    if (WCOREDUMP(death->status))
        add(text, " (core dumped)");
    if (number == SIGKILL && death->out_of_memory)
        add(text, " because memory ran out");
    else if (number == SIGKILL)
        add(text, " (%sout of memory, or somebody's kill)",
            death->of_all ? "scancel, " : "");
}

/* A shell says so that its program died of a signal. */
static void add_exit(struct text *text, int code)
{
    const char *name = code > 128 ? signal_name(code - 128) : NULL;

    add(text, "exited with code %d", code);
    if (name)
        add(text, " (as a shell does for %s)", name);
    add(text, " without MPI_Finalize");
}

/* "12 ms", "34 s". */
static void add_time(struct text *text, uint64_t ns)
{
    uint64_t ms = ns / 1000000 + 1;

    if (ms < 10000)
        add(text, "%" PRIu64 " ms", ms);
    else
        add(text, "%" PRIu64 " s", ms / 1000 + 1);
}

static void add_call(struct text *text, const struct death *death)
{
    const char *name = call_name(death->call);

    if (death->call == CALL_NONE)
        add(text, " while MPI started");
    if (!*name)
        return;
    if (!(death->call & CALL_OVER)) {
        add(text, " in %s", name);
        return;
    }
    if (death->silent_ns) {
        add(text, ", at most ");
        add_time(text, death->silent_ns);
    }
    add(text, " after its last MPI call, %s", name);
}

void death_text(const struct death *death, char *text, size_t size)
{
    struct text all = { text, size };

    if (WIFSIGNALED(death->status))
        add_signal(&all, death);
    else
        add_exit(&all, WEXITSTATUS(death->status));
    add_call(&all, death);
}
