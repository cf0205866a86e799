# SPDX-License-Identifier: BSD-3-Clause
"""mpi4py for the cases in Python, in folders of the build directory: the wheel of the package index
for Open MPI and MPICH, and for the standard ABI a build of its own (some minutes, once)."""

import os
import pathlib
import subprocess
import sys

from peers import HERE, say


def install(bench, folder, *options, env=()):
    """Into `folder`, once, but never in the quick mode; a failure is said once, and no error."""
    done = folder / ".asked"
    if not done.exists() and not bench.args.quick and not bench.args.no_install:
        folder.mkdir(parents=True, exist_ok=True)
        say(f"installing mpi4py in {folder}")
        got = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--timeout=20",
                              "--target", str(folder), *options, "mpi4py", "numpy"],
                             env={**os.environ, **dict(env)}, capture_output=True, text=True)
        if got.returncode:
            say(f"pip could not; its cases are left out: {got.stderr.strip()[-200:]}")
        done.touch()
    return folder if (folder / "mpi4py").exists() else None


def loaded_by_wheel(implementation, links):
    """The library under the name by which the wheel asks for it; Debian's MPICH has another."""
    name = "libmpi.so.40" if implementation.name.startswith("openmpi") else "libmpi.so.12"
    library = pathlib.Path(implementation.libmpi)
    if library.name == name:
        return library
    links.mkdir(parents=True, exist_ok=True)
    (links / name).unlink(missing_ok=True)
    (links / name).symlink_to(library)
    return links / name


def command(bench, way, program):
    """How `way` runs the script, or None when there is no mpi4py for it."""
    implementation = way.implementation
    home = bench.folder / "python"
    library = pathlib.Path(implementation.libmpi)
    if implementation.name == "slipway":
        where = install(bench, home / "mpiabi", "--no-binary=mpi4py",
                        env={"MPI4PY_BUILD_MPIABI": "1", "MPICC": implementation.mpicc})
        preload = []
    else:
        where = install(bench, home / "wheel")
        library = loaded_by_wheel(implementation, home / implementation.name)
        preload = [f"LD_PRELOAD={library}"]  # and the wheel takes what is there already
    if not where:
        return None
    return ["env", f"PYTHONPATH={where}", f"LD_LIBRARY_PATH={library.parent}", *preload,
            sys.executable, str(HERE / "programs" / program)]
