# SPDX-License-Identifier: BSD-3-Clause
# Several tasks without PMI never become worlds of one: one line for the job, which says what to do.

gives any srun --mpi=none -n4 "$hello"
prints 0 '^rank '
prints 1 '--mpi=pmi2'
prints 1 '--mpi=pmi2.*MpiDefault.*slipway.so|MpiDefault.*slipway.so.*--mpi=pmi2'

gives any srun --mpi=none -N2 -n4 "$hello"
prints 0 '^rank '
prints 1 '--mpi=pmi2'

gives 0 srun --mpi=none -n1 "$hello"
prints_world 1
