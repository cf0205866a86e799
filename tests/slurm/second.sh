# SPDX-License-Identifier: BSD-3-Clause
# A second MPI program in the same task cannot be a rank: it says so, and is not killed by SIGPIPE.

gives 0 srun -n2 sh -c "$hello; $hello; echo second gave \$?"
prints 2 '^rank . of 2 on'
prints 0 'second gave 0'
prints 0 'second gave 141'
prints 2 'srun of its own'
