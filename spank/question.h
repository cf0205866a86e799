/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * question.h: a question to Slurm's daemons.  It is a process of its own that asks: the
 * answer of a daemon that is down may take long, and of a step that has gone Slurm
 * complains on standard error.
 */
#ifndef SPANK_QUESTION_H
#define SPANK_QUESTION_H

#include <stdbool.h>

/* is_so(about), as that process found it; what it allocates need not be freed.  False also
 * if there is no answer within a second. */
bool question_ask(bool (*is_so)(void *about), void *about);

#endif
