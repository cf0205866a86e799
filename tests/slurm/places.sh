# SPDX-License-Identifier: BSD-3-Clause
# Containers and bad places: the job works, or one kind of line says what is missing; never a
# crash, and never a hang.

# Here nothing is forced: what carries messages is to be what a place leaves.
unset SLIPWAY_CARRIER

# works COMMAND...: on one node and on two, without a word.
works() {
    local nodes
    for nodes in 1 2; do
        in_seconds 15 gives 0 srun -N$nodes -n4 "$@"
        prints 0 'slipway:|UCX'
    done
}

# says REGEX NODES COMMAND...: it ends, and a line says why.
says() {
    local line=$1 nodes=$2
    shift 2
    in_seconds 15 gives any srun -N"$nodes" -n4 "$@"
    grep -qE "^slipway: .*$line" output || { echo "no line matches: $line"; cat output; return 1; }
    prints 0 'backtrace'
}

# limited ULIMIT...: the program under this limit, as a command in `under`.
limited() { under=(bash -c 'ulimit "$1" "$2"; exec "$0"' "$talk" "$@"); }

# mounted COMMANDS: in a mount namespace of its own, after these.
mounted() { under=(unshare $userns -m bash -c "$1; exec \"\$0\"" "$talk"); }
userns=
[ "$(id -u)" = 0 ] || userns=-Ur

# /dev/shm: small, full, read-only; with the plugin's memory and without.
for shm in size=64m size=4k ro; do
    mounted "mount -t tmpfs -o $shm tmpfs /dev/shm"
    works "${under[@]}"
    works env -u SLIPWAY_NODE_FD "${under[@]}"
done

# And missing, where only UCX complains.
mounted 'mount -t tmpfs tmpfs /dev'
gives 0 srun -n4 "${under[@]}"
prints 0 slipway

mounted 'mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp'
works "${under[@]}"

# Namespaces of their own for all ranks, and a filter of system calls.
for how in -U -Ur "$userns -i"; do works unshare $how "$talk"; done
[ -n "$userns" ] || works unshare -pf "$talk"
works "$launcher" "$talk"

# Limits.  Sanitizers need terabytes of address space.
limits=('-l 0' '-f 1' '-s 256' '-v 200000' '-v 80000')
! sanitized || limits=("${limits[@]:0:3}")
for limit in "${limits[@]}"; do
    limited $limit
    works "${under[@]}"
done
limited -n 24
gives 0 srun -N1 -n4 "${under[@]}"
limited -n 20
says 'the network needs .* file descriptors, but of the 20 that are allowed .*: allow ' 2 "${under[@]}"
limited -Sn 20
works "${under[@]}"
limited -n 10
says 'file descriptors' 2 "${under[@]}"
limited -v 30000
sanitized || says 'the network needs .* of address space, but of what is allowed' 2 "${under[@]}"

# No network between the nodes: a device that does not exist, or does not lead there.  A message
# fails; in a collective, in which others may be waited for, it is found out after a while.
no_way='UCX has no network that leads there'
for setting in UCX_NET_DEVICES=nope UCX_NET_DEVICES=lo UCX_TLS=self; do
    says "MPI_Sendrecv.*: $no_way, .*$setting" 2 env $setting "$talk"
    says "rank [0-3] cannot be reached: $no_way, .*$setting" 2 env $setting "$ends" wait
done

# Standard descriptors that are closed; no home.
works bash -c 'exec "$0" <&- >&- 2>&-' "$talk"
works env -u HOME "$talk"
works env HOME=/no/where "$talk"

# Values that are wrong or hostile: one line says which, ...
for value in PMI_FD=x PMI_FD=-1 PMI_FD=99999999999999999999 PMI_FD=0 PMI_FD=77 PMI_RANK=x PMI_RANK=-1 \
    PMI_RANK=99 PMI_SIZE=0 PMI_SIZE=x PMI_SIZE=1000000000 SLURM_GTIDS=x SLURM_GTIDS= SLURM_GTIDS=0,0,0,0 \
    SLURM_GTIDS=5,6,7,8 SLURM_GTIDS=99999999999,1 SLURM_NODEID=x SLURM_NODEID=99 SLURM_LOCALID=-1 \
    SLURM_STEP_ID=x SLURM_JOB_ID=abc SLURM_STEP_NUM_NODES=x SLIPWAY_NODE=maybe SLIPWAY_BARRIER=x; do
    case $value in
        PMI_FD=*) line="at descriptor ${value#*=}" ;;
        *) line="${value%%=*}" ;;
    esac
    says "${line:0:20}" 2 env "$value" "$talk"
done
for value in PMI_JOBID=x PMI_JOBID=1.1; do says 'cannot find each other' 1 env $value "$talk"; done

# ... or it does not matter.
for value in SLURM_NNODES=x SLURM_PROCID=7 SLURM_STEP_NUM_TASKS=x SLIPWAY_STEP=x SLIPWAY_CHILD_OF=x \
    SLURMD_NODENAME="$(printf '%01000d' 0)"; do
    works env "$value" "$talk"
done
for value in x 1 -1 99999999999; do
    gives 0 srun -N2 -n4 env SLIPWAY_NODE_FD=$value "$talk"
    prints 4 "SLIPWAY_NODE_FD=$value is no node segment"
done
