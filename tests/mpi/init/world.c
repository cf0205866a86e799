/* SPDX-License-Identifier: BSD-3-Clause */
/* world: one MPI_COMM_WORLD as srun ordered it, and what can be asked before, in and
 * after it. */
#include "../check.h"

static int from_slurm(const char *name)
{
    const char *text = getenv(name);

    check(text, "%s is not set: start this with srun", name);
    return atoi(text);
}

static void check_flags(int initialized, int finalized)
{
    int flag;

    MPI_Initialized(&flag);
    check(!flag == !initialized, "MPI_Initialized says %d", flag);
    MPI_Finalized(&flag);
    check(!flag == !finalized, "MPI_Finalized says %d", flag);
}

static void check_versions(void)
{
    char text[MPI_MAX_LIBRARY_VERSION_STRING];
    int version, subversion, length;

    check_ok(MPI_Get_version(&version, &subversion));
    check(version == MPI_VERSION && subversion == MPI_SUBVERSION, "MPI %d.%d", version,
          subversion);
    check_ok(MPI_Abi_get_version(&version, &subversion));
    check(version == MPI_ABI_VERSION, "ABI %d.%d", version, subversion);
    check_ok(MPI_Get_library_version(text, &length));
    check(length > 0 && (size_t)length == strlen(text), "length %d of '%s'", length,
          text);
}

static void check_name(void)
{
    char name[MPI_MAX_PROCESSOR_NAME];
    int length;

    check_ok(MPI_Get_processor_name(name, &length));
    check(length > 0 && (size_t)length == strlen(name), "length %d of '%s'", length,
          name);
}

static void check_clock(void)
{
    double tick = MPI_Wtick(), start = MPI_Wtime(), now = start;

    check(tick > 0 && tick < 1e-3, "MPI_Wtick is %g s", tick);
    while (now - start < 0.01) {
        double before = now;

        now = MPI_Wtime();
        check(now >= before, "MPI_Wtime went back from %.9f to %.9f", before, now);
    }
}

int main(int argc, char **argv)
{
    check_flags(0, 0);
    check_versions();
    check_init(&argc, &argv);
    check_flags(1, 0);
    check(rank == from_slurm("SLURM_PROCID"), "Slurm calls it %s",
          getenv("SLURM_PROCID"));
    check(size == from_slurm("SLURM_STEP_NUM_TASKS"), "the size is wrong");
    check_ok(MPI_Comm_size(MPI_COMM_SELF, &argc));
    check(argc == 1, "MPI_COMM_SELF has %d", argc);
    check_versions();
    check_name();
    check_clock();
    MPI_Finalize();
    check_flags(1, 1);
    return 0;
}
