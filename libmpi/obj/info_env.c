/* SPDX-License-Identifier: BSD-3-Clause */
/* info_env.c: MPI_INFO_ENV, what a program can know of how it was started
 * (MPI 5.0, 11.2.1). A value that is not known, or that does not fit, has no key. */
#include "obj/info.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static info_t *env;

/* Strings that stand together, '\0' after each, as command line. */
struct arguments {
    char bytes[MPI_MAX_INFO_VAL];
    size_t length;
    bool cut; /* there were more */
};

static void arguments_add(struct arguments *all, const char *argument)
{
    size_t size = strlen(argument) + 1;

    if (all->length + size > sizeof all->bytes)
        all->cut = true;
    if (all->cut)
        return;
    memcpy(all->bytes + all->length, argument, size);
    all->length += size;
}

/* MPI_Init may be called without argc and argv; the kernel keeps them. */
static void arguments_of_kernel(struct arguments *all)
{
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, all->bytes, sizeof all->bytes);

    if (fd >= 0)
        close(fd);
    if (length <= 0)
        return;
    all->cut = all->bytes[length - 1] != '\0';
    all->bytes[length - 1] = '\0';
    all->length = (size_t)length;
}

static int set_if_known(info_t *info, const char *key, const char *value)
{
    return *value && strlen(value) < MPI_MAX_INFO_VAL ? info_set(info, key, value)
                                                      : MPI_SUCCESS;
}

static int set_command(info_t *info, int argc, char *const argv[])
{
    struct arguments all = { .length = 0 };
    size_t command;
    int rc;

    if (argc > 0 && argv)
        for (int i = 0; i < argc && argv[i]; i++)
            arguments_add(&all, argv[i]);
    else
        arguments_of_kernel(&all);
    if (all.length == 0)
        return MPI_SUCCESS;
    command = strlen(all.bytes) + 1;
    rc = set_if_known(info, "command", all.bytes);
    if (rc != MPI_SUCCESS || command == all.length || all.cut)
        return rc;
    for (size_t i = command; i + 1 < all.length; i++)
        if (all.bytes[i] == '\0')
            all.bytes[i] = ' ';
    return set_if_known(info, "argv", all.bytes + command);
}

static int set_machine(info_t *info)
{
    char directory[MPI_MAX_INFO_VAL] = "";
    struct utsname machine;
    int rc = MPI_SUCCESS;

    if (uname(&machine) == 0) {
        rc = set_if_known(info, "host", machine.nodename);
        if (rc == MPI_SUCCESS)
            rc = set_if_known(info, "arch", machine.machine);
    }
    if (rc == MPI_SUCCESS && getcwd(directory, sizeof directory))
        rc = set_if_known(info, "wdir", directory);
    return rc;
}

/* The launcher starts as many processes as were asked for, or none. */
static int set_processes(info_t *info, const char *maxprocs)
{
    int rc = info_set(info, "maxprocs", maxprocs);

    return rc == MPI_SUCCESS ? info_set(info, "soft", maxprocs) : rc;
}

int info_create_env(int argc, char *const argv[], info_t **info)
{
    const char *maxprocs = info_get(env, "maxprocs");
    info_t *new;
    int rc = info_create(&new);

    if (rc != MPI_SUCCESS)
        return rc;
    rc = set_command(new, argc, argv);
    if (rc == MPI_SUCCESS)
        rc = set_machine(new);
    if (rc == MPI_SUCCESS && maxprocs)
        rc = set_processes(new, maxprocs);
    if (rc == MPI_SUCCESS)
        *info = new;
    else
        object_put(&new->object);
    return rc;
}

int info_init(void)
{
    int rc = info_create_env(0, NULL, &env);

    if (rc == MPI_SUCCESS)
        object_predefine(&env->object, (uint32_t)(uintptr_t)MPI_INFO_ENV);
    return rc;
}

int info_env_processes(int maxprocs)
{
    char number[12];

    snprintf(number, sizeof number, "%d", maxprocs);
    return set_processes(env, number);
}

void info_fini(void)
{
    if (!env)
        return;
    object_undefine(&env->object);
    object_put(&env->object);
    env = NULL;
}
