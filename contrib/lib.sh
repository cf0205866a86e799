# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
#
# lib.sh: what contrib/quickstart and contrib/selftest share: packages, the build, a private cluster
# for as long as the script runs, and steps that show their progress and log the rest.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${SLIPWAY_BUILDDIR:-$top/build}
logs=$build/log
me=${0##*/}

# Debian's names: to build Slipway and run a private Slurm, to build mpi4py, to test it all.
packages_to_run=(autoconf automake g++ gcc iproute2 libc6-dev libcmocka-dev libdw-dev libpmi2-0-dev
    libslurm-dev libtool libucx-dev make munge pkg-config procps slurm-client
    slurm-wlm-basic-plugins slurmctld slurmd ucx-utils util-linux)
packages_for_python=(python3 python3-dev python3-venv)
packages_to_test=(autoconf-archive binutils clang clang-tidy cmake cppcheck debhelper
    diffutils gcc-aarch64-linux-gnu git libc6-dev-arm64-cross libclang-rt-14-dev lintian lua-filesystem
    lua-json lua-posix lua-term lua5.3 man-db meson python3 rpm rpmlint tcl valgrind xz-utils)

say() { echo "$me: $*"; }
fail() { echo "$me: $*" >&2; exit 1; }

# ---- packages --------------------------------------------------------------------------------

missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            echo "$package"
    done
}

# need_packages PACKAGE...: installs as root what is missing.  Where there is no dpkg, configure
# names what it does not find.
need_packages() {
    local missing
    command -v dpkg-query >/dev/null || { say "no Debian: packages are not checked"; return; }
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    ((EUID == 0)) ||
        fail "missing packages; as root: apt-get install --no-install-recommends ${missing[*]}"
    say "installing with apt-get: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    step "apt-get update" apt-get update
    step "apt-get install" apt-get install -y --no-install-recommends "${missing[@]}"
}

# ---- steps -----------------------------------------------------------------------------------

log_of() { echo "$logs/$me-${1//[^a-zA-Z0-9.]/-}.log"; }

# try NAME COMMAND...: runs it with its output in a log; says how long it took and how it ended: on
# the line that it has begun, or, when several run side by side, on one of its own.
side_by_side=
try() {
    local name=$1 begun=$SECONDS status=0 result=ok begin
    shift
    printf -v begin '%s: %-44s' "$me" "$name ..."
    if [ -n "$side_by_side" ]; then echo "$begin"; else printf %s "$begin"; fi
    "$@" >"$(log_of "$name")" 2>&1 </dev/null || status=$?
    ((status == 0)) || result=FAILED
    echo "${side_by_side:+$begin} $result ($((SECONDS - begun)) s)"
    return "$status"
}

# step NAME COMMAND...: as try, but the script ends when it fails.
step() {
    try "$@" || { show_cause "$1"; fail "$1 failed; all of it is in $(log_of "$1")"; }
}

show_cause() { tail -n 15 "$(log_of "$1")" | sed 's/^/    /' >&2; }

# ---- build -----------------------------------------------------------------------------------

make_logs() {
    mkdir -p "$logs" 2>/dev/null || fail "$build cannot be made; set SLIPWAY_BUILDDIR to a folder of yours"
}

# build_in DIR [CONFIGURE-OPTION...]: safe to repeat; make itself sees what has changed.
build_in() {
    local dir=$1
    shift
    [ -x "$top/configure" ] || step "autoreconf" autoreconf -i "$top"
    mkdir -p "$dir"
    [ -f "$dir/Makefile" ] || step "configure${*:+ $*}" in_dir "$dir" "$top/configure" "$@"
    step "make" make -C "$dir" -j"$(nproc)"
}

in_dir() { (cd "$1" && shift && "$@"); }

# ---- Python ----------------------------------------------------------------------------------

venv=$build/venv

# make_venv PACKAGE...: numpy, mpi4py and those packages in build/venv, from the Python package
# index.  mpi4py's published wheels are for MPICH and Open MPI; built from its source with our mpicc
# it is for the standard ABI; without optimisation that takes a quarter of the time.  The source stays
# in build/venv/source: the tests are in it.
make_venv() {
    local source=$venv/source
    [ -x "$venv/bin/pip" ] || step "python3 -m venv" /usr/bin/python3 -m venv "$venv"
    step "pip install numpy${*:+ $*}" "$venv/bin/pip" install --disable-pip-version-check numpy "$@"
    "$venv/bin/python" -c 'import mpi4py' 2>/dev/null && [ -d "$source" ] && return
    mkdir -p "$source"
    step "pip download mpi4py" "$venv/bin/pip" download --disable-pip-version-check --no-deps \
        --no-binary mpi4py --dest "$source" mpi4py
    step "tar" tar -C "$source" --strip-components=1 -xf "$source"/mpi4py-*.tar.gz
    step "pip install mpi4py" env CFLAGS=-O0 MPI4PY_BUILD_MPIABI=1 PATH="$build/libmpi/wrappers:$PATH" \
        "$venv/bin/pip" install --disable-pip-version-check "$source"/mpi4py-*.tar.gz
}

# ---- the private cluster ---------------------------------------------------------------------

devcluster() { "$top/contrib/devcluster" "$@"; }

# start_cluster: ours alone, gone when the script ends, in whatever way it ends.
start_cluster() {
    cluster_home=$(mktemp -d "${TMPDIR:-/tmp}/slipway-$me.XXXXXX") || fail "no temporary folder"
    chmod 755 "$cluster_home"
    export SLIPWAY_DEVCLUSTER_DIR=$cluster_home/cluster
    trap 'stop_cluster' EXIT
    trap 'exit 130' INT TERM HUP
    devcluster start --builddir "$build" || fail "the private cluster did not start"
}

stop_cluster() {
    local status=$?
    trap - EXIT INT TERM HUP
    [ -z "${cluster_home:-}" ] || { devcluster stop >/dev/null && rm -rf -- "$cluster_home"; }
    exit "$status"
}
