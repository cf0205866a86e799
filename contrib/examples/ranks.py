# SPDX-License-Identifier: BSD-3-Clause
"""Every rank says who it is, where, and its process id."""

import os

from mpi4py import MPI

comm = MPI.COMM_WORLD
print(f"rank {comm.rank} of {comm.size} on {MPI.Get_processor_name()}, process {os.getpid()}")
