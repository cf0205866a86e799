/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * list.h: a doubly linked list whose links lie inside its elements.  The head is a link
 * too: an empty list points at itself.  An element is in one list per link at most;
 * list_remove leaves the link empty, so that removing twice is harmless.
 */
#ifndef UTIL_LIST_H
#define UTIL_LIST_H

#include <stdbool.h>

#include "util/macros.h"

struct list {
    struct list *next, *prev;
};

static inline void list_init(struct list *list)
{
    list->next = list->prev = list;
}

static inline bool list_is_empty(const struct list *list)
{
    return list->next == list;
}

static inline void list_insert_before(struct list *position, struct list *link)
{
    link->prev = position->prev;
    link->next = position;
    position->prev->next = link;
    position->prev = link;
}

static inline void list_append(struct list *list, struct list *link)
{
    list_insert_before(list, link);
}

static inline void list_remove(struct list *link)
{
    link->prev->next = link->next;
    link->next->prev = link->prev;
    list_init(link);
}

/* The first link, taken out of the list; NULL if the list is empty. */
static inline struct list *list_pop(struct list *list)
{
    struct list *first = list->next;

    if (first == list)
        return NULL;
    list->next = first->next;
    list->next->prev = list;
    list_init(first);
    return first;
}

/* link walks over the list; it must not be removed inside the loop. */
#define list_for_each(link, head)                                                        \
    for (struct list *link = (head)->next; link != (head); link = link->next)

/* The same, and link may be removed. */
#define list_for_each_safe(link, head)                                                   \
    for (struct list *link = (head)->next, *link##_next = link->next; link != (head);    \
         link = link##_next, link##_next = link->next)

#endif
