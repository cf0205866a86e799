/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * completion.h: MPI_Wait, MPI_Test and their families, MPI_Start (MPI 5.0, 3.7.3 to 3.9).
 *
 * A handle that is seen complete becomes MPI_REQUEST_NULL, or inactive if it is
 * persistent. Errors: of one request, its own; of several, MPI_ERR_IN_STATUS and every
 * status says its own (MPI_ERR_PENDING for what is not over).  *comm is whose error
 * handler has to hear of it, a reference that the caller gives back, or NULL for
 * MPI_COMM_SELF's.
 */
#ifndef P2P_COMPLETION_H
#define P2P_COMPLETION_H

#include <stdbool.h>

#include "p2p/request.h"

/* What a call of this family is about. */
struct requests {
    int count;
    MPI_Request *handles;
    comm_t *comm; /* out; NULL before */
};

/* MPI_ERR_COUNT, MPI_ERR_REQUEST if one is neither a request nor MPI_REQUEST_NULL. */
int completion_check(const struct requests *requests);

int completion_wait(struct requests *one, MPI_Status *status);
int completion_test(struct requests *one, int *flag, MPI_Status *status);
int completion_get_status(struct requests *one, int *flag, MPI_Status *status);
int completion_waitall(struct requests *all, MPI_Status *statuses);
int completion_testall(struct requests *all, int *flag, MPI_Status *statuses);
int completion_waitany(struct requests *all, int *index, MPI_Status *status);
int completion_testany(struct requests *all, int *index, int *flag, MPI_Status *status);
int completion_waitsome(struct requests *all, int *outcount, int *indices,
                        MPI_Status *statuses);
int completion_testsome(struct requests *all, int *outcount, int *indices,
                        MPI_Status *statuses);
int completion_get_status_all(struct requests *all, int *flag, MPI_Status *statuses);
int completion_get_status_any(struct requests *all, int *index, int *flag,
                              MPI_Status *status);
int completion_get_status_some(struct requests *all, int *outcount, int *indices,
                               MPI_Status *statuses);

/* MPI_Start, MPI_Startall: MPI_ERR_REQUEST if one is not persistent, or active. */
int completion_start(struct requests *all);

/* MPI_Cancel, and MPI_Request_free, which lets a pending operation go on without its
 * handle. */
int completion_cancel(struct requests *one);
int completion_free(struct requests *one);

/* At the end (MPI 5.0, 11.2.2): waits for buffered messages, and for operations whose
 * requests were freed. */
void completion_drain(void);

#endif
