/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * fake_pmi2.h: a job step without Slurm.  Each rank is a process of its own, forked from
 * the test, with the environment and the inherited socket that srun --mpi=pmi2 gives to a
 * task; the test's own process is the PMI-2 server, and behaves as Slurm 22.05's does:
 * what is put is seen after the next fence, a key nobody put is found=FALSE, finalize
 * closes the socket, an abort of the world kills all ranks.  Shares no code with pmi/;
 * Slurm's libpmi2 runs on it (tests/unit/pmi2.c).
 */
#ifndef TESTS_FAKE_PMI2_H
#define TESTS_FAKE_PMI2_H

#include <stdbool.h>
#include <stddef.h>

struct fake_pmi2_job {
    int size;
    int nodes;   /* 0 means 1; the ranks are dealt to them in blocks, */
    bool cyclic; /* or one by one */
};

/* What the server saw. */
struct fake_pmi2_record {
    int inits, puts, fences, gets, finalizes, aborts;
    char abort_text[512];
    size_t longest_key, longest_value;
    bool malformed; /* some request was not PMI-2; its client was cut off */
};

/* What a rank runs; its result, 0 for good, is the exit status of its process.  cmocka's
 * assertions work in the process of the test only. */
typedef int fake_pmi2_client_f(int rank, int size, void *arg);

/* Runs the client in every rank and serves them until all have ended; a rank has 30
 * seconds. Returns how many did not end with 0.  record may be NULL. */
int fake_pmi2_run(const struct fake_pmi2_job *job, fake_pmi2_client_f *client, void *arg,
                  struct fake_pmi2_record *record);

#endif
