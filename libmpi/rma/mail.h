/* SPDX-License-Identifier: BSD-3-Clause */
/* mail.h: letters on their way (rma/letter.h). */
#ifndef RMA_MAIL_H
#define RMA_MAIL_H

#include "rma/letter.h"
#include "rma/shape.h"
#include "rma/win.h"

/* From now on letters that come are read. */
void mail_open(void);

/* A parcel with the letter, of this process, and the shape (NULL: none); *data is room
 * for letter->bytes bytes.  NULL, with a text: no memory. */
struct parcel *mail_write(const win_t *win, struct letter letter,
                          const struct shape *shape, void **data);

/* Sends it to a member; takes the parcel.  An MPI error class. */
int mail_post(const win_t *win, int rank, struct parcel *parcel);

/* Both, of a letter alone. */
int mail_send(const win_t *win, int rank, struct letter letter);

#endif
