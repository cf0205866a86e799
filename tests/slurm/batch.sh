# SPDX-License-Identifier: BSD-3-Clause
# srun inside an sbatch script, twice in one job, and a program started directly in it.

cat >job <<END
#!/bin/bash
srun $hello
echo again
srun -n3 $hello
echo alone
$hello
touch ended
END
gives 0 sbatch -N2 -n4 -o job.out job
until [ -e ended ]; do sleep 0.1; done # sbatch --wait asks only every 10 s
mv job.out output
prints 8 '^rank '
prints 4 'of 4 on'
prints 3 'of 3 on'
prints 1 '^rank 0 of 1 on'
