# SPDX-License-Identifier: BSD-3-Clause
# Where all ranks are, when a signal asks; and a hang that is not sure to be a deadlock.

signal_soon() { (sleep 1.5; scancel --name="$1" --signal=USR2) & }

# Ranks that wait say it for those that compute, once for the job, which goes on.
for nodes in 1 2; do
    signal_soon "late$nodes"
    gives 0 srun -J "late$nodes" -N$nodes -n3 "$late" 2
    prints 1 '^slipway: roll call of job '
    prints 1 '^slipway:   ranks 0-1: MPI_Barrier\(MPI_COMM_WORLD\) at late.c:[0-9]+, for '
    prints 1 '^slipway:   rank 2: outside MPI'
done

# Nobody waits: the first of the node writes.
signal_soon all
gives 0 srun -J all -n3 "$late" all
prints 3 '^slipway: rank [0-2] on .*: outside MPI, after MPI_Init_thread$'

# Threads may help, so it is no deadlock for sure; but nobody moves.
gives any env SLIPWAY_HANG=1,abort srun -n2 "$late" threads
prints 1 '^slipway: hang: no rank has moved for 1 s'
prints 1 '^slipway:   rank 1: MPI_Recv\(count=1, MPI_INT, source=1, tag=5, MPI_COMM_WORLD\) at late.c'

# Nobody else has come to MPI_Init.
for nodes in 1 2; do
    gives 0 env SLIPWAY_HANG=1 srun -N$nodes -n$((nodes + 2)) -m cyclic \
        sh -c "[ \$SLURM_PROCID != 1 ] || sleep 2; exec $hello"
    prints 1 'slipway: '
    prints 1 'slipway: rank [0-2] on c[12]: has waited 1 s in MPI_Init for (rank 1|ranks of other nodes)$'
done
gives any env SLIPWAY_HANG=1,abort srun -n3 sh -c "[ \$SLURM_PROCID != 1 ] || sleep 9; exec $hello"
prints 1 'slipway: rank [02] on c[12]: has waited 1 s in MPI_Init for rank 1$'
