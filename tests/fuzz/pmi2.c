/* SPDX-License-Identifier: BSD-3-Clause */
/* A PMI-2 server that answers anything: all of it is there before the first question. */
#include "fuzz.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pmi/method.h"
#include "pmi/pmi2.h"

static void talk(int fd)
{
    const struct context context = {
        .kind = CONTEXT_RANKS, .fd = fd, .rank = 1, .size = 2, .job = "5.0"
    };
    struct wireup *w = calloc(1, sizeof *w);
    char text[METHOD_MAX_TEXT + 1];

    hold(w != NULL);
    w->method = &pmi2_method;
    if (pmi2_method.open(w, &context) == 0 && pmi2_method.put(w, "key", "text") == 0 &&
        pmi2_method.fence(w) == 0 && pmi2_method.get(w, "key", text) == 0)
        hold(strlen(text) <= METHOD_MAX_TEXT);
    pmi2_method.close(w);
    free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fds[2];

    pmi2_patience_ms = 0;
    hold(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0);
    if (size > 0 && send(fds[1], data, size, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        size = 0;
    shutdown(fds[1], SHUT_WR);
    talk(fds[0]);
    close(fds[0]);
    close(fds[1]);
    return 0;
}
