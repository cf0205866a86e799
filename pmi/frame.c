/* SPDX-License-Identifier: BSD-3-Clause */
#include "pmi/frame.h"

#include <stdio.h>
#include <string.h>

#include "pmi/text.h"

static void append(struct frame *f, const char *text)
{
    for (; *text && f->length < FRAME_BODY - 1; text++)
        f->bytes[FRAME_HEAD + f->length++] =
            *text == ';' || (unsigned char)*text < ' ' ? '_' : *text;
}

void frame_begin(struct frame *f, const char *command)
{
    f->length = 0;
    frame_add(f, "cmd", command);
}

void frame_add(struct frame *f, const char *key, const char *value)
{
    append(f, key);
    append(f, "=");
    append(f, value);
    f->bytes[FRAME_HEAD + f->length] = ';'; /* append leaves room for it */
    f->length += f->length < FRAME_BODY;
}

void frame_end(struct frame *f)
{
    char head[FRAME_HEAD + 1];

    snprintf(head, sizeof head, "%6u", (unsigned)f->length % 1000000);
    memcpy(f->bytes, head, FRAME_HEAD);
    f->bytes[FRAME_HEAD + f->length] = '\0';
}

/* Slurm pads the number on the right, Slurm's libpmi2 on the left. */
int frame_read_head(struct frame *f)
{
    char head[FRAME_HEAD + 1];
    const char *c = head;
    int length;

    memcpy(head, f->bytes, FRAME_HEAD);
    head[FRAME_HEAD] = '\0';
    c += strspn(c, " ");
    if (!text_scan_number(&c, FRAME_BODY, &length) || c[strspn(c, " ")] != '\0')
        return -1;
    f->length = length;
    return 0;
}

static int copy(char *value, size_t size, const char *from, size_t length)
{
    if (length >= size)
        return -1;
    memcpy(value, from, length);
    value[length] = '\0';
    return length;
}

int frame_find(const struct frame *f, const char *key, char *value, size_t size)
{
    const char *pair = f->bytes + FRAME_HEAD, *end = pair + f->length;
    size_t key_length = strlen(key);

    while (pair < end) {
        const char *stop = memchr(pair, ';', end - pair);
        const char *equals = stop ? memchr(pair, '=', stop - pair) : NULL;

        if (!equals)
            return -1;
        if ((size_t)(equals - pair) == key_length && memcmp(pair, key, key_length) == 0)
            return copy(value, size, equals + 1, stop - equals - 1);
        pair = stop + 1;
    }
    return -1;
}
