/* SPDX-License-Identifier: BSD-3-Clause */
#include "io/datarep.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "type/external.h"
#include "type/pack.h"
#include "type/sequence.h"
#include "util/err.h"

struct datarep {
    struct datarep *next;
    const char *name;
    enum { NATIVE, EXTERNAL32, REGISTERED } kind;
    struct datarep_functions functions; /* registered */
    MPI_Count size[BASIC_COUNT]; /* of basic elements, as the extent function says; 0: it
                                    was not asked yet */
};

static struct datarep native = { .name = "native", .kind = NATIVE };
static struct datarep internal = { .next = &native, .name = "internal", .kind = NATIVE };
static struct datarep external32 = { .next = &internal,
                                     .name = "external32",
                                     .kind = EXTERNAL32 };
static struct datarep *all = &external32;

static struct datarep *find(const char *name)
{
    struct datarep *rep = all;

    while (rep && strcmp(rep->name, name) != 0)
        rep = rep->next;
    return rep;
}

int datarep_find(const char *name, struct datarep **rep)
{
    *rep = name ? find(name) : NULL;
    if (*rep)
        return MPI_SUCCESS;
    return err(
        MPI_ERR_UNSUPPORTED_DATAREP,
        "datarep is \"%.*s\": there are \"native\", \"internal\", \"external32\" and what MPI_Register_datarep was called for",
        MPI_MAX_DATAREP_STRING, name ? name : "NULL");
}

int datarep_register(const char *name, const struct datarep_functions *functions)
{
    struct datarep *rep;

    if (!name || !*name || strlen(name) >= MPI_MAX_DATAREP_STRING)
        return err(MPI_ERR_ARG, "datarep is \"%.*s\": it must have 1 to %d characters",
                   MPI_MAX_DATAREP_STRING, name ? name : "", MPI_MAX_DATAREP_STRING - 1);
    if (find(name))
        return err(MPI_ERR_DUP_DATAREP,
                   "there is a data representation \"%s\" already: choose another name",
                   name);
    if (!functions->extent)
        return err(MPI_ERR_ARG, "dtype_file_extent_fn is NULL: pass a function");
    rep = calloc(1, sizeof *rep);
    if (rep)
        rep->name = strdup(name);
    if (!rep || !rep->name) {
        free(rep);
        return err(MPI_ERR_NO_MEM, "no memory for a data representation");
    }
    rep->kind = REGISTERED;
    rep->functions = *functions;
    rep->next = all;
    all = rep;
    return MPI_SUCCESS;
}

void datarep_fini(void)
{
    while (all != &external32) {
        struct datarep *rep = all;

        all = rep->next;
        free((char *)rep->name);
        free(rep);
    }
}

const char *datarep_name(const struct datarep *rep)
{
    return rep->name;
}

bool datarep_is_native(const struct datarep *rep)
{
    return rep->kind == NATIVE;
}

/* Sizes */

/* The program's function says it; a size that is not positive makes no sense. */
static int ask_size(struct datarep *rep, enum basic basic)
{
    datatype_t *type = type_named(basic);
    MPI_Aint extent = 0;
    int error = rep->functions.extent(object_handle(&type->object), &extent,
                                      rep->functions.extra_state);

    if (error)
        return err(error, "the extent function of \"%s\" failed for %s", rep->name,
                   type_name(type));
    if (extent <= 0)
        return err(
            MPI_ERR_CONVERSION,
            "the extent function of \"%s\" says that %s has %lld B: it must not be less than 0",
            rep->name, type_name(type), (long long)extent);
    rep->size[basic] = extent;
    return MPI_SUCCESS;
}

static int find_sizes(struct datarep *rep, const struct sequence *sequence)
{
    int error = MPI_SUCCESS;

    if (sequence->parts == 0 && rep->size[sequence->basic] == 0)
        return ask_size(rep, sequence->basic);
    for (MPI_Count i = 0; i < sequence->parts && !error; i++)
        error = find_sizes(rep, sequence->part[i]);
    return error;
}

/* Of all of a sequence, and of one of its `count` rounds; sizes are known. */
static MPI_Count file_bytes(const struct datarep *rep, const struct sequence *sequence);

static MPI_Count round_bytes(const struct datarep *rep, const struct sequence *sequence)
{
    MPI_Count bytes = 0;

    if (rep->kind == EXTERNAL32)
        return sequence->external / sequence->count;
    if (sequence->parts < 1)
        return rep->size[sequence->basic];
    for (MPI_Count i = 0; i < sequence->parts; i++)
        bytes += file_bytes(rep, sequence->part[i]);
    return bytes;
}

static MPI_Count file_bytes(const struct datarep *rep, const struct sequence *sequence)
{
    return sequence->count * round_bytes(rep, sequence);
}

int datarep_size(struct datarep *rep, const datatype_t *type, MPI_Count *bytes)
{
    int error = MPI_SUCCESS;

    if (rep->kind == REGISTERED && type->sequence)
        error = find_sizes(rep, type->sequence);
    if (!error)
        *bytes = rep->kind == NATIVE ? type->size
                 : type->sequence    ? file_bytes(rep, type->sequence)
                                     : 0;
    return error;
}

/* Whole basic elements: how many, and their bytes in the packed stream. */
struct prefix {
    MPI_Count elements, bytes;
};

static struct prefix times(const struct sequence *sequence, MPI_Count rounds)
{
    return (struct prefix){ sequence->elements / sequence->count * rounds,
                            sequence->size / sequence->count * rounds };
}

/* Adds what the first bytes file bytes of the sequence hold.  A part of an element is
 * left out, and nothing follows it. */
static void add_prefix(const struct datarep *rep, const struct sequence *sequence,
                       MPI_Count bytes, struct prefix *prefix)
{
    MPI_Count once = round_bytes(rep, sequence), rest = bytes % once;
    struct prefix rounds = times(sequence, bytes / once);

    prefix->elements += rounds.elements;
    prefix->bytes += rounds.bytes;
    for (MPI_Count i = 0; i < sequence->parts && rest > 0; i++) {
        MPI_Count part = file_bytes(rep, sequence->part[i]);

        add_prefix(rep, sequence->part[i], rest < part ? rest : part, prefix);
        rest -= rest < part ? rest : part;
    }
}

/* Conversion by the program's functions: they get the type, the number of basic elements,
 * and where among the type's elements they begin. */

static int call(struct datarep *rep, bool writes, void *buffer, datatype_t *type,
                MPI_Count elements, void *file)
{
    const struct datarep_functions *f = &rep->functions;
    MPI_Datarep_conversion_function *function = writes ? f->write : f->read;
    MPI_Datarep_conversion_function_c *function_c = writes ? f->write_c : f->read_c;
    MPI_Datatype handle = object_handle(&type->object);
    int error;

    if (function && elements > INT_MAX)
        return err(MPI_ERR_COUNT,
                   "%lld elements are more than an int can hold: register \"%s\" with "
                   "MPI_Register_datarep_c",
                   (long long)elements, rep->name);
    if (function)
        error = function(buffer, handle, (int)elements, file, 0, f->extra_state);
    else
        error = function_c(buffer, handle, elements, file, 0, f->extra_state);
    if (error)
        return err(error, "the %s function of \"%s\" failed", writes ? "write" : "read",
                   rep->name);
    return MPI_SUCCESS;
}

/* Without a function the file has the bytes of memory. */
static bool converts(const struct datarep *rep, bool writes)
{
    const struct datarep_functions *f = &rep->functions;

    return writes ? f->write || f->write_c : f->read || f->read_c;
}

static int check_unconverted(const struct datarep *rep, const datatype_t *type)
{
    if (!type->sequence || file_bytes(rep, type->sequence) == type->size)
        return MPI_SUCCESS;
    return err(MPI_ERR_CONVERSION,
               "\"%s\" gives %s another size in the file and has no function to convert "
               "it",
               rep->name, type_name(type));
}

int datarep_encode(struct datarep *rep, const void *buffer, MPI_Count count,
                   datatype_t *type, void *out)
{
    int error;

    if (!type->sequence || count == 0)
        return MPI_SUCCESS;
    if (rep->kind == EXTERNAL32) {
        external_pack(buffer, count, type, out);
        return MPI_SUCCESS;
    }
    if (rep->kind == REGISTERED && converts(rep, true))
        return call(rep, true, (void *)buffer, type, count * type->sequence->elements,
                    out);
    error = rep->kind == NATIVE ? MPI_SUCCESS : check_unconverted(rep, type);
    if (!error)
        type_pack(buffer, count, type, 0, out, count * type->size);
    return error;
}

/* The first bytes (in the packed stream) of element number whole: it is converted beside
 * the buffer, so that nothing of the rest of it is touched. */
static int decode_part(void *buffer, MPI_Count count, const datatype_t *type,
                       MPI_Count whole, const char *in, MPI_Count in_bytes,
                       MPI_Count bytes)
{
    MPI_Count all_bytes = external_size(type);
    char *padded = calloc(1, (size_t)all_bytes);
    char *element = malloc((size_t)type->true_extent);
    char *packed = malloc((size_t)type->size);
    int error = MPI_SUCCESS;

    if (padded && element && packed) {
        void *origin = (void *)((uintptr_t)element - (uintptr_t)type->true_lb);

        memcpy(padded, in, (size_t)in_bytes);
        external_unpack(origin, 1, type, padded);
        type_pack(origin, 1, type, 0, packed, bytes);
        type_unpack(buffer, count, type, whole * type->size, packed, bytes);
    } else {
        error = err(MPI_ERR_NO_MEM, "no memory for an element of %s", type_name(type));
    }
    free(padded);
    free(element);
    free(packed);
    return error;
}

static int decode_external(void *buffer, MPI_Count count, const datatype_t *type,
                           const char *in, MPI_Count in_bytes, MPI_Count bytes)
{
    MPI_Count each = external_size(type), whole = in_bytes / each;

    external_unpack(buffer, whole, type, in);
    if (bytes == whole * type->size)
        return MPI_SUCCESS;
    return decode_part(buffer, count, type, whole, in + whole * each,
                       in_bytes - whole * each, bytes - whole * type->size);
}

/* The file bytes of all count elements may be there in part only. */
static struct prefix prefix_of(const struct datarep *rep, const datatype_t *type,
                               MPI_Count in_bytes)
{
    MPI_Count each = file_bytes(rep, type->sequence), whole = in_bytes / each;
    struct prefix prefix = { whole * type->sequence->elements, whole * type->size };

    add_prefix(rep, type->sequence, in_bytes - whole * each, &prefix);
    return prefix;
}

int datarep_decode(struct datarep *rep, void *buffer, MPI_Count count, datatype_t *type,
                   const void *in, MPI_Count in_bytes, MPI_Count *bytes)
{
    struct prefix prefix = { 0, 0 };
    int error = MPI_SUCCESS;

    if (rep->kind == NATIVE)
        prefix.bytes = in_bytes;
    else if (type->sequence)
        prefix = prefix_of(rep, type, in_bytes);
    if (prefix.bytes == 0) {
        *bytes = 0;
        return MPI_SUCCESS;
    }
    if (rep->kind == EXTERNAL32) {
        error = decode_external(buffer, count, type, in, in_bytes, prefix.bytes);
    } else if (rep->kind == REGISTERED && converts(rep, false)) {
        error = call(rep, false, buffer, type, prefix.elements, (void *)in);
    } else {
        error = rep->kind == NATIVE ? MPI_SUCCESS : check_unconverted(rep, type);
        if (!error)
            type_unpack(buffer, count, type, 0, in, prefix.bytes);
    }
    if (!error)
        *bytes = prefix.bytes;
    return error;
}
