# SPDX-License-Identifier: BSD-3-Clause
"""Rank 0 broadcasts a dictionary, and every rank appends its number to key1."""

from mpi4py import MPI

comm = MPI.COMM_WORLD
data = {"key1": [7, 2.72, 2 + 3j], "key2": ("abc", "xyz")} if comm.rank == 0 else None
data = comm.bcast(data, root=0)
data["key1"].append(comm.rank)
print(f"rank {comm.rank} has {data}")
