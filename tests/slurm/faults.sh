# SPDX-License-Identifier: BSD-3-Clause
# A rank is killed at 100 random moments: each time the step ends, one line names the rank, and
# nothing is left.  In one allocation, two at a time.

latest=120000 # microseconds after the call of MPI_Init: most programs have ended by then

# too_early RANK: what one of the others says if it was killed before it was at all in MPI_Init.
too_early() { echo "the task of rank $1 has ended without MPI_Init"; }

# others FILE: lines of ours that name another rank.  UCX (1.13) has assertions that fail when a peer
# dies while a connection is made or a long message sent (ucp_request.c:684, tcp_ep.c:478,
# uct_iface.h:884): that rank may be named too, but after the one that was killed.
others() {
    if grep -q '\(ucp_request\.c\|tcp_ep\.c\|uct_iface\.h\):[0-9]* *Assertion' "$1" &&
        grep -m 1 '^slipway: ' "$1" | grep -q "rank $rank on"; then
        grep '^slipway: ' "$1" | grep -cv "^slipway: rank $rank \|died of SIGABRT"
    else
        grep '^slipway: ' "$1" | grep -cv "^slipway: rank $rank \|$(too_early $rank)"
    fi
}

# fault SRUN-ARGUMENT...: a rank of one step dies at some moment, or just after the end.
fault() {
    local rank=$((RANDOM % 4)) moment=$(((RANDOM << 15 | RANDOM) % latest)) status=0 lines
    local out=out.$BASHPID begun=$EPOCHREALTIME
    timeout 20 srun --overlap --overcommit -n4 "$@" "$faults" $rank $moment >$out 2>&1 </dev/null || status=$?
    lines=$(grep -c "^slipway: rank $rank on .* died of SIGKILL\|$(too_early $rank)" $out || true)
    if ((status == 0 || lines == 1 && status == 137)) || grep -q '^over$' $out; then
        [ "$(others $out)" = 0 ] && return
    fi
    { echo "not as it should be: faults $rank $moment, $*: status $status, begun $begun"; cat $out; } >>wrong
}

faults_in_turn() { for ((i = 0; i < $1; i++)); do fault "${@:2}"; done; }

if [ -z "${SLURM_JOB_ID:-}" ]; then
    exec salloc -Q -N2 --exclusive bash -eu -c '. "$here/check.sh"; . "$here/faults.sh"'
fi
faults_in_turn 30 -N1 -w c1 &
faults_in_turn 30 -N1 -w c2
wait
faults_in_turn 20 -N2 &
faults_in_turn 20 -N2
wait
[ ! -e wrong ] || { cat wrong; false; }
nothing_left faults
