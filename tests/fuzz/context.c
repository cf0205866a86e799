/* SPDX-License-Identifier: BSD-3-Clause */
/* What is this process? by any environment. */
#include "fuzz.h"

#include <string.h>

#include "pmi/context.h"
#include "variables.h"

static bool is_socket(int fd)
{
    return fd == 17;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct context_source source = { variables_get, is_socket, 1000 };
    struct context c;

    memset(&c, 0, sizeof c);
    variables_set(data, size);
    context_decide(&c, &source);
    if (c.kind == CONTEXT_RANKS)
        hold(c.fd == 17 && c.rank >= 0 && c.rank < c.size &&
             strlen(c.job) < sizeof c.job);
    if (c.kind == CONTEXT_REFUSED)
        hold(c.why[0] && strlen(c.why) < sizeof c.why);
    return 0;
}
