# SPDX-License-Identifier: BSD-3-Clause
"""Rank 0 sends "Hello, world" to rank 1."""

from mpi4py import MPI

comm = MPI.COMM_WORLD
if comm.rank == 0:
    comm.send("Hello, world", dest=1)
elif comm.rank == 1:
    text = comm.recv(source=0)
    print(f'rank 1 received "{text}"')
