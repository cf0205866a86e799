/* SPDX-License-Identifier: BSD-3-Clause */
#include "p2p/carrier.h"

#include "p2p/wait.h"

void carrier_flush(void)
{
    wait_until(lane_all_written, NULL, NULL);
    net_flush();
}
