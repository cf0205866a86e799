/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two arrays: handles[], in the order of their numbers, and slots[], a hash table with
 * open addressing which holds numbers.  slots[] is kept at most half full, so that a
 * search ends soon; 0 marks an empty slot.
 */
#include "obj/handle_table.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { FIRST_NUMBER = 4096, FIRST_CAPACITY = 64 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const void **handles; /* handles[i] has the number FIRST_NUMBER + i */
static int *slots;           /* 2 * capacity of them */
static uint32_t capacity, count;

/* The slot of handle, or the empty one where it belongs. */
static int *slot_of(const void *handle)
{
    uint32_t mask = 2 * capacity - 1;
    uint32_t i = (uint32_t)(((uintptr_t)handle >> 4) * 0x9e3779b97f4a7c15u >> 32);

    while (slots[i & mask] && handles[slots[i & mask] - FIRST_NUMBER] != handle)
        i++;
    return &slots[i & mask];
}

/* Makes room for one more handle; 0, or -1 if memory is out. */
static int reserve(void)
{
    uint32_t wanted = capacity ? 2 * capacity : FIRST_CAPACITY;
    const void **more_handles;
    int *more_slots;

    if (count < capacity)
        return 0;
    more_handles = realloc(handles, wanted * sizeof *handles);
    if (more_handles)
        handles = more_handles;
    more_slots = calloc(2 * wanted, sizeof *slots);
    if (!more_handles || !more_slots) {
        free(more_slots);
        return -1;
    }
    free(slots);
    slots = more_slots;
    capacity = wanted;
    for (uint32_t i = 0; i < count; i++)
        *slot_of(handles[i]) = (int)(FIRST_NUMBER + i);
    return 0;
}

static int number_of(const void *handle)
{
    int *slot;

    if (reserve() < 0)
        return 0;
    slot = slot_of(handle);
    if (!*slot) {
        handles[count] = handle;
        *slot = (int)(FIRST_NUMBER + count++);
    }
    return *slot;
}

int handle_table_to_int(const void *handle)
{
    int number;

    if ((uintptr_t)handle < FIRST_NUMBER)
        return (int)(uintptr_t)handle;
    pthread_mutex_lock(&mutex);
    number = number_of(handle);
    pthread_mutex_unlock(&mutex);
    return number;
}

void *handle_table_from_int(int number)
{
    const void *handle = NULL;

    if (number < 0)
        return NULL;
    if (number < FIRST_NUMBER)
        return (void *)(uintptr_t)number;
    pthread_mutex_lock(&mutex);
    if ((uint32_t)number - FIRST_NUMBER < count)
        handle = handles[number - FIRST_NUMBER];
    pthread_mutex_unlock(&mutex);
    return (void *)(uintptr_t)handle;
}
