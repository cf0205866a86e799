/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * signal.c: a rank that waits in MPI is woken by the signal, and does what must be done
 * (watch/watch.c).  If no rank of this node waits, nobody would say anything: then the
 * first of the node writes, in the handler, what the slots of the node say.  So the
 * handler uses nothing but memory, clock_gettime and write.
 */
#include "watch/signal.h"

#include <ctype.h>
#include <errno.h>
#include <mpi.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "boot/boot.h"
#include "node/segment.h"
#include "util/call.h"
#include "util/clock.h"
#include "util/env.h"
#include "util/err.h"

static volatile uint64_t came;
static int listening; /* to this signal; 0: to none */

uint64_t signal_came(void)
{
    return came;
}

void signal_forget(void)
{
    came = 0;
}

/* Text without stdio */

struct line {
    char text[240];
    size_t used;
};

static void add(struct line *line, const char *text)
{
    while (*text && line->used < sizeof line->text - 1)
        line->text[line->used++] = *text++;
}

static void add_number(struct line *line, unsigned number)
{
    char digits[12], *at = digits + sizeof digits - 1;

    *at = '\0';
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    add(line, at);
}

static void write_slot(const struct slot *slot)
{
    struct line line = { .used = 0 };
    uint32_t call = slot->call;

    add(&line, "slipway: rank ");
    add_number(&line, slot->rank);
    add(&line, " on ");
    add(&line, boot()->node_name);
    add(&line, call == CALL_NONE  ? ": outside MPI"
               : call & CALL_OVER ? ": outside MPI, after "
                                  : ": in ");
    add(&line, call_name(call));
    add(&line, "\n");
    if (write(STDERR_FILENO, line.text, line.used) < 0)
        return; /* nobody is listening */
}

static bool is_running(const struct slot *slot)
{
    return __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE) == SLOT_RUNNING;
}

static bool somebody_waits(void)
{
    for (int i = 0; i < boot()->local_size; i++) {
        const struct slot *slot = segment_slot((uint32_t)i);

        if (slot && is_running(slot) && slot->waits)
            return true;
    }
    return false;
}

static void write_node(void)
{
    for (int i = 0; i < boot()->local_size; i++) {
        const struct slot *slot = segment_slot((uint32_t)i);

        if (slot && is_running(slot))
            write_slot(slot);
    }
}

static void handle(int number)
{
    int saved = errno;

    (void)number;
    came = clock_ns();
    if (boot()->local_rank == 0 && !somebody_waits())
        write_node();
    errno = saved;
}

/* Which signal */

static int number_of(const char *name)
{
    if (strncasecmp(name, "SIG", 3) == 0)
        name += 3;
    for (int number = 1; number < NSIG; number++) {
        const char *abbreviation = sigabbrev_np(number);

        if (abbreviation && strcasecmp(name, abbreviation) == 0)
            return number;
    }
    return -1;
}

int signal_parse(const char *text, int *number)
{
    char *end;
    bool is_on = true;
    long value = strtol(text, &end, 10);

    if (env_is_bool(text, &is_on) && !is_on)
        value = 0;
    else if (!isdigit((unsigned char)*text) || *end)
        value = number_of(text);
    if (value < 0 || value >= NSIG || value == SIGKILL || value == SIGSTOP)
        return err(
            MPI_ERR_ARG,
            "SLIPWAY_HANG_SIGNAL=%s is no signal that can be caught (USR2, 12), and "
            "not off",
            text);
    *number = (int)value;
    return MPI_SUCCESS;
}

/* The program's own calls are not interrupted by it. */
int signal_open(void)
{
    struct sigaction ours = { .sa_handler = handle, .sa_flags = SA_RESTART }, theirs;
    int number, error = signal_parse(env_text(ENV_SLIPWAY_HANG_SIGNAL), &number);

    if (error || number == 0)
        return error;
    if (sigaction(number, NULL, &theirs) == 0 && !(theirs.sa_flags & SA_SIGINFO) &&
        theirs.sa_handler == SIG_DFL && sigaction(number, &ours, NULL) == 0)
        listening = number;
    return MPI_SUCCESS;
}

void signal_close(void)
{
    struct sigaction now;

    if (listening && sigaction(listening, NULL, &now) == 0 && now.sa_handler == handle)
        signal(listening, SIG_DFL);
    listening = 0;
}
