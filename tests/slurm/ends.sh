# SPDX-License-Identifier: BSD-3-Clause
# A rank that ends between MPI_Init and MPI_Finalize ends the step, and one line names it.
# The promise is two seconds; the limit here has room for a machine with much to do.

ends_step() {
    local how=$1
    shift
    in_seconds 6 gives any srun "$@" "$ends" "$how"
    prints 1 'slipway: rank 1 on '
}

for how in segv kill exit1 exit0 _exit0; do
    ends_step "$how" -n4
    ends_step "$how" --exclusive -N2 -n4 -m cyclic
done

# A node's only task that is killed cannot be told from one that is killed with the step: no line.
in_seconds 6 gives any srun -N2 -n2 "$ends" kill

in_seconds 6 gives any srun -N2 -n4 "$ends" abort42
prints 1 'slipway: rank 1 on .*42'
