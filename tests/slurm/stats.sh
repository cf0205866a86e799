# SPDX-License-Identifier: BSD-3-Clause
# SLIPWAY_STATS: one table per job on stderr, everything in a file, and no harm done.

cat >check.py <<'END'
import json, sys
job = json.load(open("stats.json"))
ranks, nodes = int(sys.argv[1]), int(sys.argv[2])
assert (job["ranks"], job["nodes"], job["version"]) == (ranks, nodes, 1), job["ranks"]
assert [r["rank"] for r in job["per_rank"]] == list(range(ranks))
assert len({r["node"] for r in job["per_rank"]}) == nodes
for r in job["per_rank"]:
    calls = {c["call"]: c for c in r["calls"]}
    assert calls["MPI_Sendrecv"]["count"] == 10 and calls["MPI_Sendrecv"]["bytes"] == 1000, calls
    assert calls["MPI_Barrier"]["count"] == 5 and calls["MPI_Finalize"]["count"] == 1, calls
    assert 0 < r["in_mpi"] < r["seconds"] < 100
    sent = {p["rank"]: p for p in r["sent_to"]}
    assert sent[(r["rank"] + 1) % ranks]["bytes"] >= 1000, sent
    assert r["rank"] > 0 or sent[ranks - 1]["bytes"] >= 1000000, sent
    assert r["sizes"]["point_to_point"][2] == {"up_to": 1024, "messages": 10, "bytes": 1000}
    spans = r["last_calls"]
    assert r["not_kept"] + len(spans) == sum(c["count"] for c in r["calls"])
    assert spans[-1][0] == "MPI_Finalize" and all(b <= e for _, b, e in spans)
    assert all(a[2] <= b[1] for a, b in zip(spans, spans[1:]))
END

for nodes in 1 2; do
    gives 0 env SLIPWAY_STATS=1 srun -N$nodes -n4 "$talk"
    prints 1 "^slipway: statistics of .*: 4 ranks on $nodes node"
    prints 1 '^  MPI_Sendrecv +40 .* 3.91 KiB$'
    prints 1 '^  up to 4 MiB +1 +977 KiB '
    prints 1 '^  0 -> 3 '

    gives 0 env SLIPWAY_STATS=stats.json srun -N$nodes -n4 "$talk"
    python3 check.py 4 $nodes
    gives 0 "$here/../../contrib/stats-picture" stats.json
    python3 -c 'import xml.dom.minidom as m; m.parse("stats.svg")'
    rm stats.json
done

# A world of one; no calls kept; only a few kept.
gives 0 env SLIPWAY_STATS=on "$hello"
prints 1 '^slipway: statistics of .*: 1 rank on 1 node$'
gives 0 env SLIPWAY_STATS=stats.json SLIPWAY_STATS_CALLS=0 srun -n2 "$talk"
gives 1 python3 check.py 2 1
prints 1 '^IndexError'
gives 0 env SLIPWAY_STATS=stats.json SLIPWAY_STATS_CALLS=3 srun -n2 "$talk"
python3 check.py 2 1
rm stats.json

# Off is off.
gives 0 env SLIPWAY_STATS=0 srun -n2 "$talk"
prints 0 statistics
gives 0 srun -n2 "$talk"
prints 0 statistics

# What cannot be written is one line, and the table; the job ends as it would have.
for path in /no/such/folder/s.json /dev/null . /proc/s.json; do
    gives 0 env SLIPWAY_STATS=$path srun -n2 "$talk"
    prints 1 "the statistics cannot be written to $path "
    prints 1 '^slipway: statistics of '
done
gives 0 env SLIPWAY_STATS=1 srun -n2 bash -c 'exec "$0" 2>&-' "$talk"
gives any env SLIPWAY_STATS=s.json SLIPWAY_STATS_CALLS=many srun -n2 "$talk"
prints 2 'SLIPWAY_STATS_CALLS=many is not a number'

# Only some ranks count.
gives 0 srun -n3 bash -c 'test $SLURM_PROCID = 0 || export SLIPWAY_STATS=1; exec "$0"' "$talk"
prints 1 '^  MPI_Sendrecv +20 '

# An error ends the job as it does without.
in_seconds 6 gives any env SLIPWAY_STATS=stats.json srun -n4 "$talk" abort
prints 0 '^slipway: statistics'
[ ! -e stats.json ]

[ -x "$python" ] || exit 0
cat >talk.py <<'END'
from mpi4py import MPI
world = MPI.COMM_WORLD
for _ in range(10):
    world.sendrecv({"from": world.rank}, (world.rank + 1) % world.size)
END
gives 0 env SLIPWAY_STATS=1 srun -N2 -n4 "$python" talk.py
prints 1 '^slipway: statistics of .*: 4 ranks on 2 nodes$'
prints 1 '^  0 -> 1 +[1-9]'
