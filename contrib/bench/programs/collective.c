/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * collective NAME,NAME,...|all SIZE,SIZE,...: the time of blocking collectives.  SIZE is the bytes
 * of one block of doubles: a whole vector for bcast and the reductions, what one rank gives
 * another for gather, scatter, allgather, alltoall and reduce_scatter.  The root goes around, so
 * that no rank can run ahead.  Every operation's result is checked once per size.
 */
#include "bench.h"

enum { MEMORY = 64 << 20 }; /* of a buffer: more blocks than that are left out */

/* What rank r finds in block b of its result, when rank s has filled its vector with s + 1. */
enum result { NOTHING, OF_ROOT, OF_BLOCK, SUM, SUM_TO_ME, SUM_BEFORE_ME };

struct vector {
    double *in, *out;
    int count, rank, size; /* doubles in a block; the world */
    int *counts, *places, *byte_places;
    MPI_Datatype *types;
};

struct operation {
    const char *name;
    void (*call)(struct vector *v, int root);
    enum result result;
    int root_only;             /* who has a result */
    int in_blocks, out_blocks; /* 1, or 0 for as many as there are ranks */
};

#define OPERATION(name, ...)                                                             \
    static void name(struct vector *v, int root)                                         \
    {                                                                                    \
        (void)v, (void)root;                                                             \
        __VA_ARGS__;                                                                     \
    }
#define WORLD          MPI_COMM_WORLD
#define BLOCK(buffer)  v->buffer, v->count, MPI_DOUBLE
#define BLOCKS(buffer) v->buffer, v->counts, v->places, MPI_DOUBLE

OPERATION(barrier, MPI_Barrier(WORLD))
OPERATION(bcast,
          MPI_Bcast(v->rank == root ? v->in : v->out, v->count, MPI_DOUBLE, root, WORLD))
OPERATION(gather, MPI_Gather(BLOCK(in), BLOCK(out), root, WORLD))
OPERATION(gatherv, MPI_Gatherv(BLOCK(in), BLOCKS(out), root, WORLD))
OPERATION(scatter, MPI_Scatter(BLOCK(in), BLOCK(out), root, WORLD))
OPERATION(scatterv, MPI_Scatterv(BLOCKS(in), BLOCK(out), root, WORLD))
OPERATION(allgather, MPI_Allgather(BLOCK(in), BLOCK(out), WORLD))
OPERATION(allgatherv, MPI_Allgatherv(BLOCK(in), BLOCKS(out), WORLD))
OPERATION(alltoall, MPI_Alltoall(BLOCK(in), BLOCK(out), WORLD))
OPERATION(alltoallv, MPI_Alltoallv(BLOCKS(in), BLOCKS(out), WORLD))
OPERATION(alltoallw, MPI_Alltoallw(v->in, v->counts, v->byte_places, v->types, v->out,
                                   v->counts, v->byte_places, v->types, WORLD))
OPERATION(reduce, MPI_Reduce(v->in, BLOCK(out), MPI_SUM, root, WORLD))
OPERATION(allreduce, MPI_Allreduce(v->in, BLOCK(out), MPI_SUM, WORLD))
OPERATION(reduce_scatter,
          MPI_Reduce_scatter(v->in, v->out, v->counts, MPI_DOUBLE, MPI_SUM, WORLD))
OPERATION(reduce_scatter_block,
          MPI_Reduce_scatter_block(v->in, BLOCK(out), MPI_SUM, WORLD))
OPERATION(scan, MPI_Scan(v->in, BLOCK(out), MPI_SUM, WORLD))
OPERATION(exscan, MPI_Exscan(v->in, BLOCK(out), MPI_SUM, WORLD))

static const struct operation operations[] = {
    { "barrier", barrier, NOTHING, 0, 1, 1 },
    { "bcast", bcast, OF_ROOT, 0, 1, 1 },
    { "gather", gather, OF_BLOCK, 1, 1, 0 },
    { "gatherv", gatherv, OF_BLOCK, 1, 1, 0 },
    { "scatter", scatter, OF_ROOT, 0, 0, 1 },
    { "scatterv", scatterv, OF_ROOT, 0, 0, 1 },
    { "allgather", allgather, OF_BLOCK, 0, 1, 0 },
    { "allgatherv", allgatherv, OF_BLOCK, 0, 1, 0 },
    { "alltoall", alltoall, OF_BLOCK, 0, 0, 0 },
    { "alltoallv", alltoallv, OF_BLOCK, 0, 0, 0 },
    { "alltoallw", alltoallw, OF_BLOCK, 0, 0, 0 },
    { "reduce", reduce, SUM, 1, 1, 1 },
    { "allreduce", allreduce, SUM, 0, 1, 1 },
    { "reduce_scatter", reduce_scatter, SUM, 0, 0, 1 },
    { "reduce_scatter_block", reduce_scatter_block, SUM, 0, 0, 1 },
    { "scan", scan, SUM_TO_ME, 0, 1, 1 },
    { "exscan", exscan, SUM_BEFORE_ME, 0, 1, 1 },
};

struct work {
    const struct operation *operation;
    struct vector *vector;
};

static void call(void *what, int i)
{
    struct work *w = what;

    w->operation->call(w->vector, i % w->vector->size);
}

static double expected(enum result result, const struct vector *v, int root, int block)
{
    switch (result) {
    case OF_ROOT:
        return root + 1;
    case OF_BLOCK:
        return block + 1;
    case SUM:
        return v->size * (v->size + 1) / 2.0;
    case SUM_TO_ME:
        return (v->rank + 1) * (v->rank + 2) / 2.0;
    case SUM_BEFORE_ME:
        return v->rank * (v->rank + 1) / 2.0;
    default:
        return -1;
    }
}

/* A rank that gets nothing (the root of a bcast, rank 0 of an exscan) is not looked at. */
static void check(const struct operation *o, struct vector *v, int root)
{
    int blocks = o->out_blocks ? 1 : v->size;
    size_t places = (size_t)v->count * blocks;

    for (size_t i = 0; i < places; i++)
        v->out[i] = -1;
    o->call(v, root);
    if (o->result == NOTHING || (o->root_only && v->rank != root) ||
        (o->call == bcast && v->rank == root) || (o->call == exscan && v->rank == 0))
        return;
    for (size_t i = 0; i < places; i++)
        if (v->out[i] != expected(o->result, v, root, (int)(i / v->count)))
            fail(o->name);
}

/* Barriers are measured with the smallest size only. */
static void run(const struct operation *o, struct vector *v, size_t bytes, int first)
{
    struct work w = { o, v };
    double seconds;

    if (o->result == NOTHING && !first)
        return;
    if ((!o->in_blocks || !o->out_blocks) && bytes * v->size > MEMORY)
        return;
    check(o, v, 0);
    check(o, v, v->size - 1);
    seconds = measure(call, &w);
    if (v->rank == 0)
        print(o->name, o->result == NOTHING ? 0 : bytes, seconds * 1e6, "us");
}

/* Whether `name` stands in the list a,b,c. */
static int is_in(const char *name, const char *list)
{
    size_t length = strlen(name);

    for (const char *p = list; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        if (!strncmp(p, name, length) && (!p[length] || p[length] == ','))
            return 1;
    return !strcmp(list, "all");
}

static void make_blocks(struct vector *v, size_t bytes)
{
    v->count = (int)(bytes / sizeof(double));
    for (int i = 0; i < v->size; i++) {
        v->counts[i] = v->count;
        v->places[i] = i * v->count;
        v->byte_places[i] = i * v->count * (int)sizeof(double);
        v->types[i] = MPI_DOUBLE;
    }
}

static void vector_init(struct vector *v)
{
    v->rank = rank_of_world();
    v->size = size_of_world();
    v->in = room(MEMORY);
    v->out = room(MEMORY);
    v->counts = room(v->size * sizeof *v->counts);
    v->places = room(v->size * sizeof *v->places);
    v->byte_places = room(v->size * sizeof *v->byte_places);
    v->types = room(v->size * sizeof *v->types);
    for (size_t i = 0; i < MEMORY / sizeof *v->in; i++)
        v->in[i] = v->rank + 1;
}

int main(int argc, char **argv)
{
    const char *names = argc > 1 ? argv[1] : "all", *sizes = argc > 2 ? argv[2] : "8";
    struct vector v;
    char *rest;

    MPI_Init(&argc, &argv);
    vector_init(&v);
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (!is_in(operations[i].name, names))
            continue;
        for (const char *p = sizes; *p; p = *rest ? rest + 1 : rest) {
            size_t bytes = strtoul(p, &rest, 0);

            if (rest == p || bytes < sizeof(double) || bytes > MEMORY)
                fail("collective: a size must be a number from 8 to 67108864");
            make_blocks(&v, bytes);
            run(&operations[i], &v, bytes, p == sizes);
        }
    }
    MPI_Finalize();
    return 0;
}
