# SPDX-License-Identifier: BSD-3-Clause
"""scatter.py [COUNT]: the time to scatter COUNT (100,000,000) doubles from rank 0, as scatter.c."""

import sys
import time

import numpy
from mpi4py import MPI

comm = MPI.COMM_WORLD
count = int(sys.argv[1] if len(sys.argv) > 1 else 100_000_000) // comm.size
everything = numpy.arange(count * comm.size, dtype="d") if comm.rank == 0 else None
share = numpy.zeros(count)

for k in range(6):
    comm.Barrier()
    begun = time.monotonic()
    comm.Scatter(everything, share, root=0)
    comm.Barrier()
    seconds = time.monotonic() - begun
    if share[0] != comm.rank * count or share[-1] != comm.rank * count + count - 1:
        comm.Abort(1)
    if comm.rank == 0:
        print("scatter" if k else "scatter_first", 8 * count * comm.size, seconds * 1e3, "ms",
              flush=True)
