/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * transports.c: see transports.h.
 *
 * UCP tells which transports it has only as text.  A line of it is
 * "#      resource 1  :  md 1  dev 1  flags -- tcp/eth0" (1.13 to 1.18).
 */
#include "net/transports.h"

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/ucx.h"
#include "util/err.h"

const char *net_version(void)
{
    return ucx_load() == MPI_SUCCESS ? ucx.get_version_string() : NULL;
}

static void read_line(char *line, net_transport_f *each, void *context)
{
    char *name = strstr(line, " -- "), *device = name ? strchr(name, '/') : NULL;

    if (!strstr(line, " resource ") || !device)
        return;
    *device++ = '\0';
    device[strcspn(device, " \n")] = '\0';
    each(context, name + strlen(" -- "), device);
}

static int read_info(ucp_context_h ucp, net_transport_f *each, void *context)
{
    char *text = NULL, *line = NULL;
    size_t bytes, room = 0;
    FILE *out = open_memstream(&text, &bytes), *in;

    if (!out)
        return err(MPI_ERR_NO_MEM, "no memory for a list of transports");
    ucx.context_print_info(ucp, out);
    fclose(out);
    in = fmemopen(text, bytes, "r");
    while (in && getline(&line, &room, in) > 0)
        read_line(line, each, context);
    if (in)
        fclose(in);
    free(line);
    free(text);
    return MPI_SUCCESS;
}

int net_transports(net_transport_f *each, void *context)
{
    ucp_params_t params = {
        .field_mask = UCP_PARAM_FIELD_FEATURES,
        .features = UCP_FEATURE_AM | UCP_FEATURE_WAKEUP,
    };
    int error_class = ucx_load();
    ucp_context_h ucp;
    ucs_status_t status;

    if (error_class)
        return error_class;
    status = ucx.init_version(UCP_API_MAJOR, UCP_API_MINOR, &params, NULL, &ucp);
    if (status != UCS_OK)
        return err(MPI_ERR_OTHER, "UCX: cannot be initialised: %s",
                   ucx.status_string(status));
    error_class = read_info(ucp, each, context);
    ucx.cleanup(ucp);
    return error_class;
}
