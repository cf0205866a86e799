# SPDX-License-Identifier: BSD-3-Clause
"""Who takes part: MPI implementations, how each compiles a program, and who launches it.

Slipway comes from the build tree, Open MPI and MPICH from Debian's packages and from the Python
package index, whose wheels are unpacked in the build directory.  One implementation with one
launcher is a Way.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
DEVCLUSTER = str(HERE.parent / "devcluster")
PACKAGES = ["libopenmpi-dev", "openmpi-bin", "libmpich-dev", "mpich"]
JOB_NAME = "slipway-bench"


@dataclasses.dataclass(frozen=True)
class Implementation:
    name: str      # "openmpi-5.0.11"
    mpicc: str
    mpirun: str    # its own launcher; empty for Slipway
    pmi: str       # what srun's --mpi must be; empty: what our plugin chooses
    libmpi: str    # the library, for Python


@dataclasses.dataclass(frozen=True)
class Way:
    implementation: Implementation
    launcher: str  # srun, mpirun or mpiexec

    @property
    def name(self):
        """As in the tables: "slipway", "openmpi-4.1.4 srun"; family() drops the version."""
        name = self.implementation.name
        return name if not self.implementation.mpirun else f"{name} {self.launcher}"

    def command(self, ranks, nodes):
        """The launcher and its options, or None when it cannot do that here."""
        if self.launcher == "srun":
            return srun("srun", ranks, nodes) + (
                [f"--mpi={self.implementation.pmi}"] if self.implementation.pmi else [])
        if self.launcher == "mpiexec":
            return [self.implementation.mpirun, "-n", str(ranks)] if nodes == 1 else None
        mpirun = [self.implementation.mpirun, "--oversubscribe", "-n", str(ranks)]
        if nodes == 1:
            return mpirun
        # Every "node" has the same cores: each would bind its ranks to the first ones.
        return srun("salloc", ranks, nodes) + mpirun + ["--bind-to", "none"]


def srun(program, ranks, nodes):
    each = -(-ranks // nodes)
    return [DEVCLUSTER, "run", "--", program, "--quiet", f"--job-name={JOB_NAME}", f"-N{nodes}",
            f"-n{ranks}", f"--ntasks-per-node={each}"]


def family(name):
    """"openmpi-4.1.4 srun" becomes "openmpi srun"."""
    return re.sub(r"-[0-9.]+", "", name)


def say(text):
    print(f"bench: {text}", flush=True)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


# ---- Debian's packages ---------------------------------------------------------------------------

def missing_packages():
    if not shutil.which("dpkg-query"):
        return []
    states = {p: output_of("dpkg-query", "-W", "-f=${db:Status-Status}", p) for p in PACKAGES}
    return [p for p, state in states.items() if state != "installed"]


def install_packages():
    """As root; anybody else is told the command, and the bench goes on without them."""
    missing = missing_packages()
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say("peers are missing; as root: " + " ".join(command))
        return
    say("installing the peers (--no-install leaves them out): " + " ".join(command))
    if subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                      stdout=subprocess.DEVNULL).returncode:
        say("apt-get failed; going on without them")


def debian():
    version = output_of("sh", "-c", "ompi_info --version; mpichversion.mpich; mpichversion")
    for family_, mpicc, mpirun, pmi, lib, pattern in (
            ("openmpi", "mpicc.openmpi", "mpirun.openmpi", "pmix", "libmpi.so.40",
             r"Open MPI v(\S+)"),
            ("mpich", "mpicc.mpich", "mpiexec.mpich", "pmi2", "libmpich.so.12",
             r"MPICH Version:\s+(\S+)")):
        found = re.search(pattern, version)
        if found and shutil.which(mpicc) and shutil.which(mpirun):
            path = output_of("cc", f"-print-file-name={lib}").strip()
            yield Implementation(f"{family_}-{found[1]}", mpicc, mpirun, pmi, path)


# ---- the Python package index --------------------------------------------------------------------

def fetch_wheels(folder):
    """Asks pip once per build directory; without a network there are no wheels."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = folder / ".asked"
    if asked.exists():
        return
    say("asking the Python package index for the newest Open MPI and MPICH")
    for name in ("openmpi", "mpich"):
        got = subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                              "--timeout=20", "-d", str(folder), name], capture_output=True)
        if got.returncode:
            say(f"pip could not get {name}; going on without it")
    asked.touch()


def wheels(folder):
    for wheel in sorted(folder.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        prefix = folder / f"{name}-{version}" / f"{name}-{version}.data" / "data"
        if name not in ("openmpi", "mpich"):
            continue
        if not prefix.exists():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder / f"{name}-{version}")
            for program in (prefix / "bin").iterdir():
                program.chmod(0o755)
        mpirun = prefix / "bin" / ("mpirun" if name == "openmpi" else "mpiexec.hydra")
        lib = prefix / "lib" / ("libmpi.so.40" if name == "openmpi" else "libmpi.so.12")
        yield Implementation(f"{name}-{version}", str(prefix / "bin" / "mpicc"), str(mpirun),
                             "pmix" if name == "openmpi" else "pmi2", str(lib))


# ---- all of them ---------------------------------------------------------------------------------

def ways_of(implementation):
    yield Way(implementation, "srun")
    if implementation.mpirun:
        yield Way(implementation, "mpirun" if "openmpi" in implementation.name else "mpiexec")


def find(build, install=True, quick=False):
    """All implementations, ours first.  The quick mode takes one Open MPI and one MPICH."""
    if install:
        install_packages()
    if install and not quick:
        fetch_wheels(build / "bench" / "peers")
    ours = Implementation("slipway", str(build / "libmpi" / "wrappers" / "mpicc"), "", "",
                          str(build / "libmpi" / ".libs" / "libmpi_abi.so.1"))
    found = [ours, *debian(), *wheels(build / "bench" / "peers")]
    if quick:
        found = list({i.name.split("-")[0]: i for i in reversed(found)}.values())[::-1]
    return found


def compile_programs(implementation, folder):
    """All programs, with this mpicc; newer ones are kept.  Says what does not compile."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted((HERE / "programs").glob("*.c")):
        program = folder / source.stem
        if "bench.h" not in source.read_text() or is_newer(program, source, implementation.mpicc):
            continue
        got = subprocess.run([implementation.mpicc, "-O2", "-g", "-w", str(source), "-o",
                              str(program)], capture_output=True, text=True)
        if got.returncode:
            say(f"{implementation.name} does not compile {source.name}: {got.stderr.strip()[:300]}")


def compile_floors(folder):
    folder.mkdir(parents=True, exist_ok=True)
    ucx = output_of("pkg-config", "--cflags", "--libs", "ucx").split()
    for name in ("flag", "ucp_am"):
        subprocess.run(["cc", "-O2", str(HERE / "programs" / f"{name}.c"), "-o",
                        str(folder / name), *ucx], check=True)


def is_newer(program, *sources):
    sources = [*sources, HERE / "programs" / "bench.h"]
    times = [pathlib.Path(shutil.which(s) or s).stat().st_mtime for s in map(str, sources)]
    return program.exists() and program.stat().st_mtime > max(times)
