# SPDX-License-Identifier: BSD-3-Clause
# A shell of srun --pty is like a login shell: programs in it are worlds of one, any number of times,
# and srun in it starts at once.

session() { python3 "$here/terminal.py" "$@" >output 2>&1 || { cat output; return 1; }; }

in_seconds 30 session srun --pty -n4 bash <<END
$hello
$hello
srun -n4 $hello
sh -c $hello
END
prints 3 '^rank 0 of 1 on'
prints 4 '^rank . of 4 on'

in_seconds 30 session srun --pty -N2 -n4 bash --norc <<END
srun -N2 -n4 $hello
END
prints 4 '^rank . of 4 on'

# A program with a terminal is no shell: four ranks, of which rank 0 has the terminal.
in_seconds 20 session srun --pty -n4 "$hello" </dev/null
prints 1 '^rank 0 of 4 on'
in_seconds 20 session srun --pty -n4 bash -c "$hello" </dev/null
prints 1 '^rank 0 of 4 on'
