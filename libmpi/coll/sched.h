/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * sched.h: schedules.  A collective is first recorded, as steps of this process, and then
 * carried out: at once (sched_run), while the program does something else (sched_start),
 * or again and again (sched_start after it was over).
 *
 * Steps are messages (send, receive) and local steps (copy, reduce, poll, gate, then).
 * Neighbouring
 * messages run together; a local step waits for all messages before it and holds back
 * everything after it; `then` is the local step that does nothing else.  So
 *
 *     send, receive, then, send, receive, reduce
 *
 * are two rounds of an exchange, and a reduction of what the second brought.
 *
 * All this holds within a lane.  Lanes are independent sequences of steps of the same
 * schedule: what is recorded after sched_lane(s, 1) neither waits for lane 0 nor holds it
 * back.  Messages of different lanes do not match each other.
 *
 * An error does not stop a schedule, because others wait for its messages: it goes on,
 * and the first error is what it ends with.  If memory runs out while recording, nothing
 * is carried out, and the schedule ends with MPI_ERR_NO_MEM.
 *
 * A schedule refers to buffers, types, operations and teams that it does not own.
 */
#ifndef COLL_SCHED_H
#define COLL_SCHED_H

#include <stdbool.h>
#include <stddef.h>

#include "coll/team.h"
#include "obj/op.h"
#include "type/type.h"

struct sched;

/* An empty schedule, NULL if there is no memory; and back to the pool (NULL is harmless).
 * sched_trim frees what the pool holds. */
struct sched *sched_get(void);
void sched_put(struct sched *s);
void sched_trim(void);

/* Memory that lives as long as the schedule.  sched_buffer has room for count elements of
 * type, and returns what a buffer argument would be: data may begin elsewhere.  NULL if
 * there is no memory. */
void *sched_alloc(struct sched *s, MPI_Count bytes);
void *sched_buffer(struct sched *s, MPI_Count count, const datatype_t *type);

/* What is recorded from here on belongs to this lane: 0 (at first) .. TEAM_LANES-1. */
void sched_lane(struct sched *s, int lane);

/* Messages to and from a member of team. */
void sched_send(struct sched *s, const struct team *team, int member, const void *buffer,
                MPI_Count count, datatype_t *type);
void sched_recv(struct sched *s, const struct team *team, int member, void *buffer,
                MPI_Count count, datatype_t *type);

/* MPI_ERR_TRUNCATE if the data does not fit.  in and out do not overlap. */
void sched_copy(struct sched *s, const void *in, MPI_Count in_count, datatype_t *in_type,
                void *out, MPI_Count out_count, datatype_t *out_type);

/* inout[i] = in[i] op inout[i]: in is what came from lower ranks. */
void sched_reduce(struct sched *s, const void *in, void *inout, MPI_Count count,
                  datatype_t *type, op_t *op);

/* Waits for something that nobody announces, a flag of the node: look is called now and
 * then until it returns something else than SCHED_AGAIN, its error class.  begin is called
 * at every start of the schedule; describe says what is waited for. */
enum { SCHED_AGAIN = -1 };
void sched_poll(struct sched *s, void (*begin)(void *argument),
                int (*look)(void *argument), blocked_f *describe, void *argument);

/* What the polled steps wait for that lanes of it are at; false: there are none. */
bool sched_describe(const struct sched *s, struct blocked *blocked);

/* Calls a function when what was recorded before, in the first lane, is over, and holds
 * back what is recorded after in every lane.  An error of the function ends the schedule
 * there.  Gates come before all other local steps. */
void sched_gate(struct sched *s, int (*pass)(void *argument), void *argument);

/* What was recorded before is over when what is recorded after begins. */
void sched_then(struct sched *s);

/* Carries it out and waits; returns its first error.  team is the one to wait with. */
int sched_run(struct sched *s, const struct team *team);

/* Carries it out, as far as it goes now.  True: it is over, with *error_class.  False: it
 * will be, and over(argument, error_class) says so, from progress().  The error's text is
 * in err_text() both times. */
typedef void sched_over_f(void *argument, int error_class);
bool sched_start(struct sched *s, const struct team *team, sched_over_f *over,
                 void *argument, int *error_class);

/* How many schedules that were started are not over. */
int sched_under_way(void);

#endif
