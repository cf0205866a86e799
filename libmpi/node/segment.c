/* SPDX-License-Identifier: BSD-3-Clause */
#include "node/segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    char *base; /* NULL: there is none */
    uint64_t bytes;
    int fd;
    struct segment_id id;
    char name[80]; /* ours to take away; empty: it has none, or it is another's */
} segment = { .fd = -1 };

struct node_header *segment_header(void)
{
    return (struct node_header *)segment.base;
}

struct segment_id segment_id(void)
{
    return segment.id;
}

/* The slot inside a mapped segment, NULL if the segment does not look like one. */
static struct slot *slot_in(char *base, uint64_t bytes, uint32_t local_rank)
{
    const struct node_header *header = (const struct node_header *)base;
    uint64_t offset;

    if (bytes < sizeof *header || header->magic != NODE_MAGIC ||
        header->version != NODE_VERSION || local_rank >= header->slots ||
        header->slot_size < sizeof(struct slot))
        return NULL;
    offset = header->slot_offset + (uint64_t)local_rank * header->slot_size;
    return offset % _Alignof(struct slot) == 0 && offset + sizeof(struct slot) <= bytes
               ? (struct slot *)(base + offset)
               : NULL;
}

struct slot *segment_slot(uint32_t local_rank)
{
    return segment.base ? slot_in(segment.base, segment.bytes, local_rank) : NULL;
}

static void *map(int fd, uint64_t bytes)
{
    return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

/* Maps it all; or only the slots, where a limit of address space forbids the pools. */
static bool map_segment(int fd, uint32_t local_rank)
{
    struct stat stat;
    uint64_t bytes;
    char *base;

    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size <= 0)
        return false;
    bytes = (uint64_t)stat.st_size;
    base = map(fd, bytes);
    if (base == MAP_FAILED && bytes > NODE_PAGE)
        base = map(fd, bytes = NODE_PAGE);
    if (base == MAP_FAILED)
        return false;
    if (!slot_in(base, bytes, local_rank)) {
        munmap(base, bytes);
        return false;
    }
    segment.base = base;
    segment.bytes = bytes;
    segment.fd = fd;
    segment.id = (struct segment_id){ stat.st_dev, stat.st_ino };
    return true;
}

/* The descriptor stays open, for reserving; but not in what this program executes. */
bool segment_inherit(int fd, uint32_t local_rank)
{
    return map_segment(fd, local_rank) && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

/* A file that grows over the limit ends the process (SIGXFSZ); so does reserving what
 * lies behind it, even if the file has that size. */
static bool may_have(uint64_t bytes)
{
    struct rlimit limit;

    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && bytes <= limit.rlim_cur;
}

/* Header and slots are reserved here, pools later. */
static bool lay_out(int fd, uint32_t slots)
{
    struct node_header header = node_layout(slots, NODE_POOL);

    return may_have(node_bytes(&header)) &&
           ftruncate(fd, (off_t)node_bytes(&header)) == 0 &&
           posix_fallocate(fd, 0, (off_t)header.pool_offset) == 0 &&
           pwrite(fd, &header, sizeof header, 0) == (ssize_t)sizeof header;
}

/* A name that is there already is from a step that was killed, since job and step do not
 * come twice.  Should two clusters share a host after all, then their ranks find out by
 * segment_id(). */
static int open_new(const char *name)
{
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd >= 0 || errno != EEXIST || shm_unlink(name) != 0)
        return fd;
    return shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
}

static void count_in(void)
{
    struct node_header *header = segment_header();

    __atomic_add_fetch(&header->joined, 1, __ATOMIC_ACQ_REL);
}

bool segment_create(const char *name, uint32_t slots)
{
    int fd = open_new(name);

    if (fd < 0)
        return false;
    snprintf(segment.name, sizeof segment.name, "%s", name);
    if (lay_out(fd, slots) && map_segment(fd, 0)) {
        count_in();
        return true;
    }
    segment_unlink();
    close(fd);
    return false;
}

static bool is_ours(int fd)
{
    struct stat stat;

    return fstat(fd, &stat) == 0 && stat.st_uid == geteuid() &&
           (stat.st_mode & 0777) == 0600;
}

bool segment_attach(const char *name, uint32_t slots)
{
    int fd = shm_open(name, O_RDWR, 0);

    if (fd < 0)
        return false;
    if (!is_ours(fd) || !map_segment(fd, slots - 1)) {
        close(fd);
        return false;
    }
    count_in();
    if (__atomic_load_n(&segment_header()->joined, __ATOMIC_ACQUIRE) == slots)
        shm_unlink(name);
    return true;
}

void segment_unlink(void)
{
    const struct node_header *header = segment_header();
    bool gone =
        header && __atomic_load_n(&header->joined, __ATOMIC_ACQUIRE) == header->slots;

    if (segment.name[0] && !gone)
        shm_unlink(segment.name);
    segment.name[0] = '\0';
}

void *segment_at(uint64_t offset, uint64_t bytes)
{
    const struct node_header *header = segment_header();

    if (!header || offset < header->pool_offset || offset > segment.bytes ||
        bytes > segment.bytes - offset)
        return NULL;
    return segment.base + offset;
}

bool segment_reserve(uint64_t offset, uint64_t bytes)
{
    int error;

    if (!segment_at(offset, bytes) || !may_have(offset + bytes))
        return false;
    do
        error = posix_fallocate(segment.fd, (off_t)offset, (off_t)bytes);
    while (error == EINTR);
    return error == 0;
}
