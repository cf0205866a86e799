# SPDX-License-Identifier: BSD-3-Clause
# The options that the plugin adds: srun, sbatch and salloc know them, refuse what is wrong before
# anything starts, and the tasks find them in their environment.

settings='/usr/bin/env | /bin/grep -E "^(SLIPWAY_(HANG|CHECK|STATS|VERBOSE)|A|B)="'

# refused COMMAND...: one line, and nothing has run.
refused() {
    gives any "$@"
    prints 1 .
    prints 1 "slipway: --mpi-.* is refused: "
}

gives 0 srun --help
prints 5 '^ +--mpi-(hang|check|stats|verbose|env)'

for option in hang=x hang=1,x env=A env=LD_PRELOAD=x env=PMI_FD=3; do
    refused srun "--mpi-$option" touch started
    refused salloc "--mpi-$option" touch started
done
printf '%s\n' '#!/bin/sh' '#SBATCH --mpi-hang=x' 'touch started' >wrong
refused sbatch wrong
[ ! -e started ]

gives 0 srun --export=NONE --mpi-hang=5,abort --mpi-check --mpi-stats --mpi-verbose \
    --mpi-env='A=1 2' --mpi-env=B= /bin/bash -c "$settings"
prints 6 '^(SLIPWAY_HANG=5,abort|SLIPWAY_(CHECK|STATS|VERBOSE)=1|A=1 2|B=)$'
gives 0 env A=1 SLIPWAY_CHECK=0 srun --mpi-env=A=2 --mpi-stats=file /bin/bash -c "$settings"
prints 3 '^(A=2|SLIPWAY_CHECK=0|SLIPWAY_STATS=file)$'

# Those of sbatch reach the script and its sruns, whose own win.
cat >job <<END
#!/bin/bash
#SBATCH --mpi-check --mpi-stats --mpi-hang=7
#SBATCH --mpi-env=A=1 --mpi-env=B=1
$settings
srun bash -c '$settings'
srun --mpi-hang=9 --mpi-env=B=9 bash -c '$settings'
touch ended
END
gives 0 sbatch -n1 -o job.out job
until [ -e ended ]; do sleep 0.1; done
mv job.out output
prints 6 '^SLIPWAY_(CHECK|STATS)=1$'
prints 2 '^SLIPWAY_HANG=7$'
prints 1 '^SLIPWAY_HANG=9$'
prints 3 '^A=1$'
prints 2 '^B=1$'
prints 1 '^B=9$'

gives 0 salloc --mpi-stats --mpi-env=A=1 srun -n1 bash -c "$settings"
prints 2 '^(SLIPWAY_STATS|A)=1$'

# --mpi-verbose: a block from rank 0, and what differs with others.
unset SLIPWAY_WAIT
gives 0 srun --exclusive -N2 -n4 --mpi-verbose "$hello"
prints 5 '^slipway: rank 0 on c1: verbose: '
prints 1 'verbose: step [0-9.]+, 4 ranks on 2 nodes, . of them here; PMI: pmi2$'
prints 0 'rank 1 on c1: verbose: '
gives 0 srun -n2 --mpi-verbose sh -c \
    'if [ $SLURM_PROCID = 1 ]; then export SLIPWAY_WAIT=sleep; fi; exec "$0"' "$hello"
prints 1 'rank 1 on c.: verbose: waiting: sleeps at once'
