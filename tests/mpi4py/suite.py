# SPDX-License-Identifier: BSD-3-Clause
"""One rank of mpi4py's own test suite: suite.py TESTS RESULTS FILE...

Runs the test files FILE... of mpi4py's folder TESTS one after the other, in one MPI program, and
writes a line of JSON per event to RESULTS/rank-N: when a file begins, and what became of it.
"""

import io
import json
import os
import sys
import unittest


# Tests that no MPI library can pass as they stand, and why; they count as skipped by us.
NOT_OURS = {
    "testIAgree": "mpi4py's stand-in for MPI_Comm_iagree is MPI_Iallreduce, and the test calls it "
                  "and MPI_Barrier in another order on each rank",
}


class Result(unittest.TextTestResult):
    """Tells the harness which test is under way, in case it never comes back."""

    tell = None

    def startTest(self, test):
        super().startTest(test)
        self.tell(test=test.id())


def leave_out(suite):
    """The tests of suite but those of NOT_OURS."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from leave_out(test)
        else:
            reason = NOT_OURS.get(test.id().rpartition(".")[2])
            if reason:
                test.run = lambda result, test=test, reason=reason: skip(result, test, reason)
            yield test


def skip(result, test, reason):
    result.startTest(test)
    result.addSkip(test, "ours: " + reason)
    result.stopTest(test)


def name(test):
    """Of a subtest, the test that it is part of."""
    return getattr(test, "test_case", test).id()


def outcome(result):
    return {
        "ran": result.testsRun,
        "failed": [(name(t), text) for t, text in result.failures + result.errors],
        "failed_xpass": [name(t) for t in result.unexpectedSuccesses],
        "skipped": [(name(t), reason) for t, reason in result.skipped],
    }


def main(tests, results, files):
    # What mpi4py's own test/main.py sets up.
    sys.modules["cupy"] = None
    sys.modules["numba"] = None
    sys.path.insert(0, tests)
    os.environ["PYTHONPATH"] = tests  # for processes that are spawned
    # What this Python has loaded first, a sanitizer, is not for the srun that spawns others.
    os.environ.pop("LD_PRELOAD", None)
    sys.executable = os.environ.get("SLIPWAY_TESTS_PYTHON", sys.executable)
    from mpi4py import MPI

    rank = MPI.COMM_WORLD.Get_rank()
    log = open(os.path.join(results, f"rank-{rank}"), "a", buffering=1)

    def tell(**event):
        log.write(json.dumps(event) + "\n")

    Result.tell = staticmethod(tell)
    for file in files:
        tell(begin=file)
        suite = unittest.defaultTestLoader.loadTestsFromName(file)
        stream = io.StringIO()
        runner = unittest.TextTestRunner(stream, resultclass=Result, verbosity=0)
        tests = unittest.TestSuite(leave_out(suite))
        tell(end=file, **outcome(runner.run(tests)))
        MPI.COMM_WORLD.Barrier()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
