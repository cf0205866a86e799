/* SPDX-License-Identifier: BSD-3-Clause */
/* letter.h: what the watches of ranks say to each other, in parcels (p2p/parcel.h). */
#ifndef WATCH_LETTER_H
#define WATCH_LETTER_H

#include <stdbool.h>
#include <stdint.h>

#include "watch/report.h"

enum letter_kind {
    LETTER_ASK,    /* send your report */
    LETTER_CALL,   /* send your report, with the place: it is for the user */
    LETTER_ANSWER, /* the report follows */
    LETTER_LOOK,   /* you seem to be stuck: look again */
    LETTER_TOLD,   /* the user has been told of this hang */
};

struct letter {
    uint32_t kind;   /* enum letter_kind */
    int32_t writer;  /* rank in MPI_COMM_WORLD */
    uint32_t survey; /* the writer's number of what it asks for; comes back as it went */
    uint32_t reserved;
};

/* False: nobody is there any more.  Other failures are silence: who asks gets no answer.
 */
bool letter_send(int rank, enum letter_kind kind, uint32_t survey,
                 const struct report *report);

#endif
