# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
#
# lib.sh: what the runners of tests/*/run share: where the build is, the private cluster, the
# compiler, and the lines of results (in the form of TAP, with a sum that humans read, too).
#
# A runner sources it, calls parse_options "$@", use_cluster, then `case_named` around each test,
# and ends with `sum_up`.  One whose tests are steps of srun calls use_allocation, too, `queue_case`
# for each test, and run_queue: most of the time of a step is waiting, so several run side by side.

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
devcluster=$tests/../contrib/devcluster
builddir=
list_only=
once=0
allocation=
names=()
titles=() commands=() widths=()  # of the cases, by number
passed=0 failed=0 skipped=0
at_once=${SLIPWAY_TESTS_AT_ONCE:-$((2 * $(nproc)))}

say() { echo "# $*"; }
die() { echo "$0: $*" >&2; exit 2; }

# parse_options ARG...: --builddir DIR, --list, --once N; the rest are `names`, the tests to run.
parse_options() {
    while (($#)); do
        case $1 in
            --builddir) builddir=${2:?--builddir needs a folder}; shift ;;
            --list) list_only=yes ;;
            --once) once=${2:?--once needs a number}; shift ;;
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

# use_allocation: one of all nodes, as a step in it starts at once; it is where srun runs from now on.
use_allocation() {
    # shellcheck disable=SC2086 # a job around us must not show through
    unset ${!SLURM@} ${!PMI@}
    SLURM_CONF=$("$devcluster" run -- printenv SLURM_CONF)
    export SLURM_CONF
    allocation=$(salloc --no-shell -N2 -n16 --overcommit 2>&1 | awk '/Granted/ { print $NF }')
    [ -n "$allocation" ] || die "salloc gave no allocation"
    export SLURM_JOB_ID=$allocation
}

clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    [ -z "$allocation" ] || scancel "$allocation"
    [ ! -e "$work/cluster" ] || "$devcluster" --dir "$work/cluster" stop >/dev/null
    wait
    rm -rf -- "$work"
    exit $status
}

# compile SOURCE: makes the program when it is older than what it is made of.
compile() {
    local source=$1 program
    program=$(program_of "$1")
    mkdir -p "${program%/*}"
    if [ ! -x "$program" ] || [ "$source" -nt "$program" ] || [ "$tests/mpi/check.h" -nt "$program" ]; then
        "$builddir/libmpi/wrappers/mpicc" -g -O2 -Wall -Wextra -Werror -I"$tests/mpi" "$source" \
            -o "$program" -lm
    fi
}

program_of() { local program=$bin/${1#"$tests"/}; echo "${program%.c}"; }

# compile_all SOURCE...: one for each core at a time.
compile_all() {
    export tests bin builddir
    export -f compile program_of
    printf '%s\n' "$@" | xargs -P "$(nproc)" -I SOURCE bash -c 'compile "$0"' SOURCE >&2 ||
        die "a program cannot be compiled"
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

# run_case N SECONDS COMMAND...: what it prints goes to $work/N.log, which it finds in $log, too; how
# it ended, to $work/N.result.  A command that takes longer is killed; where all is slower,
# SLIPWAY_TESTS_PATIENCE is a factor.
run_case() {
    local n=$1 seconds=$(($2 * ${SLIPWAY_TESTS_PATIENCE:-1})) started=$EPOCHREALTIME status
    shift 2
    log=$work/$n.log timeout --kill-after=5 "$seconds" "$@" >"$work/$n.log" 2>&1 </dev/null
    status=$?
    echo "$status $seconds $(seconds_since "$started")" >"$work/$n.result"
}

# report N: one result line; when it failed, why, and the end of what it printed.  Exit status 77
# means skipped.
report() {
    local n=$1 log=$work/$1.log status limit took
    read -r status limit took <"$work/$n.result"
    local line="$((n + 1)) - ${titles[n]}"
    case $status in
        0) passed=$((passed + 1)); echo "ok $line ($took s)" ;;
        77) skipped=$((skipped + 1)); echo "ok $line # SKIP $(tail -n1 "$log")" ;;
        *)
            failed=$((failed + 1))
            failures+=("${titles[n]}")
            echo "not ok $line ($took s)"
            ((status != 124 && status != 137)) || say "hang: killed after $limit s"
            tail -n "${SLIPWAY_TEST_LINES:-20}" "$log" | sed 's/^/#   /'
            ;;
    esac
    rm -f -- "$log" "$work/$n.result"
}

# case_named NAME SECONDS COMMAND...: runs it and reports it.
case_named() {
    local n=${#titles[@]}
    titles+=("$1")
    run_case "$n" "${@:2}"
    report "$n"
}

# queue_case WIDTH NAME SECONDS COMMAND...: for run_queue; WIDTH of the `at_once` places are its own.
queue_case() {
    widths+=("$1")
    titles+=("$2")
    shift 2
    commands+=("${*@Q}")
}

# run_queue: all cases that wait, side by side; they are reported in their order.
run_queue() {
    local n reported=0 busy=0 width_of=()
    for n in "${!commands[@]}"; do
        ((widths[n] < at_once)) || widths[n]=$at_once
        until ((busy + widths[n] <= at_once)); do end_one; done
        eval "run_case $n ${commands[n]}" &
        width_of[$!]=${widths[n]}
        ((busy += widths[n]))
    done
    while ((busy)); do end_one; done
}

# end_one: waits until a case of run_queue has ended.
end_one() {
    local pid
    wait -n -p pid
    ((busy -= width_of[pid]))
    while [ -s "$work/$reported.result" ]; do report $((reported++)); done
}

# seconds_since TIME: with one digit, TIME having been $EPOCHREALTIME.
seconds_since() {
    local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
    echo "$((tenths / 10)).$((tenths % 10))"
}

need_tests() { ((${#titles[@]})) || die "${names[*]}: no such test; see $0 --list"; }

sum_up() {
    local name
    need_tests
    for name in "${failures[@]:-}"; do [ -z "$name" ] || say "failed: $name"; done
    echo "1..$((passed + failed + skipped))"
    echo "$passed passed, $failed failed, $skipped skipped"
    ((failed == 0))
}
