# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
#
# lib.sh: what tests/mpi/run and tests/slurm/run share: where the build is, the private cluster,
# the compiler, and the lines of results (in the form of TAP, with a sum that humans read, too).
#
# A runner sources it, calls parse_options "$@", use_cluster, then `case_named` around each test,
# and ends with `sum_up`.

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
devcluster=$tests/../contrib/devcluster
builddir=
list_only=
names=()
passed=0 failed=0 skipped=0

say() { echo "# $*"; }
die() { echo "$0: $*" >&2; exit 2; }

# parse_options ARG...: --builddir DIR, --list; the rest are `names`, the tests to run.
parse_options() {
    while (($#)); do
        case $1 in
            --builddir) builddir=${2:?--builddir needs a folder}; shift ;;
            --list) list_only=yes ;;
            -h | --help) usage; exit ;;
            -*) die "$1: no such option; see $0 --help" ;;
            *) names+=("$1") ;;
        esac
        shift
    done
}

# find_build: sets `builddir`: where we stand, or `build` in the checkout.
find_build() {
    local candidate
    for candidate in "$builddir" . "$tests/../build" "$tests/.."; do
        [ -n "$candidate" ] && [ -x "$candidate/libmpi/wrappers/mpicc" ] || continue
        builddir=$(cd "$candidate" && pwd)
        bin=$builddir/tests/bin
        return
    done
    die "no build found here or in build/; run make, or say --builddir DIR"
}

# make_work: the folder $work for temporary files, gone at the end.
make_work() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/slipway-tests.XXXXXX") || die "no folder for temporary files"
    trap 'clean_up' EXIT
    trap 'exit 130' INT TERM HUP
    chmod 755 "$work"
}

# use_cluster: the one that is up in SLIPWAY_DEVCLUSTER_DIR or by default, or else one of our own.
use_cluster() {
    make_work
    ! "$devcluster" status >/dev/null 2>&1 || return 0
    export SLIPWAY_DEVCLUSTER_DIR=$work/cluster
    "$devcluster" start --builddir "$builddir" || exit 1
}

clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    [ ! -e "$work/cluster" ] || "$devcluster" --dir "$work/cluster" stop >/dev/null
    rm -rf -- "$work"
    exit $status
}

# compile SOURCE: prints the program's path; makes it when it is older than what it is made of.
compile() {
    local source=$1 program
    program=$bin/${1#"$tests"/}
    program=${program%.c}
    mkdir -p "${program%/*}"
    if [ ! -x "$program" ] || [ "$source" -nt "$program" ] || [ "$tests/mpi/check.h" -nt "$program" ]; then
        "$builddir/libmpi/wrappers/mpicc" -g -O2 -Wall -Wextra -Werror -I"$tests/mpi" "$source" \
            -o "$program" -lm >&2 || return 1
    fi
    echo "$program"
}

# wanted NAME: was it asked for?  By its whole name, its folder, or its last part; none means all.
wanted() {
    local name
    ((${#names[@]})) || return 0
    for name in "${names[@]}"; do
        [[ $1 == "$name" || ${1%/*} == "$name" || ${1##*/} == "$name" ]] && return 0
    done
    return 1
}

# case_named NAME SECONDS COMMAND...: one result line; when it failed, why, and the end of what it
# printed.  A command that takes longer is killed.  Exit status 77 means skipped.
case_named() {
    local name=$1 seconds=$2 started=$EPOCHREALTIME status count
    shift 2
    count=$((passed + failed + skipped + 1))
    timeout --kill-after=5 "$seconds" "$@" >"$work/output" 2>&1 </dev/null
    status=$?
    case $status in
        0) passed=$((passed + 1)); echo "ok $count - $name ($(seconds_since "$started") s)" ;;
        77) skipped=$((skipped + 1)); echo "ok $count - $name # SKIP $(tail -n1 "$work/output")" ;;
        *)
            failed=$((failed + 1))
            failures+=("$name")
            echo "not ok $count - $name ($(seconds_since "$started") s)"
            ((status != 124 && status != 137)) || say "hang: killed after $seconds s"
            tail -n "${SLIPWAY_TEST_LINES:-20}" "$work/output" | sed 's/^/#   /'
            ;;
    esac
}

seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }

sum_up() {
    local name
    ((passed + failed + skipped)) || die "${names[*]}: no such test; see $0 --list"
    for name in "${failures[@]:-}"; do [ -z "$name" ] || say "failed: $name"; done
    echo "1..$((passed + failed + skipped))"
    echo "$passed passed, $failed failed, $skipped skipped"
    ((failed == 0))
}
