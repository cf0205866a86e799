# SPDX-License-Identifier: BSD-3-Clause
# A rank that ends between MPI_Init and MPI_Finalize ends the step, and one line names it.
# The promise is two seconds; the limit here has room for a machine with much to do.

# line STATUS TEXT SRUN-ARGUMENT...: the only line of ours, and srun's exit code.  The thread sanitizer
# hands signals over late: the other ranks are killed before they end by themselves, and srun says so.
line() {
    local status=$1 text=$2
    shift 2
    ! sanitized_for thread || ((status > 137)) || status=any
    in_seconds 6 gives "$status" srun "$@"
    prints 1 'slipway: '
    prints 1 "slipway: rank 1 on c[12] ?$text; the (step|job) is ended$"
}

# ends_step STATUS HOW TEXT: on one node, on two, and as the only task of one.
ends_step() {
    line "$1" "$3" -n4 "$ends" "$2"
    line "$1" "$3" --exclusive -N2 -n4 -m cyclic "$ends" "$2"
    line "$1" "$3" -N2 -n2 "$ends" "$2"
}

last='at most [0-9]+ m?s after its last MPI call, MPI_Barrier'
ends_step 139 segv "\(pid [0-9]+\) died of SIGSEGV, $last"
ends_step 137 kill "\(pid [0-9]+\) died of SIGKILL \(out of memory, or somebody's kill\), $last"
ends_step 143 term "\(pid [0-9]+\) died of SIGTERM, $last"
ends_step 1 _exit0 "\(pid [0-9]+\) exited with code 0 without MPI_Finalize, $last"
ends_step 3 _exit3 "\(pid [0-9]+\) exited with code 3 without MPI_Finalize, $last"
ends_step 1 exit0 ': exited with code 0 without MPI_Finalize'
ends_step 3 exit3 ': exited with code 3 without MPI_Finalize'
ends_step 42 abort42 ': MPI_Abort was called on MPI_COMM_WORLD with code 42'
ends_step 1 abort0 ': MPI_Abort was called on MPI_COMM_WORLD with code 0'

line 139 '\(pid [0-9]+\) died of SIGSEGV, at most [0-9]+ m?s after its last MPI call, MPI_Init' \
    -n4 "$ends" first
# On two nodes it might be UCX that ends a rank so, after another node's has died: nobody has.
for where in -n4 "--exclusive -N2 -n4 -m cyclic" "-N2 -n2"; do
    # shellcheck disable=SC2086 # words
    line 134 '\(pid [0-9]+\) died of SIGABRT in MPI_Reduce_local' $where "$ends" callback
done

# A shell between srun and the program hides its death: its own end is told.
line 139 "\(pid [0-9]+\) exited with code 139 \(as a shell does for SIGSEGV\) without MPI_Finalize, $last" \
    -n2 sh -c "$ends segv; exit \$?"
in_seconds 6 gives 137 srun -n2 sh -c "$ends abort42; exec sleep 20"
prints 1 'slipway: rank 1 on .*code 42'
nothing_left ends
