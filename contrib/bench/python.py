# SPDX-License-Identifier: BSD-3-Clause
"""mpi4py for the cases in Python, in folders of the build directory: the wheel of the package index
for Open MPI and MPICH, and for the standard ABI a build of its own (some minutes, once)."""

import os
import subprocess
import sys

from peers import HERE, say


def install(folder, *options, env=()):
    """Into `folder`, once; a failure is said once, and is no error."""
    done = folder / ".asked"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        say(f"installing mpi4py in {folder}")
        got = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--timeout=20",
                              "--target", str(folder), *options, "mpi4py", "numpy"],
                             env={**os.environ, **dict(env)}, capture_output=True, text=True)
        if got.returncode:
            say(f"pip could not; its cases are left out: {got.stderr.strip()[-200:]}")
        done.touch()
    return folder if (folder / "mpi4py").exists() else None


def command(bench, way, program):
    """How `way` runs the script, or None when there is no mpi4py for it."""
    implementation = way.implementation
    home = bench.folder / "python"
    name = implementation.name.split("-")[0]
    if name == "slipway":
        where = install(home / "mpiabi", "--no-binary=mpi4py",
                        env={"MPI4PY_BUILD_MPIABI": "1", "MPICC": implementation.mpicc})
        choose = []
    else:
        where = install(home / "wheel")
        choose = [f"MPI4PY_MPIABI={name}", f"MPI4PY_LIBMPI={implementation.libmpi}"]
    if not where:
        return None
    return ["env", f"PYTHONPATH={where}", *choose, sys.executable, str(HERE / "programs" / program)]
