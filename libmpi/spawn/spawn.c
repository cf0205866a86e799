/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/spawn.h"

#include "spawn/disconnect.h"
#include "spawn/launch.h"
#include "spawn/port.h"
#include "spawn/service.h"

void spawn_leave(void)
{
    service_fini();
    port_fini();
    disconnect_all(); /* it failed: they are gone, and nobody has to be waited for */
    launch_fini();
}
