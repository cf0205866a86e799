# SPDX-License-Identifier: BSD-3-Clause
# What ends a job from outside: its time limit, memory, a node that is lost.  Slurm or we say which
# it was, and nothing is left.

# begin NAME HOW: a job of two ranks on two nodes, which is under way when this returns; its number is
# $job, and what it prints goes to the file NAME.
begin() {
    srun -J "$1" -N2 -n2 "$ends" "$2" >"$1" 2>&1 &
    until job=$(squeue -h -n "$1" -t RUNNING -o %i) && [ -n "$job" ] && grep -qx waiting "$1"; do
        sleep 0.1
    done
}

# over PID NAME SECONDS: a job has ended, with an error, and ./output is what it printed.
over() {
    in_seconds "$3" gives any wait "$1" || { cat "$2"; return 1; }
    cp "$2" output
}

# Slurm looks for jobs whose time is up every 30 s.
begin late wait
late=$!
scontrol update JobId="$job" EndTime=now+2

# Rank 1 takes more memory than the control group allows that it is put into.
memory=/sys/fs/cgroup/memory/slipway.$$
if mkdir "$memory" 2>/dev/null; then
    begin large grow
    echo 64M >"$memory/memory.limit_in_bytes"
    for pid in $(pgrep -fx "$ends grow"); do echo "$pid" >"$memory/cgroup.procs"; done
    touch limited
    over $! large 10
    rmdir "$memory"
    prints 1 'slipway: '
    prints 1 'slipway: rank 1 on c2 \(pid [0-9]+\) died of SIGKILL \(.*out of memory, .*; the step is ended$'
else
    echo "no control group for memory can be made here: not tried"
fi

over "$late" late 75
prints 1 'CANCELLED AT .* DUE TO TIME LIMIT'
prints 0 'slipway: '

begin lost wait
scontrol update NodeName=c2 State=DOWN Reason=test
over $! lost 60 # as long as KillWait (30 s), at worst
scontrol update NodeName=c2 State=RESUME || true # it is back by itself if its slurmd lives
prints 1 'CANCELLED AT .* DUE TO NODE FAILURE'
prints 0 'slipway: '
until sinfo -h -N -n c2 -o %t | grep -qx 'idle\|mix\|alloc'; do sleep 0.2; done
nothing_left ends
