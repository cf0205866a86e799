/* SPDX-License-Identifier: BSD-3-Clause */
/* ledger.c: a hash table with chains, by the handle's address. */
#include "check/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "obj/handle.h"
#include "util/log.h"

enum { BUCKETS = 1024 };

struct entry {
    struct entry *next;
    const void *handle;
    enum object_kind kind;
    enum mpi_call call;
    const void *where; /* NULL: unknown */
    int count;
};

static struct entry *table[BUCKETS];
static const struct ledger_places *places;

void ledger_places_by(const struct ledger_places *by)
{
    places = by;
}

static struct entry **find(const void *handle)
{
    size_t bucket = ((uintptr_t)handle * 0x9e3779b97f4a7c15u) >> 54;
    struct entry **entry = &table[bucket];

    while (*entry && (*entry)->handle != handle)
        entry = &(*entry)->next;
    return entry;
}

void ledger_enter(const void *handle, enum object_kind kind, enum mpi_call call)
{
    struct entry **place = find(handle), *entry = *place;

    if (!entry) {
        entry = calloc(1, sizeof *entry);
        if (!entry)
            return; /* a check less */
        *place = entry;
    }
    entry->handle = handle;
    entry->kind = kind;
    entry->call = call;
    if (places && kind != OBJECT_REQUEST)
        entry->where = places->here();
    entry->count++;
}

void ledger_leave(const void *handle)
{
    struct entry **place = find(handle), *entry = *place;

    if (!entry || --entry->count > 0)
        return;
    *place = entry->next;
    free(entry);
}

enum mpi_call ledger_giver(const void *handle)
{
    const struct entry *entry = *find(handle);

    return entry ? entry->call : CALL_NONE;
}

/* What has not come back: how many of each call and state, in one line per kind */

enum { GROUPS = 8, PLACE = 80 };

struct account {
    enum object_kind kind;
    int total, groups;
    struct {
        enum mpi_call call;
        const void *where;
        const char *state;
        int count;
    } group[GROUPS];
};

static void account_add(struct account *account, const struct entry *entry,
                        const char *state)
{
    int i = 0;

    while (i < account->groups &&
           (account->group[i].call != entry->call ||
            account->group[i].where != entry->where || account->group[i].state != state))
        i++;
    account->total += entry->count;
    if (i == GROUPS)
        return; /* they are in the sum */
    if (i == account->groups) {
        account->group[i].call = entry->call;
        account->group[i].where = entry->where;
        account->group[i].state = state;
        account->group[i].count = 0;
        account->groups++;
    }
    account->group[i].count += entry->count;
}

static const char *noun(enum object_kind kind)
{
    return kind == (enum object_kind)LEDGER_KEYVAL ? "keyval" : handle_noun(kind);
}

/* " at ring.c:42", or nothing. */
static const char *place_of(const void *where, char *text, size_t size)
{
    memcpy(text, " at ", 5);
    return where && places->text(where, text + 4, size - 4) ? text : "";
}

/* "MPI_Finalize: warning: 2 communicators not freed: 2 of MPI_Comm_dup at ring.c:42" */
static void account_say(const struct account *account)
{
    bool of_requests = account->kind == OBJECT_REQUEST;
    char text[768];
    size_t used = 0;

    for (int i = 0; i < account->groups && used < sizeof text; i++) {
        const char *state = account->group[i].state;
        char place[PLACE];

        used += (size_t)snprintf(text + used, sizeof text - used, "%s%d of %s%s%s%s",
                                 i ? ", " : "", account->group[i].count,
                                 call_name(account->group[i].call),
                                 place_of(account->group[i].where, place, sizeof place),
                                 state ? " " : "", state ? state : "");
    }
    log_line("MPI_Finalize: warning: %d %s%s %s: %s", account->total, noun(account->kind),
             account->total == 1 ? "" : "s", of_requests ? "left over" : "not freed",
             text);
}

static void close_kind(enum object_kind kind, ledger_state_f *request_state)
{
    struct account account = { .kind = kind };

    for (int i = 0; i < BUCKETS; i++)
        for (const struct entry *entry = table[i]; entry; entry = entry->next) {
            const char *state = NULL;

            if (entry->kind != kind)
                continue;
            if (kind == OBJECT_REQUEST && !(state = request_state(entry->handle)))
                continue;
            account_add(&account, entry, state);
        }
    if (account.total > 0)
        account_say(&account);
}

static void forget(void)
{
    for (int i = 0; i < BUCKETS; i++)
        while (table[i]) {
            struct entry *entry = table[i];

            table[i] = entry->next;
            free(entry);
        }
}

void ledger_close(ledger_state_f *request_state)
{
    static const enum object_kind kinds[] = {
        OBJECT_REQUEST,
        OBJECT_COMM,
        OBJECT_WIN,
        OBJECT_FILE,
        OBJECT_DATATYPE,
        OBJECT_OP,
        OBJECT_INFO,
        OBJECT_GROUP,
        OBJECT_ERRHANDLER,
        OBJECT_MESSAGE,
        (enum object_kind)LEDGER_KEYVAL,
    };

    for (size_t i = 0; i < array_length(kinds); i++)
        close_kind(kinds[i], request_state);
    forget();
}
