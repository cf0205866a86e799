/* SPDX-License-Identifier: BSD-3-Clause */
#include "world/stats_file.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "util/log.h"

/* Signals of a failed write, kept from this thread while it writes. */

struct quiet {
    sigset_t before, pending; /* what was so before */
};

static void write_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
    sigaddset(set, SIGXFSZ);
}

static void quiet_begin(struct quiet *quiet)
{
    sigset_t set;

    write_signals(&set);
    sigpending(&quiet->pending);
    pthread_sigmask(SIG_BLOCK, &set, &quiet->before);
}

static void quiet_end(const struct quiet *quiet)
{
    static const struct timespec at_once = { 0, 0 };
    sigset_t set;

    write_signals(&set);
    if (sigismember(&quiet->pending, SIGPIPE))
        sigdelset(&set, SIGPIPE);
    if (sigismember(&quiet->pending, SIGXFSZ))
        sigdelset(&set, SIGXFSZ);
    while (sigtimedwait(&set, NULL, &at_once) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &quiet->before, NULL);
}

/* The file */

struct stats_file {
    FILE *stream;
    struct quiet quiet;
    char *path, *beside;
};

static void *cannot(const char *path, const char *why)
{
    log_line("the statistics cannot be written to %s (SLIPWAY_STATS): %s", path, why);
    return NULL;
}

static void destroy(struct stats_file *file)
{
    free(file->path);
    free(file->beside);
    free(file);
}

/* What mkstemp makes is for its owner alone; this is what open would have made. */
static void open_to_others(int fd)
{
    mode_t mask = umask(0);

    umask(mask);
    fchmod(fd, 0666 & ~mask);
}

static bool open_beside(struct stats_file *file)
{
    int fd = mkstemp(file->beside);

    if (fd < 0)
        return false;
    open_to_others(fd);
    file->stream = fdopen(fd, "w");
    if (file->stream)
        return true;
    close(fd);
    unlink(file->beside);
    return false;
}

/* A rename would put a file in the place of /dev/null. */
static bool is_special(const char *path)
{
    struct stat stat;

    return lstat(path, &stat) == 0 && !S_ISREG(stat.st_mode);
}

struct stats_file *stats_file_open(const char *path)
{
    struct stats_file *file;

    if (is_special(path))
        return cannot(path, "it is there, and no regular file");
    file = calloc(1, sizeof *file);
    if (!file)
        return cannot(path, strerror(errno));
    file->path = strdup(path);
    if (asprintf(&file->beside, "%s.XXXXXX", path) < 0)
        file->beside = NULL;
    if (!file->path || !file->beside || !open_beside(file)) {
        cannot(path, strerror(errno));
        destroy(file);
        return NULL;
    }
    quiet_begin(&file->quiet);
    return file;
}

FILE *stats_file_stream(const struct stats_file *file)
{
    return file->stream;
}

void stats_file_close(struct stats_file *file)
{
    bool failed;

    if (!file)
        return;
    failed = ferror(file->stream);
    failed |= fclose(file->stream) != 0;
    if (failed || rename(file->beside, file->path) != 0) {
        cannot(file->path, strerror(errno));
        unlink(file->beside);
    }
    quiet_end(&file->quiet);
    destroy(file);
}

void stats_file_show(const char *text, size_t bytes)
{
    struct quiet quiet;
    ssize_t written = 1;

    quiet_begin(&quiet);
    while (bytes > 0 && (written > 0 || errno == EINTR)) {
        written = write(STDERR_FILENO, text, bytes);
        if (written > 0) {
            text += written;
            bytes -= (size_t)written;
        }
    }
    quiet_end(&quiet);
}
