# SPDX-License-Identifier: BSD-3-Clause
# A task that ends and never calls MPI_Init is not waited for by those that do.

# missed WHAT SRUN-ARGUMENT...: WHAT is what the task of rank 1 does in place of MPI.
missed() {
    local what=$1
    shift
    in_seconds 6 gives any srun "$@" sh -c "if [ \$SLURM_PROCID = 1 ]; then $what; fi; exec $hello"
    prints 1 'slipway: '
    prints 1 'slipway: rank [023] on c[12]: .*: the task of rank 1 has ended without MPI_Init'
}

missed 'exit 0' -n4
missed 'exit 3' -n4
missed 'sleep 1; exit 0' -n4
missed 'kill -9 $$' -n2
missed 'exit 0' -N2 -n4 -m cyclic --exclusive

# Who waits for nobody is not disturbed.
gives 0 srun -n3 sh -c "if [ \$SLURM_PROCID != 1 ]; then exit 0; fi; true"
prints 0 'slipway: '
