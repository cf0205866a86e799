/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * given.h: what the call at fault was given, as it stands between the parentheses of the
 * call: "count=1, MPI_INT, dest=7, tag=3, MPI_COMM_WORLD".  Said where the error is
 * raised, for the line that ends the job.
 */
#ifndef OBJ_GIVEN_H
#define OBJ_GIVEN_H

/*
 * Returns error, and remembers the arguments of its call unless it is MPI_SUCCESS:
 *
 *     return raise_comm(comm, given(error, "%pC, rank=%d", comm, rank), CALL_Cart_coords);
 *
 * format has %d, %s, %jd (counts, displacements and offsets are all intmax_t here), and
 * for handles %p with a letter behind it: C communicator, D datatype, E error handler, F
 * file, G group, I info, M message, O operation, R request, S session, W window.
 */
int given(int error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The arguments; "" if none were said since given_clear(). */
const char *given_text(void);
void given_clear(void);

#endif
