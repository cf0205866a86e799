/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/probe.h"

#include <stdlib.h>

#include "p2p/arrival.h"
#include "p2p/match.h"
#include "p2p/progress.h"
#include "p2p/request.h"
#include "p2p/wait.h"
#include "util/err.h"

static struct arrival *peek(const struct message *m)
{
    return match_peek(m->match, m->peer, m->tag);
}

static bool is_there(const void *message)
{
    return peek(message) != NULL;
}

static void describe(const void *message, struct blocked *blocked)
{
    message_describe_from(message, blocked);
}

/* A message from MPI_PROC_NULL is always there (3.10). */
static void tell(const struct arrival *arrival, MPI_Status *status)
{
    int unchanged;

    if (status == MPI_STATUS_IGNORE)
        return;
    unchanged = status->MPI_ERROR;
    status_set_proc_null(status);
    status->MPI_ERROR = unchanged;
    if (!arrival)
        return;
    status->MPI_SOURCE = arrival->header.source;
    status->MPI_TAG = arrival->header.tag;
    status_set_bytes(status, (MPI_Count)arrival->header.bytes);
}

int probe_wait(const struct message *m, MPI_Status *status)
{
    if (m->peer == MPI_PROC_NULL) {
        tell(NULL, status);
        return MPI_SUCCESS;
    }
    wait_until(is_there, m, describe);
    tell(peek(m), status);
    return MPI_SUCCESS;
}

int probe_test(const struct message *m, int *flag, MPI_Status *status)
{
    bool nobody = m->peer == MPI_PROC_NULL;

    if (!nobody && !is_there(m))
        progress();
    *flag = nobody || is_there(m);
    if (*flag)
        tell(nobody ? NULL : peek(m), status);
    return MPI_SUCCESS;
}

static void taken_destroy(struct object *object)
{
    matched_t *taken = container_of(object, matched_t, object);

    object_put(&taken->comm->object);
    free(taken);
}

static int take(const struct message *m, MPI_Message *taken, MPI_Status *status)
{
    struct arrival *arrival;
    matched_t *fresh;

    if (m->peer == MPI_PROC_NULL) {
        *taken = MPI_MESSAGE_NO_PROC;
        tell(NULL, status);
        return MPI_SUCCESS;
    }
    fresh = malloc(sizeof *fresh);
    if (!fresh)
        return err(MPI_ERR_NO_MEM, "no memory for a message handle");
    object_init(&fresh->object, OBJECT_MESSAGE, taken_destroy);
    arrival = peek(m);
    match_take(arrival);
    fresh->arrival = arrival;
    fresh->comm = m->comm;
    object_get(&m->comm->object);
    tell(arrival, status);
    *taken = fresh;
    return MPI_SUCCESS;
}

int probe_take_wait(const struct message *m, MPI_Message *taken, MPI_Status *status)
{
    if (m->peer != MPI_PROC_NULL)
        wait_until(is_there, m, describe);
    return take(m, taken, status);
}

int probe_take_test(const struct message *m, int *flag, MPI_Message *taken,
                    MPI_Status *status)
{
    bool nobody = m->peer == MPI_PROC_NULL;

    if (!nobody && !is_there(m))
        progress();
    *flag = nobody || is_there(m);
    if (*flag)
        return take(m, taken, status);
    return MPI_SUCCESS;
}

struct arrival *probe_untake(matched_t *taken)
{
    struct arrival *arrival = taken->arrival;

    if (!taken->object.handle)
        object_put(&taken->object);
    return arrival;
}

static matched_t no_proc;

void probe_init(void)
{
    object_init(&no_proc.object, OBJECT_MESSAGE, NULL);
    object_predefine(&no_proc.object, (uint32_t)(uintptr_t)MPI_MESSAGE_NO_PROC);
}

void probe_fini(void)
{
    object_undefine(&no_proc.object);
}
