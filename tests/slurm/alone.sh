# SPDX-License-Identifier: BSD-3-Clause
# Without srun a program is a world of one; with srun of one task, too.

gives 0 "$hello"
prints_world 1
gives 0 srun -n1 "$hello"
prints_world 1
