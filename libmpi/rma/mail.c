/* SPDX-License-Identifier: BSD-3-Clause */
#include "rma/mail.h"

#include <string.h>

#include "rma/origin.h"
#include "rma/target.h"

/* A letter for a window that is gone is a late MPI_Win_post that nobody waited for. */
static void read_letter(uint64_t context, const void *data, size_t bytes)
{
    win_t *win = win_of_context(context);
    struct letter letter;

    (void)bytes;
    memcpy(&letter, data, sizeof letter);
    if (!win)
        return;
    if (letter.kind >= LETTER_POST)
        origin_read(win, &letter, (const char *)data + sizeof letter);
    else
        target_read(win, &letter, (const char *)data + sizeof letter);
}

void mail_open(void)
{
    parcel_receive_by(read_letter);
}

struct parcel *mail_write(const win_t *win, struct letter letter,
                          const struct shape *shape, void **data)
{
    size_t shape_size = shape ? shape_bytes(shape) : 0;
    size_t bytes = letter.bytes > 0 ? (size_t)letter.bytes : 0;
    struct parcel *parcel = parcel_create(sizeof letter + shape_size + bytes);
    char *at;

    if (!parcel)
        return NULL;
    letter.writer = win->comm->rank;
    letter.shape = (uint32_t)shape_size;
    at = parcel_data(parcel);
    memcpy(at, &letter, sizeof letter);
    if (shape_size > 0)
        memcpy(at + sizeof letter, shape->numbers, shape_size);
    *data = at + sizeof letter + shape_size;
    return parcel;
}

int mail_post(const win_t *win, int rank, struct parcel *parcel)
{
    return parcel_send(parcel, group_proc(win->comm->group, rank), win->comm->context);
}

int mail_send(const win_t *win, int rank, struct letter letter)
{
    void *nothing;
    struct parcel *parcel = mail_write(win, letter, NULL, &nothing);

    return parcel ? mail_post(win, rank, parcel) : MPI_ERR_NO_MEM;
}
