# SPDX-License-Identifier: BSD-3-Clause
"""Instructions by callgrind: one dump per measured call of instructions.c."""

import collections
import re

NETWORK = re.compile(r"libuc[tpsm]|libfabric")
SYSTEM = re.compile(r"/(libc|libm|libpthread|ld-linux[^/]*|libgcc_s)[.-][^/]*$|\?\?\?|vgpreload")


def command(folder):
    """Goes between the launcher and the program."""
    return ["valgrind", "--tool=callgrind", "--quiet", "--log-file=/dev/null",
            "--collect-atstart=no", f"--callgrind-out-file={folder}/%p"]


def costs_of(text):
    """Instructions of a dump by the object they belong to.  A cost line is `line cost`; the one
    after `calls=` repeats what the called functions cost, which have lines of their own."""
    names, costs = {}, collections.Counter()
    object_, called = "?", False
    for line in text.splitlines():
        ob = re.match(r"(c?ob)=\((\d+)\)(?: (.*))?", line)
        if ob:
            names.setdefault(ob[2], ob[3])
            object_ = names[ob[2]] if ob[1] == "ob" else object_
        elif line.startswith("calls="):
            called = True
        elif re.match(r"[+\-*\d]\S* \d+$", line):
            costs[object_] += 0 if called else int(line.split()[1])
            called = False
    return costs


def kind_of(object_, program):
    if object_.endswith("/" + program):
        return "program"
    if NETWORK.search(object_):
        return "network"
    return "system" if SYSTEM.search(object_) else "own"


def samples(folder, program):
    """(metric, size, value, unit) for every measured function: the cheapest of its calls in our
    own code (isend), below it in UCX or libfabric (isend_network), and all in all (isend_all)."""
    best = {}
    for path in folder.glob("*.*"):
        text = path.read_text()
        name = re.search(r"Trigger: Client Request: (\w+)", text)
        if not name:
            continue
        kinds = collections.Counter()
        for object_, cost in costs_of(text).items():
            kinds[kind_of(object_, program)] += cost
        key = name[1]
        if kinds.total() and (key not in best or kinds.total() < best[key].total()):
            best[key] = kinds
    for name, kinds in sorted(best.items()):
        yield name, 8, kinds["own"], "instructions"
        yield f"{name}_network", 8, kinds["network"], "instructions"
        yield f"{name}_all", 8, kinds.total() - kinds["program"], "instructions"
