# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
#
# check.sh: what the scripts of this folder say "this must be so" with.  Every one of them shows
# what it found when it fails.  The runner reads this before each script.
set -o pipefail

# gives EXIT-CODE COMMAND...: runs it, keeps all it prints in ./output, and checks how it ended
# (`any` is every code but 0).
gives() {
    local expected=$1 status=0
    shift
    "$@" >output 2>&1 </dev/null || status=$?
    if [ "$expected" = any ]; then ((status != 0)); else ((status == expected)); fi || {
        echo "exit code $status, expected $expected, of: $*"
        cat output
        return 1
    }
}

# prints COUNT REGEX: so many lines of ./output match.
prints() {
    local count
    count=$(grep -cE -- "$2" output || true)
    ((count == $1)) || {
        echo "$count lines match '$2', expected $1:"
        cat output
        return 1
    }
}

# A world of $1 ranks printed its lines, and nobody else did.
prints_world() {
    local rank
    prints "$1" '^rank '
    for ((rank = 0; rank < $1; rank++)); do prints 1 "^rank $rank of $1 on"; done
}

# in_seconds MOST COMMAND...: it must end in time.
in_seconds() {
    local most=$1 begun=$EPOCHREALTIME
    shift
    "$@"
    awk -v a="$begun" -v b="$EPOCHREALTIME" -v most="$most" 'BEGIN { exit b - a > most }' || {
        echo "took longer than $most s: $*"
        return 1
    }
}

# nothing_left PROGRAM: nothing of ours is on the nodes: no process (a zombie is none), no file.
nothing_left() {
    gives 0 srun --overlap -N2 --ntasks-per-node=1 --mpi=none sh -c \
        "{ ls -A /dev/shm; ipcs -m | grep ^0x; ps -o stat=,pid=,args= -C $1 | grep -v ^Z; } | sed 's/^/left: /'"
    prints 0 '^left: '
}
