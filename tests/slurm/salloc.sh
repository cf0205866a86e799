# SPDX-License-Identifier: BSD-3-Clause
# srun inside salloc takes the allocation's tasks; a program started directly is a world of one.

gives 0 salloc -N2 -n4 srun "$hello"
prints_world 4
gives 0 salloc -n4 "$hello"
prints_world 1
