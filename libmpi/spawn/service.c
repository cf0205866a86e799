/* SPDX-License-Identifier: BSD-3-Clause */
#include "spawn/service.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mpi.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/env.h"
#include "util/err.h"
#include "util/list.h"

/* One of this process. */
struct service {
    struct list link;
    char file[NAME_MAX + 1];
    char port_name[MPI_MAX_PORT_NAME];
    int fd; /* holds the lock */
};

static struct list services = { &services, &services };

/* The file of a name: letters and digits as they are, every other byte as %xx. */
static int file_of(const char *name, char file[NAME_MAX + 1])
{
    size_t length = 0;

    if (!name || !*name)
        return err(MPI_ERR_SERVICE,
                   "service_name is empty: it must have at least one character");
    for (; *name; name++) {
        bool plain = isalnum((unsigned char)*name) || *name == '-' || *name == '_';

        if (length + 3 > NAME_MAX)
            return err(MPI_ERR_SERVICE,
                       "service_name is too long: it may have %d characters",
                       NAME_MAX - 3);
        length +=
            (size_t)sprintf(file + length, plain ? "%c" : "%%%02x", (unsigned char)*name);
    }
    return MPI_SUCCESS;
}

/* The folder */

static int folder_path(char path[PATH_MAX])
{
    const char *chosen = env_text(ENV_SLIPWAY_SERVICES), *home = getenv("HOME");
    const struct passwd *user;

    if (*chosen)
        home = chosen;
    else if (!home || *home != '/')
        home = (user = getpwuid(geteuid())) ? user->pw_dir : "/tmp";
    if (snprintf(path, PATH_MAX, "%s%s", home, *chosen ? "" : "/.slipway/services") <
        PATH_MAX)
        return MPI_SUCCESS;
    return err(MPI_ERR_ACCESS, "the path of the folder of published names is too long");
}

static int no_folder(const char *path)
{
    return err(
        MPI_ERR_ACCESS,
        "the folder of published names, %s, cannot be used (%s): SLIPWAY_SERVICES names another one",
        path, strerror(errno));
}

/* Makes it and what is above it. */
static int make_folder(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700); /* if it is not there afterwards, the last one fails */
        *slash = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? MPI_SUCCESS : no_folder(path);
}

/* Opens it, if nobody else can put anything into it. */
static int open_folder(int *folder)
{
    char path[PATH_MAX];
    struct stat stat;
    int error = folder_path(path);

    if (!error)
        error = make_folder(path);
    if (error)
        return error;
    *folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (*folder < 0)
        return no_folder(path);
    if (fstat(*folder, &stat) == 0 && stat.st_uid == geteuid() &&
        (stat.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return MPI_SUCCESS;
    close(*folder);
    errno = EPERM;
    return no_folder(path);
}

/* The lock: of the open file and not of the process, so that it also holds within one. */

static struct flock whole_file(short type)
{
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET };
}

static bool is_empty(int fd)
{
    struct stat stat;

    return fstat(fd, &stat) == 0 && stat.st_size == 0;
}

/* Where the file system has no locks, a name that is there is published. */
static bool lock(int fd)
{
    struct flock lock = whole_file(F_WRLCK);

    if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
        return true;
    return errno != EAGAIN && errno != EACCES && is_empty(fd);
}

static bool is_locked(int fd)
{
    struct flock lock = whole_file(F_RDLCK);

    return fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

static bool is_unlinked(int fd)
{
    struct stat stat;

    return fstat(fd, &stat) == 0 && stat.st_nlink == 0;
}

/* Publishing */

/* Opens the file of a name and locks it. */
static int open_locked(int folder, const char *file, int *fd)
{
    bool unlinked;

    do {
        *fd = openat(folder, file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (*fd < 0)
            return err(MPI_ERR_SERVICE, "the file of the name, %s, cannot be made: %s",
                       file, strerror(errno));
        if (!lock(*fd)) {
            close(*fd);
            return err(MPI_ERR_SERVICE, "the name is published already");
        }
        unlinked = is_unlinked(*fd); /* by its publisher, before we had the lock */
        if (unlinked)
            close(*fd);
    } while (unlinked);
    return MPI_SUCCESS;
}

/* A line, so that a reader knows when it is all there. */
static int write_port(int fd, const char *port_name)
{
    char line[MPI_MAX_PORT_NAME + 1];
    int length = snprintf(line, sizeof line, "%s\n", port_name);

    if (ftruncate(fd, 0) == 0 && pwrite(fd, line, (size_t)length, 0) == length)
        return MPI_SUCCESS;
    return err(MPI_ERR_SERVICE, "the file of the name cannot be written: %s",
               strerror(errno));
}

static int publish_in(int folder, struct service *service)
{
    int error = open_locked(folder, service->file, &service->fd);

    if (error)
        return error;
    error = write_port(service->fd, service->port_name);
    if (error) {
        unlinkat(folder, service->file, 0);
        close(service->fd);
    }
    return error;
}

static int publish(struct service *service)
{
    int folder;
    int error = open_folder(&folder);

    if (error)
        return error;
    error = publish_in(folder, service);
    close(folder);
    return error;
}

static int check_port(const char *port_name)
{
    if (port_name && strnlen(port_name, MPI_MAX_PORT_NAME) < MPI_MAX_PORT_NAME)
        return MPI_SUCCESS;
    return err(MPI_ERR_PORT, "port_name is no text of less than %d bytes",
               MPI_MAX_PORT_NAME);
}

int service_publish(const char *name, const char *port_name)
{
    struct service *service;
    int error = check_port(port_name);

    if (error)
        return error;
    service = calloc(1, sizeof *service);
    if (!service)
        return err(MPI_ERR_NO_MEM, "no memory for a name");
    strcpy(service->port_name, port_name);
    error = file_of(name, service->file);
    if (!error)
        error = publish(service);
    if (error)
        free(service);
    else
        list_append(&services, &service->link);
    return error;
}

/* Looking up */

static int not_published(const char *name)
{
    return err(MPI_ERR_NAME, "no process of this user publishes the name \"%.100s\"",
               name);
}

static bool read_port(int fd, char *port_name)
{
    ssize_t length = read(fd, port_name, MPI_MAX_PORT_NAME);

    if (length < 1 || port_name[length - 1] != '\n')
        return false;
    port_name[length - 1] = '\0';
    return true;
}

static int lookup_in(int folder, const char *name, const char *file, char *port_name)
{
    char text[MPI_MAX_PORT_NAME];
    int fd = openat(folder, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool found;

    if (fd < 0)
        return not_published(name);
    found = is_locked(fd) && read_port(fd, text);
    close(fd);
    if (!found)
        return not_published(name);
    strcpy(port_name, text);
    return MPI_SUCCESS;
}

int service_lookup(const char *name, char *port_name)
{
    char file[NAME_MAX + 1];
    int folder;
    int error = file_of(name, file);

    if (!error)
        error = open_folder(&folder);
    if (error)
        return error;
    error = lookup_in(folder, name, file, port_name);
    close(folder);
    return error;
}

/* Unpublishing */

static void unpublish(struct service *service)
{
    int folder;

    if (open_folder(&folder) == MPI_SUCCESS) {
        unlinkat(folder, service->file, 0);
        close(folder);
    }
    close(service->fd);
    list_remove(&service->link);
    free(service);
}

int service_unpublish(const char *name, const char *port_name)
{
    char file[NAME_MAX + 1];
    int error = file_of(name, file);

    if (!error)
        error = check_port(port_name);
    if (error)
        return error;
    list_for_each (link, &services) {
        struct service *service = container_of(link, struct service, link);

        if (strcmp(service->file, file) == 0 &&
            strcmp(service->port_name, port_name) == 0) {
            unpublish(service);
            return MPI_SUCCESS;
        }
    }
    return err(MPI_ERR_SERVICE,
               "this process has not published the name \"%.100s\" for this port", name);
}

void service_fini(void)
{
    while (!list_is_empty(&services))
        unpublish(container_of(services.next, struct service, link));
}
