/* SPDX-License-Identifier: BSD-3-Clause */
#include "pmi/codec.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pmi/text.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum { HEADER = 16 }; /* room for the number and the colon */

static size_t base64_length(size_t bytes)
{
    return bytes / 3 * 4 + (bytes % 3 ? bytes % 3 + 1 : 0);
}

/* Up to three bytes become two to four characters. */
static char *encode_group(char *to, const uint8_t *from, size_t bytes)
{
    uint32_t bits = from[0] << 16;

    bits |= bytes > 1 ? from[1] << 8 : 0;
    bits |= bytes > 2 ? from[2] : 0;
    for (size_t i = 0; i < bytes + 1; i++)
        *to++ = alphabet[bits >> (18 - 6 * i) & 63];
    return to;
}

char *codec_encode(const void *value, size_t bytes)
{
    const uint8_t *from = value;
    char *text, *to;

    if (bytes > CODEC_MAX_BYTES)
        return NULL;
    text = malloc(HEADER + base64_length(bytes) + 1);
    if (!text)
        return NULL;
    to = text + sprintf(text, "%zu:", bytes);
    for (size_t i = 0; i < bytes; i += 3)
        to = encode_group(to, from + i, bytes - i < 3 ? bytes - i : 3);
    *to = '\0';
    return text;
}

/* What follows the colon; NULL if the text does not begin with a number and a colon. */
static const char *header_read(const char *text, size_t *bytes)
{
    int number;

    if (!text_scan_number(&text, CODEC_MAX_BYTES, &number) || *text != ':')
        return NULL;
    *bytes = number;
    return text + 1;
}

size_t codec_length(const char *text)
{
    size_t bytes;
    const char *body = header_read(text, &bytes);

    return body ? body - text + base64_length(bytes) : 0;
}

static int digit(char c)
{
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? at - alphabet : -1;
}

/* Two to four characters become up to three bytes. */
static bool decode_group(uint8_t *to, const char *from, size_t bytes)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < bytes + 1; i++) {
        int d = digit(from[i]);

        if (d < 0)
            return false;
        bits |= (uint32_t)d << (18 - 6 * i);
    }
    for (size_t i = 0; i < bytes; i++)
        to[i] = bits >> (16 - 8 * i);
    return true;
}

int codec_decode(const char *text, void **value, size_t *bytes)
{
    size_t length;
    const char *body = header_read(text, &length);
    uint8_t *to;

    if (!body || strlen(body) != base64_length(length))
        return -1;
    to = malloc(length + 1);
    if (!to)
        return -1;
    for (size_t i = 0; i < length; i += 3) {
        if (!decode_group(to + i, body + i / 3 * 4, length - i < 3 ? length - i : 3)) {
            free(to);
            return -1;
        }
    }
    *value = to;
    *bytes = length;
    return 0;
}
