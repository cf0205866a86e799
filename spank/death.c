/* SPDX-License-Identifier: BSD-3-Clause */
/* death.c: see death.h. */
#include "spank/death.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "node/slot.h"

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

bool death_is_sent(int status)
{
    if (!WIFSIGNALED(status))
        return false;
    switch (WTERMSIG(status)) {
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

static enum verdict sent_verdict(enum company company)
{
    switch (company) {
    case COMPANY_LIVES:
        return VERDICT_TELL;
    case COMPANY_DEAD:
        return VERDICT_ENDED;
    case COMPANY_NONE:
        break;
    }
    return VERDICT_UNKNOWN;
}

enum verdict death_verdict(uint32_t state, int status, enum company company)
{
    if (state == SLOT_ABORTED)
        return VERDICT_END;
    if (state != SLOT_RUNNING)
        return VERDICT_NOTHING;
    return death_is_sent(status) ? sent_verdict(company) : VERDICT_TELL;
}

void death_text(int status, char *text, size_t size)
{
    const char *core = WIFSIGNALED(status) && WCOREDUMP(status) ? " (core dumped)" : "";
    const char *name = WIFSIGNALED(status) ? signal_name(WTERMSIG(status)) : NULL;

    if (name)
        snprintf(text, size, "died of %s%s", name, core);
    else if (WIFSIGNALED(status))
        snprintf(text, size, "died of signal %d%s", WTERMSIG(status), core);
    else
        snprintf(text, size, "exited with code %d", WEXITSTATUS(status));
}
