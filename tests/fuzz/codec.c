/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses as text: what can be read is what is written, and everything can be written.
 */
#include "fuzz.h"

#include <string.h>

#include "pmi/codec.h"

static void read_text(const char *text)
{
    void *value;
    size_t bytes;

    codec_length(text);
    if (codec_decode(text, &value, &bytes) == 0)
        free(value);
}

static void write_and_read(const uint8_t *data, size_t size)
{
    char *text = codec_encode(data, size);
    void *value;
    size_t bytes;

    hold(text && codec_length(text) == strlen(text));
    hold(codec_decode(text, &value, &bytes) == 0 && bytes == size);
    hold(size == 0 || memcmp(value, data, size) == 0);
    free(value);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    hold(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    read_text(text);
    free(text);
    write_and_read(data, size);
    return 0;
}
