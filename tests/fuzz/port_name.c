/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of ports, which users copy by hand. */
#include "fuzz.h"

#include <mpi.h>
#include <string.h>

#include "spawn/port_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char name[MPI_MAX_PORT_NAME];
    struct port_name port;

    size = size < sizeof name - 1 ? size : sizeof name - 1;
    memcpy(name, data, size);
    name[size] = '\0';
    if (port_name_read(name, &port) == MPI_SUCCESS)
        port_name_fini(&port);
    return 0;
}
