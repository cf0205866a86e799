/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * frame.h: one PMI-2 message: six characters with the length of the rest in decimal, then
 * "key=value;" again and again, the first key being "cmd".
 */
#ifndef PMI_FRAME_H
#define PMI_FRAME_H

#include <stddef.h>

/* Requests and answers are at most a value of 1024 bytes with its key; an answer above
 * FRAME_BODY is none of Slurm's. */
enum { FRAME_HEAD = 6, FRAME_BODY = 4096 };

struct frame {
    size_t length;                           /* of the body */
    char bytes[FRAME_HEAD + FRAME_BODY + 1]; /* head, body, a 0 */
};

/* Begins a frame with this cmd. */
void frame_begin(struct frame *f, const char *command);

/* Adds a pair.  A value is cut at the end of the frame; ';' and control characters in it
 * become
 * '_'.  (Keys and values of the exchange have neither; texts of people may.) */
void frame_add(struct frame *f, const char *key, const char *value);

/* Writes the head.  Bytes to send: FRAME_HEAD + f->length. */
void frame_end(struct frame *f);

/* Reads the head in f->bytes into f->length; -1 if it is not a length up to FRAME_BODY.
 */
int frame_read_head(struct frame *f);

/* Copies the value of the first pair with this key, at most size - 1 characters and a 0.
 * Its length, or -1 if there is no such pair or the value is longer. */
int frame_find(const struct frame *f, const char *key, char *value, size_t size);

#endif
