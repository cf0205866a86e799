# SPDX-License-Identifier: BSD-3-Clause
# Jobs that were not started together meet through a published name: each side a step, on one
# node or two, or a program without srun.

export SLIPWAY_SERVICES=$PWD/services

# meets NAME HOW ACCEPTING-COMMAND -- CONNECTING-COMMAND
meets() {
    local name=$1 how=$2 accepting=()
    shift 2
    while [ "$1" != -- ]; do accepting+=("$1"); shift; done
    shift
    "${accepting[@]}" "$meet" accept "$name" $how >accepted 2>&1 </dev/null &
    local pid=$!
    gives 0 "$@" "$meet" connect "$name" $how
    prints 1 '^world of . met$'
    wait $pid || { cat accepted; return 1; }
    grep -q '^world of . met$' accepted
    [ -z "$(ls services)" ] || { echo "a name is left in $(ls services)"; return 1; }
}

meets 'both on one node' '' srun -N1 -n2 -w c1 --oversubscribe -- srun -N1 -n3 -w c1 --oversubscribe
meets 'a node each' '' srun -N1 -n2 -w c1 -- srun -N1 -n2 -w c2
meets 'both on both' free srun -N2 -n3 --oversubscribe -- srun -N2 -n2 --oversubscribe
meets 'one and more' free srun -n1 -w c2 -- srun -N1 -n3 -w c1
meets 'without srun' '' env -- env

# A publisher that was killed has published nothing, and its port leads nowhere.
gives any srun -n1 "$meet" accept dead die
sed -n 1p services/dead >port
export SLIPWAY_CONNECT_TIMEOUT=2
in_seconds 10 "$meet" connect dead dead <port
in_seconds 10 srun -n2 "$meet" connect dead dead <port

# One that does not call MPI cannot answer: the caller's time runs out, and it can leave.
absent() {
    rm -f enough
    srun -n1 -w c1 "$meet" accept absent absent >accepted 2>&1 </dev/null &
    in_seconds 15 gives 0 srun -n1 -w "$1" --oversubscribe "$meet" connect absent absent
    touch enough
    wait $! || { cat accepted; return 1; }
}
absent c1
absent c2
