/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * statistics.c: the records of all ranks come to rank 0 one after the other, so that it
 * never holds more than one.  Whether they come is agreed upon by all: the environment
 * may differ from rank to rank, and nobody must wait for a record that is not sent.
 */
#include "world/statistics.h"

#include <stdlib.h>

#include "boot/boot.h"
#include "coll/coll.h"
#include "obj/op.h"
#include "p2p/operation.h"
#include "util/env.h"
#include "util/err.h"
#include "util/log.h"
#include "world/stats_file.h"
#include "world/stats_json.h"
#include "world/stats_table.h"

enum { MOST_CALLS = 1 << 24 };

static const char *path; /* of the file; NULL: there is to be none */

int statistics_open(void)
{
    const char *text = env_text(ENV_SLIPWAY_STATS);
    bool wanted, is_word = env_is_bool(text, &wanted);
    MPI_Count room = 0;
    int error = MPI_SUCCESS;

    if (is_word && !wanted)
        return MPI_SUCCESS;
    if (!is_word) {
        path = text;
        error = env_number(ENV_SLIPWAY_STATS_CALLS, 0, MOST_CALLS, &room);
    }
    if (!error && !stats_open(boot()->size, (uint64_t)room))
        log_line("there are no statistics of this rank (SLIPWAY_STATS): no memory");
    return error;
}

/* Records on their way: inside the library's own messages, where no program's receive can
 * take them, with a tag that no collective has. */

static struct message message(void *buffer, uint64_t bytes, int peer)
{
    comm_t *comm = comm_of(MPI_COMM_WORLD);

    return (struct message){
        .buffer = buffer,
        .count = (MPI_Count)bytes,
        .type = type_named(BASIC_MPI_BYTE),
        .peer = peer,
        .tag = MESSAGE_TAG_UB,
        .comm = comm,
        .match = comm->match_coll,
        .mode = MODE_STANDARD,
    };
}

static int send_record(const struct stats_record *record)
{
    struct stats_record nothing = { .bytes = 0 };
    struct message head, all;
    int error;

    head = message(record ? (void *)record : &nothing, sizeof *record, 0);
    error = operation_send(&head);
    if (error || !record)
        return error;
    all = message((void *)record, record->bytes, 0);
    return operation_send(&all);
}

/* *record is NULL if the rank had no memory for it, or this one has none. */
static int receive_record(int rank, struct stats_record **record)
{
    struct stats_record head;
    struct message m = message(&head, sizeof head, rank);
    int error = operation_recv(&m, MPI_STATUS_IGNORE);

    *record = NULL;
    if (error || head.bytes == 0)
        return error;
    *record = malloc(head.bytes);
    if (!*record)
        return err(MPI_ERR_NO_MEM, "no memory for the statistics of rank %d", rank);
    m = message(*record, head.bytes, rank);
    return operation_recv(&m, MPI_STATUS_IGNORE);
}

/* The report */

struct report {
    struct stats_table table;
    struct stats_file *file;
    uint64_t began_of_day; /* of the first rank that there is a record of */
};

static void report_rank(struct report *report, const struct stats_record *record)
{
    bool first = report->table.ranks == 0;

    if (first)
        report->began_of_day = record->began_of_day;
    if (report->file)
        stats_json_rank(stats_file_stream(report->file), record, first,
                        report->began_of_day);
    stats_table_add(&report->table, record);
}

static void show(const struct stats_table *table)
{
    char *text = NULL;
    size_t bytes;
    FILE *out = open_memstream(&text, &bytes);

    if (!out)
        return;
    stats_table_print(table, boot()->job, boot()->size, boot()->nodes, out);
    if (fclose(out) == 0)
        stats_file_show(text, bytes);
    free(text);
}

static int report_others(struct report *report)
{
    int error = MPI_SUCCESS;

    for (int rank = 1; rank < boot()->size && !error; rank++) {
        struct stats_record *record;

        error = receive_record(rank, &record);
        if (!error && record)
            report_rank(report, record);
        free(record);
    }
    return error;
}

static int report_all(const struct stats_record *mine)
{
    struct report *report = calloc(1, sizeof *report);
    int error;

    if (!report)
        return err(MPI_ERR_NO_MEM, "no memory for the statistics of the job");
    report->file = path ? stats_file_open(path) : NULL;
    if (report->file)
        stats_json_begin(stats_file_stream(report->file), boot()->job, boot()->size,
                         boot()->nodes);
    if (mine)
        report_rank(report, mine);
    error = report_others(report);
    if (report->file)
        stats_json_end(stats_file_stream(report->file));
    stats_file_close(report->file);
    if (!error)
        show(&report->table);
    free(report);
    return error;
}

static int report(void)
{
    struct stats_record *record =
        stats_record_create(stats_close(), boot()->rank, boot()->node_name);
    int error = boot()->rank == 0 ? report_all(record) : send_record(record);

    free(record);
    stats_free();
    return error;
}

int statistics_meet(void)
{
    int mine = stats_on, any = 0;
    struct coll c = {
        .kind = COLL_ALLREDUCE,
        .send = { .buffer = &mine, .count = 1, .handle = MPI_INT, .same = true },
        .recv = { .buffer = &any, .count = 1, .handle = MPI_INT, .same = true },
        .op = op_of(MPI_MAX),
        .comm = comm_of(MPI_COMM_WORLD),
    };
    int error;

    stats_on = false;
    error = coll_blocking(&c);
    return error || !any ? error : report();
}
