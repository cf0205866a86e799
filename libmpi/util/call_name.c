/* SPDX-License-Identifier: BSD-3-Clause */
/* call_name.c: see call.h; apart, because the plugin names calls, too. */
#include "util/call.h"

static const char *const names[CALLS] = {
    "",
#define C(name) "MPI_" #name,
#include "util/call.def"
#undef C
};

const char *call_name(uint32_t call)
{
    call &= ~(uint32_t)CALL_OVER;
    return call < CALLS ? names[call] : "";
}
