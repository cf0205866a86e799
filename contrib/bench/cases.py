# SPDX-License-Identifier: BSD-3-Clause
"""What is measured, and what must be reached.  Everything else in this folder is machinery."""

import dataclasses

SIZES = "8,64,512,4096,32768,262144,2097152,8388608"
SOME = "barrier,bcast,reduce,allreduce,allgather,alltoall"


@dataclasses.dataclass(frozen=True)
class Case:
    """One program with its arguments, run by every implementation in turn.

    `ranks` lists how many there are, one run for each.  `metrics`, when given, are the names that
    are kept of what the program prints.  `wrap` is "pinned" (rank i on core i) or "callgrind".
    `floors` are the programs without MPI to stand beside.  `repeat` caps the repetitions.  In each
    of them everybody has `rounds` turns, short ones where the machine changes within seconds, but
    one with `many` ranks or more; the quick mode has one.  The argument @now stands for the time of
    the launch.  `quick` replaces arguments, `quick_ranks` the ranks in the quick mode.
    """

    name: str
    program: str
    arguments: str = ""
    ranks: tuple = (2,)
    nodes: int = 1
    metrics: tuple = ()
    wrap: str = ""
    floors: tuple = ()
    repeat: int = 1000
    rounds: int = 1
    many: int = 1 << 20
    timeout: int = 90
    quick: str = None
    quick_ranks: tuple = ()


CASES = [
    Case("latency", "latency", floors=("ucp_am", "flag"), rounds=3),
    Case("latency-pinned", "latency", "8", wrap="pinned", floors=("ucp_am pin", "flag"), rounds=6,
         repeat=2),
    Case("bandwidth", "stream", "1", metrics=("bandwidth",), repeat=3),
    Case("bibandwidth", "stream", "2", metrics=("bandwidth",), repeat=3),
    Case("rate", "stream", "1 8", metrics=("rate",)),
    Case("rate-2-pairs", "stream", "1 8", ranks=(4,), metrics=("rate",)),
    Case("collectives", "collective", f"all {SIZES}", repeat=3,
         quick="all 8,4096,262144,8388608"),
    Case("collectives-4", "collective", f"{SOME} 8,4096,262144", ranks=(4,), quick=f"{SOME} 8"),
    Case("collectives-8", "collective", f"{SOME} 8,4096,262144", ranks=(8,), quick=f"{SOME} 8"),
    Case("onesided", "onesided", repeat=3),
    Case("overlap", "overlap", repeat=3),
    Case("startup", "startup", "@now", ranks=(1, 2, 4, 16, 64, 128), repeat=3,
         rounds=3, many=64, timeout=30, quick_ranks=(1, 2, 16)),
    Case("startup-nodes", "startup", "@now", ranks=(2, 16, 64, 128), nodes=2, repeat=2,
         timeout=30, quick_ranks=(2, 16)),
    Case("memory", "memory", ranks=(2, 16, 64), repeat=1, quick_ranks=(2, 16)),
    Case("blocked", "blocked", "5", repeat=2, quick="2"),
    Case("instructions", "instructions", wrap="callgrind", repeat=1),
    Case("nodes-latency", "latency", nodes=2, rounds=3, quick="1048576"),
    Case("nodes-bandwidth", "stream", "1", nodes=2, metrics=("bandwidth",), repeat=2,
         quick="1 1048576"),
    Case("nodes-collectives", "collective", "barrier,bcast,allreduce 8,1024,65536,1048576",
         nodes=2, rounds=3),
    Case("scatter", "scatter", ranks=(4,), repeat=3, rounds=2, quick="10000000"),
    Case("scatter-python", "scatter.py", ranks=(4,), repeat=3, rounds=4, quick="10000000"),
]


@dataclasses.dataclass(frozen=True)
class Mark:
    """A row of the table of marks: our value of a metric over somebody's is at most `most`, or at
    least `least`.  `against` picks the peers whose name it is part of, or names a floor, or is
    "nobody": then `most` bounds our value itself.  `size` None is whichever was measured.
    """

    what: str
    case: str
    metric: str
    size: int | None = 8
    ranks: int = 2
    most: float = None
    least: float = None
    against: str = ""


def few_cores(what, metric, size):
    """The marks with more ranks than cores."""
    for ranks in (4, 8):
        for against, most in ((" srun", 0.01), ("openmpi mpirun", 0.6)):
            yield Mark(f"{what}, {ranks} ranks on 2 cores", f"collectives-{ranks}", metric, size,
                       ranks, most=most, against=against)


MARKS = [
    Mark("8 B one way", "latency", "latency", most=1.0),
    Mark("8 B one way", "latency", "latency", most=1.1, against="ucp_am"),
    Mark("8 B one way, pinned", "latency-pinned", "latency", most=1.0),
    Mark("8 B one way, pinned", "latency-pinned", "latency", most=1.1, against="ucp_am pin"),
    Mark("1 KiB one way", "latency", "latency", 1 << 10, most=1.0),
    Mark("4 KiB one way", "latency", "latency", 4 << 10, most=1.0),
    Mark("64 KiB one way", "latency", "latency", 64 << 10, most=1.0),
    Mark("1 MiB one way", "latency", "latency", 1 << 20, most=1.0),
    Mark("message rate, window 64, 8 B", "rate", "rate", least=1.2),
    Mark("the same with 2 pairs", "rate-2-pairs", "rate", ranks=4, least=1.2),
    Mark("barrier, 2 ranks", "collectives", "barrier", 0, most=0.8),
    Mark("8 B allreduce, 2 ranks", "collectives", "allreduce", most=0.8),
    Mark("8 B bcast, 2 ranks", "collectives", "bcast", most=0.8),
    Mark("8 MB allreduce, 2 ranks", "collectives", "allreduce", 8 << 20, most=0.7),
    *few_cores("barrier", "barrier", 0),
    *few_cores("8 B allreduce", "allreduce", 8),
    *(Mark(f"{what} of 1 MiB beside computing", "overlap", what, 1 << 20, most=1.0)
      for what in ("ibcast", "iallreduce", "iallgather", "ialltoall")),
    *(Mark(f"8 B {what} and fence", "onesided", what, most=1.0)
      for what in ("put", "get", "accumulate")),
    *(Mark(f"2 MiB {what} and fence", "onesided", what, 2 << 20, most=1.0)
      for what in ("put", "get", "accumulate")),
    Mark("two nodes, 8 B one way", "nodes-latency", "latency", most=1.0),
    Mark("two nodes, 1 MiB one way", "nodes-latency", "latency", 1 << 20, most=1.0),
    Mark("two nodes, 8 B allreduce", "nodes-collectives", "allreduce", most=1.0),
    Mark("two nodes, 1 KiB allreduce", "nodes-collectives", "allreduce", 1 << 10, most=1.0),
    Mark("two nodes, 64 KiB allreduce", "nodes-collectives", "allreduce", 64 << 10, most=1.0),
    Mark("two nodes, 1 MiB allreduce", "nodes-collectives", "allreduce", 1 << 20, most=1.0),
    *(Mark(f"launch to the end of MPI_Init, {n} ranks", "startup", "startup", n, n, most=0.6,
           against=" srun") for n in (2, 16, 64)),
    Mark("CPU of a rank blocked for 5 s, %", "blocked", "cpu", most=1, against="nobody"),
    Mark("a rank that sleeps wakes within, us", "blocked", "wake", most=100, against="nobody"),
    Mark("scatter of 100,000,000 doubles", "scatter", "scatter", None, 4, most=0.8),
    Mark("the same in Python", "scatter-python", "scatter", None, 4, most=0.8),
    Mark("instructions of MPI_Isend, 8 B", "instructions", "isend", most=221, against="nobody"),
    Mark("instructions of MPI_Isend, 8 B", "instructions", "isend", most=120, against="nobody"),
    Mark("instructions of an 8 B allreduce", "instructions", "allreduce", most=1.0),
]
