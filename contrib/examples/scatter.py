# SPDX-License-Identifier: BSD-3-Clause
"""scatter.py [COUNT]: rank 0 draws COUNT (100,000,000) doubles from the normal distribution
N(10, 5), every rank gets the same share, and rank 0 gathers the averages of the shares."""

import sys

import numpy
from mpi4py import MPI

comm = MPI.COMM_WORLD
count = int(sys.argv[1] if len(sys.argv) > 1 else 100_000_000) // comm.size

everything = None
if comm.rank == 0:
    everything = numpy.random.default_rng(42).normal(10, 5, count * comm.size)
share = numpy.empty(count)
comm.Scatter(everything, share, root=0)

mine = share.mean()
print(f"rank {comm.rank}: the average of {count} doubles is {mine:.6f}")
averages = comm.gather(mine, root=0)
if comm.rank == 0:
    print(f"Full Average: {numpy.mean(averages):.6f}")
