/* SPDX-License-Identifier: BSD-3-Clause */
/* setting.c: see setting.h. */
#include "spank/setting.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "node/slot.h"

/* Stands behind every setting: no value can hold it, and a line feed would make several
 * lines of the one variable in what env(1) prints. */
#define END "\x1f"

/* A name of the second list ends like that; one of the first only begins. */
static const char *const families[] = {
    "SLURM", "SBATCH_", "SALLOC_", "SPANK_", "_SLURM",
    "PMI_",  "PMI2_",   "PMIX_",   "LD_",    "GLIBC_"
};
static const char *const reserved[] = { SLIPWAY_STEP, SLIPWAY_NODE_FD, SLIPWAY_PTY_SHELL,
                                        "SLIPWAY_CHILD_OF" };

static bool is_identifier(const char *name)
{
    if (*name != '_' && !isalpha((unsigned char)*name))
        return false;
    while (*name == '_' || isalnum((unsigned char)*name))
        name++;
    return *name == '\0';
}

static bool is_taken(const char *name)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (strncmp(name, families[i], strlen(families[i])) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(name, reserved[i]) == 0)
            return true;
    }
    return false;
}

static bool is_printable(const char *value)
{
    while (*value && !iscntrl((unsigned char)*value))
        value++;
    return *value == '\0';
}

const char *setting_read(struct setting *setting, const char *text)
{
    const char *equals = strchr(text, '=');

    if (!equals)
        return "it has the form NAME=VALUE";
    if (equals - text >= SETTING_NAME || strlen(equals + 1) >= SETTING_VALUE)
        return "a name has at most 127 characters, and a value 1023";
    snprintf(setting->name, sizeof setting->name, "%.*s", (int)(equals - text), text);
    snprintf(setting->value, sizeof setting->value, "%s", equals + 1);
    if (!is_identifier(setting->name))
        return "a name is letters, digits and _, and begins with no digit";
    if (is_taken(setting->name))
        return "variables of Slurm, PMI, the plugin and the loader (LD_, GLIBC_) are not "
               "for users";
    return is_printable(setting->value) ? NULL : "a value is one line of printable text";
}

bool setting_append(char settings[SETTINGS_SIZE], const struct setting *setting)
{
    size_t used = strnlen(settings, SETTINGS_SIZE), room = SETTINGS_SIZE - used;
    int length =
        snprintf(settings + used, room, "%s=%s" END, setting->name, setting->value);

    if ((size_t)length < room)
        return true;
    if (room > 0)
        settings[used] = '\0';
    return false;
}

/* Copies what is not too long for a setting; all else is none anyway. */
static void take_piece(const char **text, char *piece, size_t size)
{
    size_t length = strcspn(*text, END);

    snprintf(piece, size, "%.*s", (int)(length < size ? length : 0), *text);
    *text += length + ((*text)[length] != '\0');
}

bool setting_next(const char **text, struct setting *setting)
{
    char piece[SETTING_NAME + SETTING_VALUE];

    while (**text) {
        take_piece(text, piece, sizeof piece);
        if (!setting_read(setting, piece))
            return true;
    }
    return false;
}
