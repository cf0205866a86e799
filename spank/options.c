/* SPDX-License-Identifier: BSD-3-Clause */
/* options.c: see options.h. */
#include "spank/options.h"

#include <stdlib.h>
#include <string.h>

#include "spank/option.h"

#define OPTIONS_SETTINGS "SLURM_SLIPWAY_SETTINGS"

static char given[SETTINGS_SIZE]; /* in this command */

/* Returning an error would do, but then srun adds a line of its own. */
static void refuse(const struct option *option, const char *value, const char *wrong)
{
    slurm_error("slipway: --%s%s%.60s is refused: %s", option->name, value ? "=" : "",
                value ? value : "", wrong);
    exit(EXIT_FAILURE);
}

/* Called in slurmstepd, too, which gets its values from options_hand_on. */
static int take(int index, const char *value, int remote)
{
    const struct option *option = &option_table[index];
    struct setting setting;
    const char *wrong;

    if (remote)
        return 0;
    wrong = option_read(option, value, &setting);
    if (!wrong && !setting_append(given, &setting))
        wrong = "all settings together have at most 8191 characters";
    if (wrong)
        refuse(option, value, wrong);
    return 0;
}

/* Slurm copies the texts. */
void options_register(spank_t spank)
{
    for (int i = 0; i < OPTIONS; i++) {
        const struct option *option = &option_table[i];
        struct spank_option slurms = {
            .name = (char *)option->name,
            .arginfo = (char *)option->form,
            .usage = (char *)option->usage,
            .has_arg = (int)option->has_value,
            .val = i,
            .cb = take,
        };

        spank_option_register(spank, &slurms);
    }
}

void options_drop_stale(void)
{
    unsetenv(OPTIONS_SETTINGS);
}

/* Behind those of the batch script that this srun is in: the last of a name counts. */
void options_hand_on(void)
{
    const char *before = getenv(OPTIONS_SETTINGS);
    char all[SETTINGS_SIZE] = "";
    struct setting setting;
    const char *texts[] = { before ? before : "", given };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        while (setting_next(&texts[i], &setting))
            setting_append(all, &setting);
    }
    if (all[0])
        setenv(OPTIONS_SETTINGS, all, 1);
    else
        unsetenv(OPTIONS_SETTINGS);
}

void options_apply(spank_t spank)
{
    char settings[SETTINGS_SIZE];
    const char *text = settings;
    struct setting setting;

    if (spank_getenv(spank, OPTIONS_SETTINGS, settings, sizeof settings) !=
        ESPANK_SUCCESS)
        return;
    while (setting_next(&text, &setting))
        spank_setenv(spank, setting.name, setting.value, 1);
}

void options_applied(spank_t spank)
{
    spank_unsetenv(spank, OPTIONS_SETTINGS);
}
