/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * codec.h: any bytes as text that every launcher carries unharmed: the number of bytes, a
 * colon, and base64 (RFC 4648, 5: the alphabet with - and _, without padding).  The text
 * of n bytes has about 4n/3 characters; it may be cut anywhere and put together again.
 */
#ifndef PMI_CODEC_H
#define PMI_CODEC_H

#include <stddef.h>

/* What one value may have; more is refused on both sides. */
enum { CODEC_MAX_BYTES = 1 << 26 };

/* The text of the value, from malloc; NULL if there is no memory or bytes is above
 * CODEC_MAX_BYTES. */
char *codec_encode(const void *value, size_t bytes);

/* How long the whole text is that begins with these characters (the number and the colon
 * must be among them); 0 if no text of codec_encode begins so. */
size_t codec_length(const char *text);

/* The value of a whole text, from malloc (never NULL for 0 bytes).  -1 if the text is not
 * one of codec_encode, or if there is no memory. */
int codec_decode(const char *text, void **value, size_t *bytes);

#endif
