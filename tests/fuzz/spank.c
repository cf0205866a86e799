/* SPDX-License-Identifier: BSD-3-Clause */
/* What the plugin reads, as root: words of plugstack.conf, commands, options, settings.
 */
#include "fuzz.h"

#include <string.h>

#include "spank/args.h"
#include "spank/option.h"
#include "spank/setting.h"
#include "spank/shell.h"

enum { WORDS = 8 };

/* Lines become words. */
static int split(char *text, char *words[WORDS])
{
    int count = 0;

    for (char *word = strtok(text, "\n"); word && count < WORDS;
         word = strtok(NULL, "\n"))
        words[count++] = word;
    return count;
}

static void read_settings(const char *text)
{
    static char settings[SETTINGS_SIZE];
    struct setting setting;

    settings[0] = '\0';
    while (setting_next(&text, &setting)) {
        hold(setting.name[0] && strlen(setting.name) < SETTING_NAME &&
             strlen(setting.value) < SETTING_VALUE);
        setting_append(settings, &setting);
        hold(strlen(settings) < SETTINGS_SIZE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[2048], *words[WORDS];
    struct setting setting;
    int count;

    size = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, size);
    text[size] = '\0';
    read_settings(text);
    for (int i = 0; i < OPTIONS; i++)
        option_read(&option_table[i], text, &setting);
    count = split(text, words);
    args_parse(count, words, NULL);
    shell_is_interactive(count, words);
    return 0;
}
