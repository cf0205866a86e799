/* SPDX-License-Identifier: BSD-3-Clause */
/* flag: the floor of all messages: two processes on two cores write a flag in turn. */
#include "floor.h"
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 200000, LINE = 64 };

struct flags {
    _Atomic long ping;
    char apart[2 * LINE];
    _Atomic long pong;
};

static void follow(_Atomic long *seen, _Atomic long *written, long first, long last)
{
    for (long i = first; i < last; i++) {
        while (atomic_load_explicit(seen, memory_order_acquire) != i)
            ;
        atomic_store_explicit(written, i + 1, memory_order_release);
    }
}

int main(void)
{
    struct flags *f =
        mmap(NULL, sizeof *f, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    double seconds;
    pid_t child;

    if (f == MAP_FAILED || (child = fork()) < 0) {
        perror("flag");
        return 1;
    }
    pin(child == 0);
    if (child == 0) {
        follow(&f->pong, &f->ping, 0, ROUNDS + 1);
        _exit(0);
    }
    /* The first round waits for the other process to be there. */
    while (atomic_load(&f->ping) != 1)
        ;
    seconds = now();
    for (long i = 1; i <= ROUNDS; i++) {
        atomic_store_explicit(&f->pong, i, memory_order_release);
        while (atomic_load_explicit(&f->ping, memory_order_acquire) != i + 1)
            ;
    }
    seconds = now() - seconds;
    printf("latency 8 %.6g us\n", seconds / ROUNDS / 2 * 1e6);
    waitpid(child, NULL, 0);
    return 0;
}
