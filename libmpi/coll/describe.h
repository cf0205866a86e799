/* SPDX-License-Identifier: BSD-3-Clause */
/* describe.h: a collective as errors and reports show it. */
#ifndef COLL_DESCRIBE_H
#define COLL_DESCRIBE_H

#include "coll/coll.h"

enum { DESCRIBE_TEXT = 512 };

/* What stands between the parentheses of the call, "count=4, MPI_INT, root=0,
 * MPI_COMM_WORLD", buffers left out; c need not have been checked.  Written to text (size
 * bytes), which is returned. */
const char *coll_describe(const struct coll *c, char *text, size_t size);

/* Whether one of its members is the root. */
bool coll_has_root(enum coll_kind kind);

/* The root as reports show it: -1 if there is none. */
int coll_shown_root(const struct coll *c);

/* What a collective that is under way waits for: of one in which this process is
 * blocked, the arguments, and where it stands among the collectives of its communicator.
 */
void describe_call(const struct coll *c, struct blocked *blocked);

/* What it waits for if it uses the tags of this team: messages that are still to come,
 * or to be taken. */
void describe_team(const struct team *team, struct blocked *blocked);

#endif
