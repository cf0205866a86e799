/* SPDX-License-Identifier: BSD-3-Clause */
#include "util/call.h"

static const char *const names[CALLS] = {
    "",
#define C(name) "MPI_" #name,
#include "util/call.def"
#undef C
};

static uint32_t hidden; /* while nobody could read it */
uint32_t *call_mark = &hidden;
const struct call_watch *call_watch;

const char *call_name(uint32_t call)
{
    call &= ~(uint32_t)CALL_OVER;
    return call < CALLS ? names[call] : "";
}

void call_show(uint32_t *mark)
{
    *mark = *call_mark;
    call_mark = mark;
}
