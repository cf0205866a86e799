# SPDX-License-Identifier: BSD-3-Clause
# Every distribution of tasks gives one world, with the ranks on the nodes that Slurm gave them.
# --exclusive: with whole nodes the layout does not depend on how Slurm shares out CPUs.

# ranks_on NODE RANK...: exactly these ranks were on it.
ranks_on() {
    local node=$1 rank
    shift
    prints $# "^rank .* on $node$"
    for rank in "$@"; do prints 1 "^rank $rank of [0-9]+ on $node$"; done
}

gives 0 srun -n4 "$hello"
prints_world 4

gives 0 srun --exclusive -N2 -n4 -m block "$hello"
prints_world 4
prints 1 '^rank 0 of 4 on c1$'
prints 1 '^rank 3 of 4 on c2$'

gives 0 srun --exclusive -N2 -n4 -m cyclic "$hello"
prints_world 4
ranks_on c1 0 2
ranks_on c2 1 3

gives 0 srun --exclusive -N2 -n7 -m plane=3 "$hello"
prints_world 7
ranks_on c1 0 1 2 6
ranks_on c2 3 4 5

printf '%s\n' c2 c1 c1 c2 c2 >hosts
gives 0 env SLURM_HOSTFILE="$PWD/hosts" srun -n5 -m arbitrary "$hello"
prints_world 5
ranks_on c1 1 2
ranks_on c2 0 3 4
