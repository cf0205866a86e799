# SPDX-License-Identifier: BSD-3-Clause
# What ends a step from outside is not taken for the death of a rank, and nothing is left of it.

# Nothing of ours is on the nodes: no process (a zombie is none), no file.
nothing_left() {
    gives 0 srun -N2 --ntasks-per-node=1 --mpi=none sh -c \
        '{ ls -A /dev/shm; ipcs -m | grep ^0x; ps -o stat=,pid=,args= -C ends | grep -v ^Z; } | sed "s/^/left: /"'
    prints 0 '^left: '
}

# ended_by HOW SRUN-ARGUMENT...: HOW is a command that is given the number of the job.
ended_by() {
    local how=$1 id=
    shift
    srun -J victim "$@" "$ends" wait >output 2>&1 &
    until id=$(squeue -h -n victim -t RUNNING -o %i) && [ -n "$id" ] && grep -q waiting output; do
        sleep 0.1
    done
    in_seconds 6 sh -c "$how $id"
    in_seconds 6 wait $! || true
    prints 0 'slipway: '
    nothing_left
}

for where in -n4 '-N2 -n2'; do
    ended_by scancel $where
    ended_by 'scancel --signal=KILL' $where
    ended_by 'scancel --signal=TERM' $where
    in_seconds 8 gives any srun $where "$ends" all
    prints 0 'slipway: '
    nothing_left
done
