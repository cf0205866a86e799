/* SPDX-License-Identifier: BSD-3-Clause */
/* probe.h: looking at messages that wait (MPI 5.0, 3.8). */
#ifndef P2P_PROBE_H
#define P2P_PROBE_H

#include <stdbool.h>

#include "obj/object.h"
#include "p2p/message.h"

/* A message that a matched probe took out of the queues, until a matched receive gets it.
 */
struct MPI_ABI_Message {
    struct object object;
    comm_t *comm;            /* a reference */
    struct arrival *arrival; /* NULL: MPI_MESSAGE_NO_PROC */
};

typedef struct MPI_ABI_Message matched_t;

static inline matched_t *matched_of(MPI_Message handle)
{
    return object_of(handle, OBJECT_MESSAGE);
}

/* The message was filled by message_probe().  Blocking, and not; *flag says whether a
 * message was found. */
int probe_wait(const struct message *message, MPI_Status *status);
int probe_test(const struct message *message, int *flag, MPI_Status *status);

/* The same, and the message found is taken: nobody else can receive it. */
int probe_take_wait(const struct message *message, MPI_Message *taken,
                    MPI_Status *status);
int probe_take_test(const struct message *message, int *flag, MPI_Message *taken,
                    MPI_Status *status);

/* The arrival of a taken message, which is freed, for operation_mrecv. */
struct arrival *probe_untake(matched_t *taken);

/* MPI_MESSAGE_NO_PROC is a predefined object. */
void probe_init(void);
void probe_fini(void);

#endif
