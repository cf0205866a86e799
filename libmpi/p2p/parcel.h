/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * parcel.h: messages of the library to itself, in which one-sided communication travels.
 *
 * A parcel matches no receive.  It is handed, whole, to the one receiver that a higher
 * layer has named, with the context id that its sender gave it; those of the watch
 * (watch/), to the watch.  The parcels of one sender
 * arrive in the order in which they were sent; so do they among its messages.
 */
#ifndef P2P_PARCEL_H
#define P2P_PARCEL_H

#include <stddef.h>
#include <stdint.h>

struct arrival;
struct parcel;

/* Gets a parcel: from progress(), or inside parcel_send if this process sent it to
 * itself. It may send parcels, and must not wait.  data is valid until it returns, and
 * not aligned. */
typedef void parcel_f(uint64_t context, const void *data, size_t bytes);
void parcel_receive_by(parcel_f *receiver);

/* The same for parcels of the context PARCEL_WATCH, which no communicator has. */
static const uint64_t PARCEL_WATCH = UINT64_MAX;
void parcel_watch_by(parcel_f *receiver);

/* A parcel with room for so many bytes, which are the caller's to fill: at an address
 * that is good for anything.  NULL, with a text: no memory. */
struct parcel *parcel_create(size_t bytes);
void *parcel_data(struct parcel *parcel);

/* Sends it, and frees it when it has left, also on failure.  An MPI error class. */
int parcel_send(struct parcel *parcel, int proc, uint64_t context);

/* A parcel that the net brought and whose turn it is; takes the arrival. */
void parcel_arrive(struct arrival *arrival);

#endif
