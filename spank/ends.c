/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ends.c: see ends.h.
 *
 * A step is ended in two strokes.  The first is NODE_END_SIGNAL: ranks that hear it exit,
 * with a code below any that a rank has given to MPI_Abort, so that srun ends with that
 * one; and in their slot they leave why, so that no node takes them for a cause.  The
 * second, SIGKILL, ends what is left.
 *
 * A task that died of a signal which commonly is sent to a whole step is a cause if it was
 * singled out: other tasks of the step live on.  If all died at once it is told, too, for
 * all of them by the first node; but not if the user knows: of the end of the job (scancel,
 * the time limit, a node that failed) Slurm itself has written, and ctrl-C was theirs.
 *
 * A task that may have died of the death of another node's is told later than that one, and
 * not at all if its neighbours heard by then that the step is ended.
 */
#include "spank/ends.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "node/slot.h"
#include "spank/death.h"
#include "spank/elsewhere.h"
#include "spank/job.h"
#include "spank/memory.h"
#include "spank/pause.h"
#include "spank/process.h"
#include "spank/segment.h"
#include "util/clock.h"

enum {
    POLL_MS = 5,
    STRIKE_MS = 50,      /* a signal to all tasks of a node has reached all of them */
    STRIKE_ALL_MS = 350, /* and all nodes */
    FOLLOW_MS = 900,     /* another node has told its cause, and this one has heard */
    DELIVERY_MS = 100,   /* what is said reaches the user; see tell() */
    GRACE_MS = 400,      /* between the two strokes */
};

/* The tasks of this node that live. */

static bool anybody_lives(const struct step *step)
{
    for (uint32_t i = 0; i < step->tasks; i++) {
        if (step->pid[i] > 0 && process_lives(step->pid[i]))
            return true;
    }
    return false;
}

/* True if that lasted so long. */
static bool somebody_lives_for(const struct step *step, int milliseconds)
{
    for (int ms = 0; ms < milliseconds; ms += POLL_MS) {
        if (!anybody_lives(step))
            return false;
        pause_ms(POLL_MS);
    }
    return anybody_lives(step);
}

/* Those who withstand a signal may be saving their work: of scancel and the time limit
 * the first is SIGTERM. */
static bool anybody_withstands(const struct step *step, int signal)
{
    for (uint32_t i = 0; i < step->tasks; i++) {
        if (step->pid[i] > 0 && process_withstands(step->pid[i], signal))
            return true;
    }
    return false;
}

/* Whom a signal was meant for. */
enum aim { AIM_ONE, AIM_ALL, AIM_ALL_AND_SOME_GO_ON };

static enum aim aim_of(const struct end *end)
{
    const struct step *step = end->step;

    if (somebody_lives_for(step, STRIKE_MS))
        return anybody_withstands(step, WTERMSIG(end->status)) ? AIM_ALL_AND_SOME_GO_ON
                                                               : AIM_ONE;
    if (step->nodes == 1)
        return AIM_ALL;
    pause_ms(STRIKE_ALL_MS);
    return elsewhere_lives(end->spank) ? AIM_ONE : AIM_ALL;
}

static bool is_first_node(spank_t spank)
{
    uint32_t node;

    return spank_get_item(spank, S_JOB_NODEID, &node) == ESPANK_SUCCESS && node == 0;
}

static bool is_news(const struct end *end)
{
    return WTERMSIG(end->status) != SIGINT && is_first_node(end->spank) &&
           !job_is_ending(end->step->job);
}

static bool anybody_was_told(const struct step *step)
{
    for (uint32_t i = 0; i < step->tasks; i++) {
        if (segment_slot_of(step->segment, i).state == SLOT_ENDED)
            return true;
    }
    return false;
}

/* True if another node is ending the step. */
static bool follows_another(const struct step *step)
{
    for (int ms = 0; step->nodes > 1 && ms < FOLLOW_MS; ms += POLL_MS) {
        if (anybody_was_told(step))
            return true;
        pause_ms(POLL_MS);
    }
    return false;
}

/* All this takes time, so not for steps without MPI. */
static enum verdict verdict_on(const struct end *end, struct death *death)
{
    enum aim aim = AIM_ONE;

    if (death_may_follow(death) && follows_another(end->step))
        return VERDICT_ENDED;
    if (death->state == SLOT_RUNNING && death_is_sent(death) && !death->out_of_memory)
        aim = aim_of(end);
    death->of_all = aim == AIM_ALL;
    return death_verdict(death, aim == AIM_ONE || (aim == AIM_ALL && is_news(end)));
}

/* What is told. */

static struct death look_at(const struct end *end)
{
    const struct slot slot = segment_slot_of(end->step->segment, end->task);
    uint64_t now = clock_ns();

    return (struct death){
        .state = slot.state,
        .status = end->status,
        .out_of_memory = WIFSIGNALED(end->status) && WTERMSIG(end->status) == SIGKILL &&
                         memory_ran_out(),
        .call = slot.call,
        .silent_ns = slot.seen && slot.seen <= now ? now - slot.seen : 0,
    };
}

static void node_name(spank_t spank, char *name, size_t size)
{
    if (spank_getenv(spank, "SLURMD_NODENAME", name, (int)size) == ESPANK_SUCCESS)
        return;
    if (gethostname(name, size) != 0)
        snprintf(name, size, "?");
    name[size - 1] = '\0';
}

/* slurmstepd's standard error is that of the step's first task on this node. */
static void tell(const struct end *end, const struct death *death)
{
    char node[256], text[DEATH_TEXT];
    uint32_t rank;

    if (spank_get_item(end->spank, S_TASK_GLOBAL_ID, &rank) != ESPANK_SUCCESS)
        return;
    node_name(end->spank, node, sizeof node);
    death_text(death, text, sizeof text);
    slurm_spank_log("slipway: rank %" PRIu32 " on %s (pid %d) %s; the step is ended",
                    rank, node, (int)end->pid, text);
}

/* The end of the step. */

/* If slurmctld does not answer, the tasks of this node end at least; a pid that is not 0
 * is a child nobody has waited for. */
static void strike(const struct step *step, int signal)
{
    if (compat_signal_step(step->job, step->step, (uint16_t)signal) == 0)
        return;
    slurm_debug("slipway: step %" PRIu32 ".%" PRIu32 " cannot be ended: error %d",
                step->job, step->step, errno);
    for (uint32_t i = 0; i < step->tasks; i++) {
        if (step->pid[i] > 0)
            kill(step->pid[i], signal);
    }
}

/* Without the first pause every second message got lost with one task per node: srun
 * (22.05) stops listening once it hears of a killed task and no task lives. */
static void end_step(struct step *step)
{
    step->ended = true;
    pause_ms(DELIVERY_MS);
    strike(step, NODE_END_SIGNAL);
    if (step->nodes > 1)
        pause_ms(GRACE_MS);
    if (step->nodes > 1 || somebody_lives_for(step, GRACE_MS))
        strike(step, SIGKILL);
}

void ends_see(const struct end *end)
{
    struct death death;

    if (end->step->ended)
        return;
    death = look_at(end);
    switch (verdict_on(end, &death)) {
    case VERDICT_NOTHING:
        break;
    case VERDICT_ABSENT:
        if (!segment_mark_absent(end->step->segment, end->task))
            slurm_debug("slipway: the end of task %" PRIu32 " cannot be shown",
                        end->task);
        break;
    case VERDICT_TELL:
        tell(end, &death);
        end_step(end->step);
        break;
    case VERDICT_END:
        end_step(end->step);
        break;
    case VERDICT_ENDED:
        end->step->ended = true;
        break;
    }
}
