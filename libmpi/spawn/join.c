/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/join.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "p2p/foreign.h"
#include "p2p/peer.h"
#include "p2p/wait.h"
#include "spawn/handshake.h"
#include "util/err.h"

enum { MAX_ADDRESS = 1 << 20 };

static const char magic[8] = "slipway";

/* What each end says first; its address follows. */
struct hello {
    char magic[sizeof magic];
    struct identity who;
    uint64_t bytes;
};

struct terms {
    uint64_t context;
    int32_t known_as;
    int32_t reserved;
};

/* The socket.  It may be nonblocking, and MPI must go on while it is waited for. */

static bool is_ready(const void *event)
{
    struct pollfd fd = *(const struct pollfd *)event;

    return poll(&fd, 1, 0) > 0;
}

static void wait_ready(int fd, short events)
{
    struct pollfd event = { .fd = fd, .events = events };

    wait_until(is_ready, &event, NULL);
}

static int failed(const char *what, ssize_t moved)
{
    if (moved == 0)
        return err(MPI_ERR_OTHER, "the other end closed the socket");
    if (errno == ENOTSOCK || errno == EBADF || errno == ENOTCONN)
        return err(MPI_ERR_ARG, "fd is no connected socket: %s", strerror(errno));
    return err(MPI_ERR_OTHER, "the socket cannot be %s: %s", what, strerror(errno));
}

static bool try_again(ssize_t moved)
{
    return moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

static int send_all(int fd, const void *data, size_t bytes)
{
    const char *next = data;

    while (bytes > 0) {
        ssize_t moved = send(fd, next, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (try_again(moved)) {
            wait_ready(fd, POLLOUT);
            continue;
        }
        if (moved < 0)
            return failed("written", moved);
        next += moved;
        bytes -= (size_t)moved;
    }
    return MPI_SUCCESS;
}

static int recv_all(int fd, void *data, size_t bytes)
{
    char *next = data;

    while (bytes > 0) {
        ssize_t moved = recv(fd, next, bytes, MSG_DONTWAIT);

        if (try_again(moved)) {
            wait_ready(fd, POLLIN);
            continue;
        }
        if (moved <= 0)
            return failed("read", moved);
        next += moved;
        bytes -= (size_t)moved;
    }
    return MPI_SUCCESS;
}

/* The two exchanges */

static int say_hello(int fd)
{
    struct hello mine = { .bytes = 0 };
    const void *address;
    size_t bytes;
    int error = foreign_self(&mine.who, &address, &bytes);

    memcpy(mine.magic, magic, sizeof magic);
    mine.bytes = bytes;
    if (!error)
        error = send_all(fd, &mine, sizeof mine);
    return error ? error : send_all(fd, address, bytes);
}

/* *address is malloc'ed. */
static int hear_hello(int fd, struct hello *hello, void **address)
{
    int error = recv_all(fd, hello, sizeof *hello);

    if (error)
        return error;
    if (memcmp(hello->magic, magic, sizeof magic) != 0 || hello->bytes > MAX_ADDRESS)
        return err(MPI_ERR_OTHER,
                   "the other end of the socket is not in MPI_Comm_join, or "
                   "not with this library");
    *address = malloc(hello->bytes + 1);
    if (!*address)
        return err(MPI_ERR_NO_MEM, "no memory for an address");
    error = recv_all(fd, *address, hello->bytes);
    if (error)
        free(*address);
    return error;
}

static int agree(int fd, int proc, struct terms *terms)
{
    struct terms mine = { comm_next_context(), proc, 0 };
    int error = send_all(fd, &mine, sizeof mine);

    if (!error)
        error = recv_all(fd, terms, sizeof *terms);
    if (mine.context > terms->context)
        terms->context = mine.context;
    return error;
}

static int meet(int fd, const struct hello *hello, const void *address, comm_t **bridge)
{
    struct terms terms = { 0 };
    int proc;
    int error = foreign_number(&hello->who, &proc);

    if (!error && proc == peer_self())
        error = err(MPI_ERR_ARG, "both ends of the socket belong to this process");
    if (!error)
        error = agree(fd, proc, &terms);
    if (!error)
        error = peer_introduce(proc, address, hello->bytes, terms.known_as);
    return error ? error : handshake_bridge(proc, terms.context, bridge);
}

int join_bridge(int fd, comm_t **bridge)
{
    struct hello hello;
    void *address;
    int error = say_hello(fd);

    if (!error)
        error = hear_hello(fd, &hello, &address);
    if (error)
        return error;
    error = meet(fd, &hello, address, bridge);
    free(address);
    return error;
}
