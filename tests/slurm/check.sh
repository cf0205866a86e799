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

# Are the library and the programs built with sanitizers, or with that one?
sanitized() { [ -n "${SLIPWAY_TESTS_SANITIZERS:-}" ]; }
sanitized_for() { [[ ,${SLIPWAY_TESTS_SANITIZERS:-}, == *,$1,* ]]; }

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

# nothing_left PROGRAM: on the nodes there is no process of it (a zombie is none), and this user has
# no file and no segment in shared memory.
nothing_left() {
    gives 0 srun --overlap -N2 --ntasks-per-node=1 --mpi=none sh -c '{
        find /dev/shm -mindepth 1 -user "$(id -u)"
        ipcs -m | awk -v me="$(id -un)" "/^0x/ && \$3 == me"
        ps -U "$(id -u)" -o stat=,pid=,args= | awk -v name="$0" "!/^Z/ && \$3 ~ name \"\$\""
    } | sed "s/^/left: /"' "$1"
    prints 0 '^left: '
}
