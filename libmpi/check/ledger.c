/* SPDX-License-Identifier: BSD-3-Clause */
/* ledger.c: a hash table with chains, by the handle's address; it grows. */
#include "check/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "obj/handle.h"
#include "util/log.h"

enum { FIRST_BITS = 6 };

struct entry {
    struct entry *next;
    const void *handle;
    enum object_kind kind;
    enum mpi_call call;
    const void *where; /* NULL: unknown */
    int count;
};

static struct {
    struct entry **bucket; /* NULL: it is closed */
    unsigned bits;         /* 2^bits of them */
    size_t entries;
} table;
static const struct ledger_places *places;

void ledger_places_by(const struct ledger_places *by)
{
    places = by;
}

void ledger_open(void)
{
    table.bits = FIRST_BITS;
    table.bucket = calloc((size_t)1 << table.bits, sizeof table.bucket[0]);
}

static size_t buckets(void)
{
    return table.bucket ? (size_t)1 << table.bits : 0;
}

static struct entry **find(const void *handle)
{
    static struct entry *nothing;
    struct entry **entry = &nothing;

    if (table.bucket)
        entry =
            &table.bucket[((uintptr_t)handle * 0x9e3779b97f4a7c15u) >> (64 - table.bits)];
    while (*entry && (*entry)->handle != handle)
        entry = &(*entry)->next;
    return entry;
}

/* Twice as many buckets as before; if there is no memory, it goes on with those it has. */
static void grow(void)
{
    struct entry **old = table.bucket;
    struct entry **bucket = calloc(2 * buckets(), sizeof bucket[0]);
    size_t count = buckets();

    if (!bucket)
        return;
    table.bucket = bucket;
    table.bits++;
    for (size_t i = 0; i < count; i++)
        while (old[i]) {
            struct entry *entry = old[i], **place = find(entry->handle);

            old[i] = entry->next;
            entry->next = NULL;
            *place = entry;
        }
    free(old);
}

/* NULL: no memory, a check less. */
static struct entry *entry_create(const void *handle)
{
    struct entry *entry = calloc(1, sizeof *entry);

    if (!entry)
        return NULL;
    if (++table.entries > buckets())
        grow();
    *find(handle) = entry;
    entry->handle = handle;
    return entry;
}

void ledger_enter(const void *handle, enum object_kind kind, enum mpi_call call)
{
    struct entry *entry = *find(handle);

    if (!entry && table.bucket)
        entry = entry_create(handle);
    if (!entry)
        return;
    entry->kind = kind;
    entry->call = call;
    if (check_on && places && kind != OBJECT_REQUEST)
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
    table.entries--;
}

enum mpi_call ledger_giver(const void *handle)
{
    const struct entry *entry = *find(handle);

    return entry ? entry->call : CALL_NONE;
}

/* What has not come back: how many of each call and state, in one line per kind */

enum { GROUPS = 8, PLACE = 80 };

struct group {
    const char *name; /* of the call, or of the kind of request */
    const void *where;
    const char *state;
    int count;
};

struct account {
    enum object_kind kind;
    ledger_state_f *state;
    int total, groups;
    struct group group[GROUPS];
};

static void account_add(struct account *account, const struct group *what)
{
    struct group *group = account->group;
    int i = 0;

    while (i < account->groups &&
           (group[i].name != what->name || group[i].where != what->where ||
            group[i].state != what->state))
        i++;
    account->total += what->count;
    if (i == GROUPS)
        return; /* they are in the sum */
    if (i < account->groups) {
        group[i].count += what->count;
    } else {
        group[i] = *what;
        account->groups++;
    }
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
        const struct group *group = &account->group[i];
        char place[PLACE];

        used += (size_t)snprintf(
            text + used, sizeof text - used, "%s%d of %s%s%s%s", i ? ", " : "",
            group->count, group->name, place_of(group->where, place, sizeof place),
            group->state ? " " : "", group->state ? group->state : "");
    }
    log_line("MPI_Finalize: warning: %d %s%s %s: %s%s", account->total,
             noun(account->kind), account->total == 1 ? "" : "s",
             of_requests ? "left over" : "not freed", text,
             check_on ? "" : "; srun --mpi-check says more");
}

static void add_request(const void *request, const char *name, void *argument)
{
    struct account *account = argument;
    const char *state = account->state(request);

    if (state)
        account_add(account, &(struct group){ name, NULL, state, 1 });
}

static void add_entry(struct account *account, const struct entry *entry)
{
    const char *name = call_name(entry->call);

    if (entry->kind == OBJECT_REQUEST)
        add_request(entry->handle, name, account);
    else
        account_add(account, &(struct group){ name, entry->where, NULL, entry->count });
}

static struct account account_of(enum object_kind kind,
                                 const struct ledger_requests *requests)
{
    struct account account = { .kind = kind, .state = requests ? requests->state : NULL };

    for (size_t i = 0; i < buckets(); i++)
        for (const struct entry *entry = table.bucket[i]; entry; entry = entry->next)
            if (entry->kind == kind)
                add_entry(&account, entry);
    if (requests && !check_on)
        requests->each(add_request, &account);
    return account;
}

static void say(enum object_kind kind, const struct ledger_requests *requests)
{
    struct account account = account_of(kind, requests);

    if (account.total > 0)
        account_say(&account);
}

bool ledger_has_requests(const struct ledger_requests *requests)
{
    return account_of(OBJECT_REQUEST, requests).total > 0;
}

void ledger_say_requests(const struct ledger_requests *requests)
{
    say(OBJECT_REQUEST, requests);
}

bool ledger_has_objects(void)
{
    return table.entries > 0;
}

void ledger_say_objects(void)
{
    static const enum object_kind kinds[] = {
        OBJECT_COMM,    OBJECT_WIN,
        OBJECT_FILE,    OBJECT_DATATYPE,
        OBJECT_OP,      OBJECT_INFO,
        OBJECT_GROUP,   OBJECT_ERRHANDLER,
        OBJECT_MESSAGE, (enum object_kind)LEDGER_KEYVAL,
    };

    for (size_t i = 0; i < array_length(kinds); i++)
        say(kinds[i], NULL);
}

void ledger_close(void)
{
    for (size_t i = 0; i < buckets(); i++)
        while (table.bucket[i]) {
            struct entry *entry = table.bucket[i];

            table.bucket[i] = entry->next;
            free(entry);
        }
    free(table.bucket);
    table.bucket = NULL;
    table.entries = 0;
}
