# SPDX-License-Identifier: BSD-3-Clause
# The examples of the manual, and of the README, run as they stand there; and the pages are clean.

! sanitized || { echo "the pages show what mpicc and others print of a build without sanitizers"; exit 77; }
unset SLIPWAY_CARRIER SLIPWAY_SINGLE_COPY SLIPWAY_WAIT # and where nothing is forced

manual=$here/../../man readme=$here/../../README.md examples=$here/../docs/examples.py
export PATH=$build/libmpi/wrappers:$build:${python%/*}:$PATH
cp "$here/../../contrib/examples/ranks.c" app.c
cp "$here/../../contrib/examples/ranks.py" app.py
mpicc app.c -o app
ulimit -Sn "$(ulimit -Hn)"

[ -x "$python" ] || { echo "no mpi4py in the build: contrib/selftest makes it"; exit 77; }
pages=("$manual"/*.[178] "$build/man/slipway-environment.7")

for page in "${pages[@]}"; do
    [ "${page##*/}" != mpicxx.1 ] || continue
    warnings=$(man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null)
    [ -z "$warnings" ] || { echo "$page: $warnings"; exit 1; }
    python3 "$examples" "$page" || wrong=yes
done

for program in "$here"/../../contrib/examples/wrong/*.c; do
    mpicc -g "$program" -o "$(basename "$program" .c)"
done
python3 "$examples" "$readme" "When something goes wrong" || wrong=yes

cd "$here/../.."
python3 "$examples" "$readme" Examples
[ -z "${wrong:-}" ]
