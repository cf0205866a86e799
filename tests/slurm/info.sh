# SPDX-License-Identifier: BSD-3-Clause
# slipway-info: here and on a node, with the plugin and without, as text and as JSON.

info=$build/slipway-info
value() { python3 -c 'import json, sys; print(eval(sys.argv[1], json.load(sys.stdin)))' "$1"; }

gives 0 "$info"
prints 1 '^  slipway  +[0-9]+\.[0-9]+\.[0-9]+$'
[ "$("$info" --json node | value '"tcp" in [t["transport"] for t in node["transports"]]')" = True ]
gives 0 srun -n1 "$info" node
prints 1 '^  name +c[12]$'

[ "$("$info" --json version | value 'version["mpi"]')" = 5.0 ]
[ "$("$info" --json | value 'len(algorithms) > 20 and node["single_copy"] in (True, False)')" = True ]
[ "$(SLIPWAY_NODE=off "$info" --json variables | value '[(v["value"], v["from"], v["default"])
    for v in variables if v["name"] == "SLIPWAY_NODE"]')" = "[('off', 'environment', 'on')]" ]

# Every name it lists is one that the library takes.
gives 0 env SLIPWAY_BCAST="$("$info" --json algorithms | value '[a["algorithm"] for a in algorithms
    if a["operation"] == "MPI_Bcast"][-1]')" srun -n2 "$hello"

[ "$("$info" --json --check | value 'sorted({f["verdict"] for f in check} - {"note"})')" = "['fine']" ]

# As it should be here, on a node, and in a step that another MPI type was asked for.
gives 0 "$info" --check
prints 0 '^  change '
prints 1 'fine +the plugin .*slipway.so is for Slurm'
gives 0 srun -n1 "$info" --check
prints 1 'fine +this is a task of step [0-9]+\.[0-9]+'
gives 1 env SLURM_MPI_TYPE=none "$info" --check
prints 1 'change +SLURM_MPI_TYPE is none in your environment'

# Where Slurm does not answer, and where it is not at all.
gives 1 env SLURM_CONF=/dev/null "$info" --check
prints 1 'change +Slurm does not answer'
gives 1 env PATH=/nowhere "$info" --check
prints 1 'change +there is no srun'

gives 2 "$info" nonsense
prints 1 '^slipway-info: nonsense: no such section; see'
gives 2 "$info" --nonsense
prints 1 '^slipway-info: --nonsense: no such option; see'
