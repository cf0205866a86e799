/* SPDX-License-Identifier: BSD-3-Clause */
/* boot.h: what the launcher gave us, and the exchange of addresses over it. */
#ifndef BOOT_BOOT_H
#define BOOT_BOOT_H

#include <stdbool.h>
#include <stddef.h>

/* Read-only; all zero before boot_open. */
struct boot {
    int rank, size;             /* of MPI_COMM_WORLD */
    int node, nodes;            /* this node's number, and how many there are */
    int local_rank, local_size; /* among the ranks of this node */
    const int *local_ranks;     /* their ranks */
    bool is_task;               /* it is this process that the launcher waits for */
    const char *job;            /* "job.step" */
    const char *method;         /* of talking to the launcher: "pmi2", "single" */
    const char *node_name;      /* as the launcher calls this node */
};

const struct boot *boot(void);

/* This task among those of its node, as the launcher's environment says before anything
 * is known for certain; -1 if it does not. */
int boot_task(void);

/* Finds out who we are.  If that cannot be, returns -1 after a line for the user (one for
 * the whole job). */
int boot_open(void);

/* Makes this rank's address known.  Local. */
int boot_publish(const void *address, size_t bytes);

/* Waits until all ranks have published theirs and called this. */
int boot_fence(void (*waiting)(void));

/* The address that a rank has published before the fence, malloc'ed. */
int boot_lookup(int rank, void **address, size_t *bytes);

/* The same for something else that a single rank says: say before the fence, hear after
 * it: MPI_ERR_OTHER if nobody has said that. */
int boot_say(const char *what, const void *value, size_t bytes);
int boot_hear(const char *what, void **value, size_t *bytes);

/* A word between the ranks of this node, without a fence: who wants to hear waits until
 * one has told.  text has room for BOOT_WORD bytes. */
enum { BOOT_WORD = 1024 };
int boot_tell_node(const char *key, const char *text);
int boot_hear_node(const char *key, char *text);

/* Makes the launcher end the job; text is for its log.  Exits with this code. */
_Noreturn void boot_abort(int code, const char *text);

/* Exits at once, with this code or, where that would look like success, another. */
_Noreturn void boot_exit(int code);

/* This rank ends well. */
int boot_close(void);

#endif
