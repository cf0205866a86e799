/* SPDX-License-Identifier: BSD-3-Clause */
/* errors: wrong arguments of collectives have the classes the standard gives them. */
#include "../check.h"

int main(int argc, char **argv)
{
    double in = 1, out = 0;
    int all[64];

    check_init(&argc, &argv);
    errors_return(MPI_COMM_WORLD);
    check_class(MPI_Bcast(&in, 1, MPI_DOUBLE, size, MPI_COMM_WORLD), MPI_ERR_ROOT);
    check_class(MPI_Bcast(&in, 1, MPI_DOUBLE, -1, MPI_COMM_WORLD), MPI_ERR_ROOT);
    check_class(MPI_Bcast(&in, -1, MPI_DOUBLE, 0, MPI_COMM_WORLD), MPI_ERR_COUNT);
    check_class(MPI_Bcast(&in, 1, MPI_DATATYPE_NULL, 0, MPI_COMM_WORLD), MPI_ERR_TYPE);
    check_class(MPI_Allreduce(&in, &out, 1, MPI_DOUBLE, MPI_OP_NULL, MPI_COMM_WORLD),
                MPI_ERR_OP);
    check_class(MPI_Allreduce(&in, &out, 1, MPI_DOUBLE, MPI_BAND, MPI_COMM_WORLD),
                MPI_ERR_OP);
    check_class(MPI_Allreduce(&in, &in, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD),
                MPI_ERR_BUFFER);
    check_class(MPI_Gather(&rank, 1, MPI_INT, all, 1, MPI_INT, size, MPI_COMM_WORLD),
                MPI_ERR_ROOT);
    check_ok(MPI_Allreduce(&in, &out, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD));
    check(out == size, "after the errors the sum is %g", out);
    return finish();
}
