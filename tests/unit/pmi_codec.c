/* SPDX-License-Identifier: BSD-3-Clause */
/* codec.c and text.c: any bytes survive as text; what is not such a text is refused. */
#include "pmi/codec.h"
#include "pmi/text.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void round_trip(const uint8_t *value, size_t bytes)
{
    char *text = codec_encode(value, bytes);
    void *back;
    size_t length;

    assert_non_null(text);
    assert_int_equal(strlen(text), codec_length(text));
    assert_int_equal(strspn(text, "0123456789:-_abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                     strlen(text));
    assert_int_equal(codec_decode(text, &back, &length), 0);
    assert_int_equal(length, bytes);
    if (bytes > 0)
        assert_memory_equal(back, value, bytes);
    free(back);
    free(text);
}

static void every_length_survives(void **state)
{
    uint8_t value[5001];

    (void)state;
    for (size_t i = 0; i < sizeof value; i++)
        value[i] = i * 2654435761u >> 13;
    for (size_t bytes = 0; bytes <= 5000; bytes++)
        round_trip(value, bytes);
}

static void every_byte_survives_in_every_place(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        for (int place = 0; place < 3; place++) {
            uint8_t value[3] = { 0 };

            value[place] = byte;
            round_trip(value, 3);
        }
    }
}

static void text_is_what_the_rfc_says(void **state)
{
    static const char *const examples[][2] = {
        { "", "0:" },
        { "f", "1:Zg" },
        { "fo", "2:Zm8" },
        { "foo", "3:Zm9v" },
        { "foob", "4:Zm9vYg" },
        { "fooba", "5:Zm9vYmE" },
        { "\xfb\xff", "2:-_8" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char *text = codec_encode(examples[i][0], strlen(examples[i][0]));

        assert_string_equal(text, examples[i][1]);
        free(text);
    }
}

static void other_texts_are_refused(void **state)
{
    static const char *const texts[] = {
        "",          ":",      "x:",         "3",
        "3:",        "3:Zm9",  "3:Zm9vv",    "3:Zm 9",
        "3:Zm9=",    "3:Zm9;", "-1:",        "+1:Zg",
        " 1:Zg",     "1 :Zg",  "1:\xff\xff", "99999999999999999999:",
        "67108865:",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        void *value = NULL;
        size_t bytes;

        assert_int_equal(codec_decode(texts[i], &value, &bytes), -1);
        assert_null(value);
    }
    assert_int_equal(codec_length("99999999999999999999:"), 0);
    assert_int_equal(codec_length("67108865:"), 0);
    assert_int_equal(codec_length("12"), 0);
    assert_int_equal(codec_length("12:"), 3 + 16);
    assert_null(codec_encode("", (size_t)CODEC_MAX_BYTES + 1));
}

static void numbers_are_read_whole(void **state)
{
    int number = -7;

    (void)state;
    assert_true(text_number("0", 0, &number));
    assert_int_equal(number, 0);
    assert_true(text_number("2147483647", INT_MAX, &number));
    assert_int_equal(number, INT_MAX);
    number = -7;
    assert_false(text_number("2147483648", INT_MAX, &number));
    assert_false(text_number("18446744073709551617", INT_MAX, &number));
    assert_false(text_number("5", 4, &number));
    assert_false(text_number("0", -1, &number));
    assert_false(text_number("", 9, &number));
    assert_false(text_number(NULL, 9, &number));
    assert_false(text_number("1x", 9, &number));
    assert_false(text_number(" 1", 9, &number));
    assert_false(text_number("-1", 9, &number));
    assert_int_equal(number, -7);
}

static void a_line_is_one_printable_line(void **state)
{
    char line[12];

    (void)state;
    text_line(line, sizeof line, "%s", "a\nb\x1b[1m\xff");
    assert_string_equal(line, "a?b?[1m?");
    text_line(line, sizeof line, "%s", "0123456789abcdef");
    assert_string_equal(line, "0123456789a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_survives),
        cmocka_unit_test(every_byte_survives_in_every_place),
        cmocka_unit_test(text_is_what_the_rfc_says),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(numbers_are_read_whole),
        cmocka_unit_test(a_line_is_one_printable_line),
    };

    alarm(60);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
