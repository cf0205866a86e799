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

/* SIGKILL also comes from the kernel when memory runs out, to one task after the other.
 * The other signals leave those who catch them time to save their work. */
static enum verdict sent_verdict(int number)
{
    return number == SIGKILL ? VERDICT_UNKNOWN : VERDICT_ENDED;
}

enum verdict death_verdict(uint32_t state, int status, bool singled_out)
{
    if (state == SLOT_ABORTED)
        return VERDICT_END;
    if (state != SLOT_RUNNING)
        return VERDICT_NOTHING;
    if (!death_is_sent(status) || singled_out)
        return VERDICT_TELL;
    return sent_verdict(WTERMSIG(status));
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
