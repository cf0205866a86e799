# SPDX-License-Identifier: BSD-3-Clause
# What ends all ranks of a step at once: of scancel of the job Slurm itself writes; anything else
# is told in one line.  Nothing is left of it.

# ended_by LINES HOW SRUN-ARGUMENT...: HOW is a command that is given the number of the job; LINES
# are of ours.
ended_by() {
    local lines=$1 how=$2 id=
    shift 2
    srun -J victim "$@" "$ends" wait >output 2>&1 &
    until id=$(squeue -h -n victim -t RUNNING -o %i) && [ -n "$id" ] && grep -qx waiting output; do
        sleep 0.1
    done
    in_seconds 6 sh -c "$how" sh "$id"
    in_seconds 6 wait $! || true
    prints "$lines" 'slipway: '
    prints "$lines" 'slipway: rank [0-9]+ on c1 \(pid [0-9]+\) died of SIG(KILL \(scancel, out of memory, or somebody.s kill\)|TERM).*; the step is ended$'
    nothing_left ends
}

for where in '-n4 -w c1' '-N2 -n2'; do
    ended_by 0 'scancel $1' $where
    ended_by 0 'scancel --signal=KILL $1' $where
    ended_by 1 'scancel $1.0' $where
    ended_by 1 'scancel --signal=KILL $1.0' $where
    ended_by 1 'scancel --signal=TERM $1' $where
    in_seconds 8 gives 137 srun $where "$ends" all
    prints 1 'slipway: '
    prints 1 'slipway: rank [0-9]+ on c1 \(pid [0-9]+\) died of SIGKILL \(scancel, '
    nothing_left ends
done

# A rank alone.
in_seconds 6 gives 137 srun -n1 "$ends" all
prints 1 'slipway: '
prints 1 'slipway: rank 0 on c[12] \(pid [0-9]+\) died of SIGKILL \(scancel, '

# The launcher of a node, slurmstepd, is killed: its tasks go with it.  (srun waits on, until scancel.)
srun -J orphans -n4 "$ends" wait >output 2>&1 &
until grep -qx waiting output; do sleep 0.1; done
kill -KILL "$(ps -o ppid= -p "$(pgrep -fx "$ends wait" | head -n 1)")"
in_seconds 1 sh -c 'while pgrep -fx "$0" >left; do sleep 0.1; done' "$ends wait"
scancel --name=orphans
kill -KILL $!

pid_of_rank() {
    local pid
    for pid in $(pgrep -fx "$ends wait"); do
        ! grep -qzx "SLURM_PROCID=$1" "/proc/$pid/environ" || echo "$pid"
    done
}

# That of another node: who waits for its ranks finds that they are gone.
srun -J orphans -N2 -n2 "$ends" wait >output 2>&1 &
until grep -qx waiting output; do sleep 0.1; done
kill -KILL "$(ps -o ppid= -p "$(pid_of_rank 1)")"
in_seconds 20 sh -c 'while pgrep -fx "$0" >left; do sleep 0.1; done' "$ends wait"
in_seconds 5 sh -c 'until grep -q "slipway: " output; do sleep 0.1; done' # it is on its way through Slurm
prints 1 'slipway: '
prints 1 'slipway: rank 0 on c1: rank 1 cannot be reached any more: it is gone, .*; the job is ended'
scancel --name=orphans
kill -KILL $!
