/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/port_name.h"

#include <inttypes.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "p2p/peer.h"
#include "pmi/codec.h"
#include "util/err.h"

int port_name_write(int number, char *name)
{
    struct identity self;
    const void *address;
    size_t bytes;
    char *text;
    int length;
    int error = foreign_self(&self, &address, &bytes);

    if (error)
        return error;
    text = codec_encode(address, bytes);
    if (!text)
        return err(MPI_ERR_NO_MEM, "no memory for the name of a port");
    length = snprintf(name, MPI_MAX_PORT_NAME,
                      "slipway:%d:%016" PRIx64 ":%d:%d:%016" PRIx64 ":%s", number,
                      self.job, self.size, self.rank, foreign_hash(address, bytes), text);
    free(text);
    if (length < MPI_MAX_PORT_NAME)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_PORT,
        "the network address of this process has %zu B, too many for the name of a port: UCX_NET_DEVICES or UCX_TLS can name fewer networks",
        bytes);
}

/* The address at the end, malloc'ed. */
static bool read_address(const char *text, uint64_t hash, struct port_name *port)
{
    if (codec_decode(text, &port->address, &port->bytes) != 0)
        return false;
    if (foreign_hash(port->address, port->bytes) == hash)
        return true;
    free(port->address);
    return false;
}

static bool read_name(const char *name, struct port_name *port)
{
    struct identity *owner = &port->owner;
    uint64_t hash;
    int length = 0;

    return strnlen(name, MPI_MAX_PORT_NAME) < MPI_MAX_PORT_NAME &&
           sscanf(name, "slipway:%d:%16" SCNx64 ":%d:%d:%16" SCNx64 ":%n", &port->number,
                  &owner->job, &owner->size, &owner->rank, &hash, &length) == 5 &&
           length > 0 && owner->rank >= 0 && owner->rank < owner->size &&
           read_address(name + length, hash, port);
}

int port_name_read(const char *name, struct port_name *port)
{
    if (name && read_name(name, port))
        return MPI_SUCCESS;
    return err(MPI_ERR_PORT, "\"%.100s\" is not what MPI_Open_port returned",
               name ? name : "");
}

bool port_name_is_own(const struct port_name *port)
{
    struct identity self;
    const void *address;
    size_t bytes;

    return foreign_self(&self, &address, &bytes) == MPI_SUCCESS &&
           port->owner.job == self.job && port->owner.rank == self.rank;
}

int port_name_introduce(const struct port_name *port, int *proc)
{
    int error = foreign_number(&port->owner, proc);

    return error ? error : peer_introduce(*proc, port->address, port->bytes, -1);
}

void port_name_fini(struct port_name *port)
{
    free(port->address);
}
