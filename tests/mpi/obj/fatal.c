/* SPDX-License-Identifier: BSD-3-Clause */
/* fatal: without a handler of its own, an error ends the job and says why. */
#include "../check.h"

int main(int argc, char **argv)
{
    MPI_Group group;

    check_init(&argc, &argv);
    MPI_Group_incl(MPI_GROUP_EMPTY, 1, (int[]){ 9 }, &group);
    return 0;
}
