/* SPDX-License-Identifier: BSD-3-Clause */
#include "net/tuning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/place.h"

/* What UCX has by itself, and what is better; as measured with UCX 1.13 (contrib/bench).
 */
struct setting {
    const char *name, *theirs, *ours;
};

/* Messages over TCP of 256 KiB to 1 MiB take a fifth to a third less when the receiver asks
 * for them instead of being written to; longer ones as long. */
static const struct setting for_speed = { "RNDV_SCHEME", "auto", "get_zcopy" };

/* And less when the kernel is called for larger pieces: an allreduce of 1 MiB, 210 us
 * instead of 265 with a quarter of these.  A buffer is touched as far as something has
 * arrived in it.  UCX 1.13 takes settings of a single transport from the environment only,
 * and complains of those that it has no use for. */
enum { SENT, RECEIVED, FOR_TCP };
static struct {
    const char *variable, *value;
    bool set;
} for_tcp[FOR_TCP] = {
    [SENT] = { "UCX_TCP_TX_SEG_SIZE", "256K", false },
    [RECEIVED] = { "UCX_TCP_RX_SEG_SIZE", "1M", false },
};

/* UCX's own shared memory costs each process 4 MB and half of the time in MPI_Init. */
static struct setting transports(bool between_nodes)
{
    return (struct setting){ "TLS", "all", between_nodes ? "^sm" : place_excluded() };
}

/* What the configuration says, a line for each name. */
static char *print(const ucp_config_t *config)
{
    char *text = NULL;
    size_t bytes;
    FILE *stream = open_memstream(&text, &bytes);

    if (!stream)
        return NULL;
    ucx.config_print(config, stream, NULL, UCS_CONFIG_PRINT_CONFIG);
    fclose(stream);
    return text;
}

/* Whoever has set it otherwise, in the environment or in ucx.conf, is right. */
static bool is_untouched(const struct setting *setting, const char *text)
{
    char variable[48], any[56], theirs[72];

    snprintf(variable, sizeof variable, "UCX_%s", setting->name);
    snprintf(any, sizeof any, "%s=", variable);
    snprintf(theirs, sizeof theirs, "%s=%s\n", variable, setting->theirs);
    return !strstr(text, any) || strstr(text, theirs);
}

/* A UCX that does not know the name any more goes on without. */
static void change(ucp_config_t *config, const struct setting *setting, const char *text)
{
    if (is_untouched(setting, text))
        ucx.config_modify(config, setting->name, setting->ours);
}

/* What is sent must fit where it is received: if the user says how much that is, UCX's own
 * pieces do. */
static void set_for_tcp(void)
{
    if (getenv(for_tcp[RECEIVED].variable))
        return;
    for (int i = 0; i < FOR_TCP; i++)
        if (!getenv(for_tcp[i].variable))
            for_tcp[i].set = setenv(for_tcp[i].variable, for_tcp[i].value, 1) == 0;
}

void tuning_end(void)
{
    for (int i = 0; i < FOR_TCP; i++) {
        if (for_tcp[i].set)
            unsetenv(for_tcp[i].variable);
        for_tcp[i].set = false;
    }
}

ucs_status_t tuning_read(bool between_nodes, ucp_config_t **config)
{
    const struct setting tls = transports(between_nodes);
    ucs_status_t status = ucx.config_read(NULL, NULL, config);
    char *text = status == UCS_OK ? print(*config) : NULL;

    if (!text)
        return status;
    if (is_untouched(&tls, text))
        set_for_tcp();
    if (tls.ours[0])
        change(*config, &tls, text);
    change(*config, &for_speed, text);
    free(text);
    return status;
}
