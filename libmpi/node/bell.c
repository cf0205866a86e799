/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/bell.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "node/segment.h"

/* The kernel's names are a zero byte and five hexadecimal digits. */
enum {
    DIGITS = 5,
    NAME_BYTES = offsetof(struct sockaddr_un, sun_path) + 1 + DIGITS,
};

static struct {
    int fd;
    uint32_t place; /* the network namespace: names are unique in it */
} bell = { .fd = -1 };

static bool find_place(void)
{
    struct stat stat_of;

    if (stat("/proc/self/ns/net", &stat_of) != 0)
        return false;
    bell.place = (uint32_t)stat_of.st_ino;
    return true;
}

/* The number in the name that the kernel gave, plus one; 0: none. */
static uint32_t hang_up(int fd)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    socklen_t bytes = sizeof name;

    if (bind(fd, (struct sockaddr *)&name, sizeof name.sun_family) != 0 ||
        getsockname(fd, (struct sockaddr *)&name, &bytes) != 0 || bytes != NAME_BYTES)
        return 0;
    name.sun_path[1 + DIGITS] = '\0';
    return (uint32_t)strtoul(name.sun_path + 1, NULL, 16) + 1;
}

void bell_open(struct slot *mine)
{
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    uint32_t number = fd >= 0 && find_place() ? hang_up(fd) : 0;

    if (!number) {
        if (fd >= 0)
            close(fd);
        return;
    }
    bell.fd = fd;
    mine->bell_place = bell.place;
    __atomic_store_n(&mine->bell, number, __ATOMIC_RELEASE);
}

int bell_descriptor(void)
{
    return bell.fd;
}

void bell_silence(void)
{
    char nothing;

    while (recv(bell.fd, &nothing, 1, 0) >= 0)
        ;
}

/* A bell whose queue is full has been rung. */
bool bell_ring(int local_rank)
{
    const struct slot *slot = segment_slot((uint32_t)local_rank);
    uint32_t number = __atomic_load_n(&slot->bell, __ATOMIC_ACQUIRE);
    struct sockaddr_un name = { .sun_family = AF_UNIX };

    if (bell.fd < 0 || !number || slot->bell_place != bell.place)
        return false;
    snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "%05x", number - 1);
    return sendto(bell.fd, "", 0, MSG_NOSIGNAL, (struct sockaddr *)&name, NAME_BYTES) >=
               0 ||
           errno == EAGAIN;
}
