/* SPDX-License-Identifier: BSD-3-Clause */
/* cart: grids of one to four dimensions over all processes and over some, periodic and
 * not: what can be asked, shifts that carry messages, parts, and neighbourhood
 * collectives. */
#include "../check.h"

enum { MOST = 4 };

/* The rank of coordinates, by the standard's row-major order. */
static int rank_of(int ndims, const int *dims, const int *coords)
{
    int r = 0;

    for (int i = 0; i < ndims; i++)
        r = r * dims[i] + coords[i];
    return r;
}

/* The neighbour at a distance in dimension d, MPI_PROC_NULL beyond a border. */
static int neighbor(int ndims, const int *dims, const int *periods, const int *coords,
                    int d, int disp)
{
    int moved[MOST];

    memcpy(moved, coords, sizeof moved);
    moved[d] += disp;
    if (!periods[d] && (moved[d] < 0 || moved[d] >= dims[d]))
        return MPI_PROC_NULL;
    moved[d] = (moved[d] % dims[d] + dims[d]) % dims[d];
    return rank_of(ndims, dims, moved);
}

static void inquire(MPI_Comm cart, int ndims, const int *dims, const int *periods)
{
    int n, found[3][MOST], coords[MOST], me, status, r, members;

    check_ok(MPI_Topo_test(cart, &status));
    check(status == MPI_CART, "topology %d", status);
    check_ok(MPI_Cartdim_get(cart, &n));
    check(n == ndims, "%d dimensions, not %d", n, ndims);
    check_ok(MPI_Comm_rank(cart, &me));
    check_ok(MPI_Comm_size(cart, &members));
    check_ok(MPI_Cart_get(cart, MOST, found[0], found[1], found[2]));
    for (int i = 0; i < ndims; i++)
        check(found[0][i] == dims[i] && found[1][i] == periods[i],
              "dimension %d is %d, %d", i, found[0][i], found[1][i]);
    for (int i = 0; i < members; i++) {
        check_ok(MPI_Cart_coords(cart, i, MOST, coords));
        check_ok(MPI_Cart_rank(cart, coords, &r));
        check(r == i && rank_of(ndims, dims, coords) == i, "rank %d comes back as %d", i,
              r);
        check(i != me || memcmp(coords, found[2], ndims * sizeof *coords) == 0,
              "my coordinates differ");
    }
}

static void shift(MPI_Comm cart, int ndims, const int *dims, const int *periods)
{
    int coords[MOST], me, source, dest, value;
    MPI_Status status;

    check_ok(MPI_Comm_rank(cart, &me));
    check_ok(MPI_Cart_coords(cart, me, MOST, coords));
    for (int d = 0; d < ndims; d++) {
        for (int disp = -3; disp <= 3; disp++) {
            check_ok(MPI_Cart_shift(cart, d, disp, &source, &dest));
            check(dest == neighbor(ndims, dims, periods, coords, d, disp),
                  "%d goes to %d", disp, dest);
            check(source == neighbor(ndims, dims, periods, coords, d, -disp),
                  "%d comes from %d", disp, source);
            value = -1;
            check_ok(MPI_Sendrecv(&me, 1, MPI_INT, dest, d, &value, 1, MPI_INT, source, d,
                                  cart, &status));
            check(value == (source == MPI_PROC_NULL ? -1 : source), "%d arrived", value);
        }
    }
}

/* Each block says who sent it and in which direction; it must come in from the other. */
static void halo(MPI_Comm cart, int ndims, const int *dims, const int *periods)
{
    int out[2 * MOST], in[2 * MOST], all[2 * MOST], coords[MOST], me;

    check_ok(MPI_Comm_rank(cart, &me));
    check_ok(MPI_Cart_coords(cart, me, MOST, coords));
    for (int i = 0; i < 2 * ndims; i++) {
        out[i] = 100 * me + i;
        in[i] = all[i] = -1;
    }
    check_ok(MPI_Neighbor_alltoall(out, 1, MPI_INT, in, 1, MPI_INT, cart));
    check_ok(MPI_Neighbor_allgather(&me, 1, MPI_INT, all, 1, MPI_INT, cart));
    for (int i = 0; i < 2 * ndims; i++) {
        int from = neighbor(ndims, dims, periods, coords, i / 2, i % 2 ? 1 : -1);

        check(in[i] == (from == MPI_PROC_NULL ? -1 : 100 * from + (i ^ 1)),
              "block %d is %d, from %d", i, in[i], from);
        check(all[i] == (from == MPI_PROC_NULL ? -1 : from), "block %d is of %d, not %d",
              i, all[i], from);
    }
}

/* Keeps the dimensions of a mask of bits. */
static void part(MPI_Comm cart, int ndims, const int *dims, const int *periods, int mask)
{
    int remain[MOST], sub_dims[MOST], sub_periods[MOST], mine[MOST], coords[MOST], n = 0;
    int me, members, wanted = 1, sub_rank, first;
    MPI_Comm sub;

    check_ok(MPI_Comm_rank(cart, &me));
    check_ok(MPI_Cart_coords(cart, me, MOST, coords));
    for (int i = 0; i < ndims; i++) {
        remain[i] = mask >> i & 1;
        if (!remain[i])
            continue;
        wanted *= sub_dims[n] = dims[i];
        mine[n] = coords[i];
        sub_periods[n++] = periods[i];
        coords[i] = 0;
    }
    check_ok(MPI_Cart_sub(cart, remain, &sub));
    check_ok(MPI_Comm_size(sub, &members));
    check(members == wanted, "%d members, not %d", members, wanted);
    check_ok(MPI_Comm_rank(sub, &sub_rank));
    check(sub_rank == rank_of(n, sub_dims, mine), "rank %d in the part", sub_rank);
    inquire(sub, n, sub_dims, sub_periods);
    first = me;
    check_ok(MPI_Bcast(&first, 1, MPI_INT, 0, sub));
    check(first == rank_of(ndims, dims, coords), "the part begins with %d", first);
    check_ok(MPI_Comm_free(&sub));
}

static void grid(int nodes, int ndims, int pattern)
{
    int dims[MOST] = { 0 }, periods[MOST], newrank;
    MPI_Comm cart, dup;

    for (int i = 0; i < MOST; i++)
        periods[i] = pattern >> i & 1;
    check_ok(MPI_Dims_create(nodes, ndims, dims));
    check_ok(MPI_Cart_map(MPI_COMM_WORLD, ndims, dims, periods, &newrank));
    check_ok(MPI_Cart_create(MPI_COMM_WORLD, ndims, dims, periods, 1, &cart));
    check((cart == MPI_COMM_NULL) == (newrank == MPI_UNDEFINED), "mapped to %d", newrank);
    check((cart == MPI_COMM_NULL) == (rank >= nodes), "%d nodes", nodes);
    if (cart == MPI_COMM_NULL)
        return;
    check_ok(MPI_Comm_dup(cart, &dup));
    check_ok(MPI_Comm_free(&cart));
    inquire(dup, ndims, dims, periods);
    shift(dup, ndims, dims, periods);
    halo(dup, ndims, dims, periods);
    for (int mask = 0; mask < 1 << ndims; mask++)
        part(dup, ndims, dims, periods, mask);
    check_ok(MPI_Comm_free(&dup));
}

/* Process 0 alone has it. */
static void no_dimensions(void)
{
    MPI_Comm cart, sub;
    int n, r;

    check_ok(MPI_Cart_create(MPI_COMM_WORLD, 0, NULL, NULL, 0, &cart));
    check((cart == MPI_COMM_NULL) == (rank > 0), "zero dimensions");
    if (cart == MPI_COMM_NULL)
        return;
    check_ok(MPI_Cart_get(cart, 0, NULL, NULL, NULL));
    check_ok(MPI_Cart_rank(cart, NULL, &r));
    check_ok(MPI_Cart_coords(cart, 0, 0, NULL));
    check(r == 0, "rank %d", r);
    check_ok(MPI_Cart_sub(cart, NULL, &sub));
    check_ok(MPI_Cartdim_get(sub, &n));
    check(n == 0, "%d dimensions", n);
    check_ok(MPI_Neighbor_alltoall(NULL, 0, MPI_INT, NULL, 0, MPI_INT, cart));
    check_ok(MPI_Comm_free(&sub));
    check_ok(MPI_Comm_free(&cart));
}

static void refused(void)
{
    int two[2] = { size, 2 }, zero[1] = { 0 }, one[1] = { size }, no[2] = { 0, 0 }, n;
    int outside[1] = { size };
    MPI_Comm world, cart, out = MPI_COMM_NULL;

    check_ok(MPI_Comm_dup(MPI_COMM_WORLD, &world));
    errors_return(world);
    check_class(MPI_Cart_create(world, 2, two, no, 0, &out), MPI_ERR_DIMS);
    check_class(MPI_Cart_create(world, 1, zero, no, 0, &out), MPI_ERR_DIMS);
    check_class(MPI_Cart_create(world, -1, one, no, 0, &out), MPI_ERR_DIMS);
    check_class(MPI_Cart_create(world, 1, NULL, no, 0, &out), MPI_ERR_ARG);
    check(out == MPI_COMM_NULL, "a failed call gives a communicator");
    check_class(MPI_Cartdim_get(world, &n), MPI_ERR_TOPOLOGY);
    check_class(MPI_Cart_sub(world, no, &out), MPI_ERR_TOPOLOGY);
    check_class(MPI_Graphdims_get(world, &n, &n), MPI_ERR_TOPOLOGY);
    check_ok(MPI_Cart_create(world, 1, one, no, 0, &cart));
    check_class(MPI_Cart_shift(cart, 1, 1, &n, &n), MPI_ERR_DIMS);
    check_class(MPI_Cart_shift(cart, -1, 1, &n, &n), MPI_ERR_DIMS);
    check_class(MPI_Cart_rank(cart, outside, &n), MPI_ERR_ARG);
    check_class(MPI_Cart_coords(cart, size, 1, outside), MPI_ERR_RANK);
    check_class(MPI_Cart_coords(cart, 0, 0, outside), MPI_ERR_ARG);
    check_class(MPI_Cart_get(cart, 0, one, no, no), MPI_ERR_ARG);
    check_class(MPI_Dist_graph_neighbors_count(cart, &n, &n, &n), MPI_ERR_TOPOLOGY);
    check_ok(MPI_Comm_free(&cart));
    check_ok(MPI_Comm_free(&world));
}

int main(int argc, char **argv)
{
    check_init(&argc, &argv);
    for (int ndims = 1; ndims <= MOST; ndims++)
        for (int pattern = 0; pattern < 1 << ndims; pattern += ndims)
            grid(size, ndims, pattern);
    for (int nodes = 1; nodes < size; nodes += 3)
        grid(nodes, 2, 1);
    no_dimensions();
    refused();
    return finish();
}
