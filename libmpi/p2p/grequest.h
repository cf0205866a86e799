/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * grequest.h: generalized requests (MPI 5.0, 13.2): operations that the program performs
 * itself, on a thread or in a callback of its own, and that MPI_Wait and MPI_Test shall
 * see.
 *
 * The library's lock is given up while a function of the program runs: it may have to
 * wait for another thread that is about to call MPI.
 */
#ifndef P2P_GREQUEST_H
#define P2P_GREQUEST_H

#include "p2p/request.h"

struct grequest_functions {
    MPI_Grequest_query_function *query;
    MPI_Grequest_free_function *free;
    MPI_Grequest_cancel_function *cancel;
    void *extra_state;
};

int grequest_start(const struct grequest_functions *functions, request_t **request);

/* MPI_ERR_REQUEST if the handle is no generalized request, or one that is complete
 * already. */
int grequest_complete(MPI_Request handle);

#endif
