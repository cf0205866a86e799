# SPDX-License-Identifier: BSD-3-Clause
# Python programs: mpi4py's own tools under srun, and worlds of one everywhere else.

[ -x "$python" ] || { echo "no mpi4py in the build: contrib/selftest makes it"; exit 77; }

gives 0 srun -n4 "$python" -m mpi4py.bench helloworld
prints 4 'Hello, World! I am process . of 4'
gives 0 srun -n4 "$python" -m mpi4py.bench ringtest
prints 1 '^time for'
gives 0 srun -n2 "$python" -m mpi4py.bench pingpong --max-size 4096
prints 1 '^ +4096 '

cat >world.py <<'END'
from mpi4py import MPI
print(f"rank {MPI.COMM_WORLD.rank} of {MPI.COMM_WORLD.size} on {MPI.Get_processor_name()}")
END
gives 0 srun -n3 "$python" -m mpi4py.run world.py
prints_world 3

# An exception that nobody catches ends the job.
cat >raises.py <<'END'
from mpi4py import MPI
if MPI.COMM_WORLD.rank == 1:
    raise ValueError("no such luck")
MPI.COMM_WORLD.Barrier()
END
in_seconds 15 gives any srun -n4 "$python" -m mpi4py raises.py
prints 1 '^ValueError: no such luck'

cat >pool.py <<'END'
from mpi4py.futures import MPIPoolExecutor
if __name__ == "__main__":
    with MPIPoolExecutor() as executor:
        print("sum", sum(executor.map(pow, range(10), [2] * 10)))
END
gives 0 srun -n4 "$python" -m mpi4py.futures pool.py
prints 1 '^sum 285$'

cat >executor.py <<'END'
from mpi4py import MPI
from mpi4py.futures import MPICommExecutor
with MPICommExecutor(MPI.COMM_WORLD, root=0) as executor:
    if executor is not None:
        print("sum", sum(executor.map(abs, range(-5, 5))))
END
gives 0 srun -n4 "$python" executor.py
prints 1 '^sum 25$'

# Worlds of one: where no Slurm is, in a batch script, and in a shell of srun --pty.
gives 0 env -i "PATH=$PATH" "$python" world.py
prints 1 '^rank 0 of 1 on'

cat >job <<END
#!/bin/bash
$python world.py
srun -n2 $python world.py
touch ended
END
gives 0 sbatch -n4 -o job.out job
until [ -e ended ]; do sleep 0.1; done
mv job.out output
prints 1 '^rank 0 of 1 on'
prints 2 '^rank . of 2 on'

python3 "$here/terminal.py" srun --pty -n4 bash >output 2>&1 <<END
$python world.py
$python world.py
srun -n4 $python world.py
END
prints 2 '^rank 0 of 1 on'
prints 4 '^rank . of 4 on'
