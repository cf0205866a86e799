/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * window.h: reads of many small runs of a file, made of few large ones.  Where an access
 * wants a good part of what lies between its first and its last byte, a window of the
 * file is read with the holes in it, and the runs are copied out ("data sieving":
 * Thakur, Gropp, Lusk, "Data Sieving and Collective I/O in ROMIO", 1999).  Writes do not
 * go through it: they would write back what others have changed meanwhile.
 */
#ifndef IO_WINDOW_H
#define IO_WINDOW_H

#include <mpi.h>

struct window {
    int fd;
    MPI_Offset end; /* of the access: nothing beyond is read in advance */
    char *bytes;    /* room of them; NULL: every run is read by itself */
    MPI_Count room;
    MPI_Offset start; /* what it holds: filled bytes from here on */
    MPI_Count filled;
};

/* For an access of wanted bytes, all of them from offset first to before end.  Without
 * memory for a window it does without. */
void window_init(struct window *window, int fd, MPI_Offset first, MPI_Offset end,
                 MPI_Count wanted);
void window_fini(struct window *window);

/* As system_read(). */
int window_read(struct window *window, void *buffer, MPI_Count bytes, MPI_Offset offset,
                MPI_Count *done);

#endif
