# SPDX-License-Identifier: BSD-3-Clause
"""From results to tables.  Ratios are taken within a repetition, ours over theirs, so that a
machine that drifts cancels; then come their median and their spread."""

import collections
import json
import statistics

from cases import CASES, MARKS
from peers import family

ALL_NUMBERS = "All numbers"
OURS = "slipway"
MORE_IS_BETTER = ("MB/s", "M/s")
FLOORS = {floor for case in CASES for floor in case.floors}


def read(path):
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines()]


class Numbers:
    """The results by row (case, ranks, metric, size), then by who, then by repetition."""

    def __init__(self, results):
        self.rows = collections.defaultdict(lambda: collections.defaultdict(
            lambda: collections.defaultdict(list)))
        self.units = {}
        for r in results:
            row = (r["case"], r["ranks"], r["metric"], r["size"])
            self.rows[row][r["who"]][r["repetition"]].append(r["value"])
            self.units[row] = r["unit"]

    def row_of(self, mark):
        wanted = (mark.case, mark.ranks, mark.metric, mark.size)
        sizes = [row[3] for row in self.rows if row[:3] == wanted[:3]]
        return wanted if mark.size is not None or not sizes else (*wanted[:3], max(sizes))

    def has(self, case):
        return any(row[0] == case for row in self.rows)

    def of(self, row, who):
        """{repetition: value}; what a program prints twice is averaged."""
        values = self.rows[row][who] if row in self.rows and who in self.rows[row] else {}
        return {k: statistics.fmean(v) for k, v in values.items()}

    def median(self, row, who):
        values = self.of(row, who)
        return statistics.median(values.values()) if values else None

    def whos(self, row):
        return list(self.rows[row]) if row in self.rows else []

    def ratios(self, row, who):
        ours, theirs = self.of(row, OURS), self.of(row, who)
        return [ours[k] / theirs[k] for k in sorted(ours) if theirs.get(k)]

    def best(self, row, against):
        """The peer with the best median among those the words match; or the floor of that name."""
        if against in FLOORS:
            return against if against in self.whos(row) else None
        found = [w for w in self.whos(row)
                 if w != OURS and w not in FLOORS and against in family(w)]
        better = max if self.units.get(row) in MORE_IS_BETTER else min
        return better(found, key=lambda w: self.median(row, w), default=None)


# ---- the marks -----------------------------------------------------------------------------------

def number(value):
    return "-" if value is None else f"{value:.4g}" if value < 1e5 else f"{value:.0f}"


def reached(mark, value):
    if value is None:
        return "-"
    return "yes" if (value <= mark.most if mark.least is None else value >= mark.least) else "NO"


def mark_row(numbers, mark):
    row = numbers.row_of(mark)
    ours = numbers.median(row, OURS)
    bound = f"<= {mark.most:g}" if mark.least is None else f">= {mark.least:g}"
    unit = numbers.units.get(row, "")
    if mark.against == "nobody":
        return [mark.what, bound, "itself", number(ours), "", unit, "", "", reached(mark, ours)]
    who = numbers.best(row, mark.against)
    ratios = numbers.ratios(row, who) if who else []
    ratio = statistics.median(ratios) if ratios else None
    spread = f"{min(ratios):.3g}..{max(ratios):.3g}" if ratios else "-"
    return [mark.what, bound, who or "-", number(ours),
            number(numbers.median(row, who) if who else None), unit, number(ratio), spread,
            reached(mark, ratio)]


def table(head, rows):
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip() for r in [head, *rows]]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def marks(numbers):
    head = ["what", "mark", "against (best)", "ours", "theirs", "unit", "ratio", "min..max",
            "reached"]
    return table(head, [mark_row(numbers, m) for m in MARKS if numbers.has(m.case)])


# ---- everything ----------------------------------------------------------------------------------

def cell(numbers, row, who):
    """The median and, for everybody but us, our ratio to it."""
    value = number(numbers.median(row, who))
    ratios = numbers.ratios(row, who) if who != OURS else []
    return value + (f" ({statistics.median(ratios):.2f})" if ratios else "")


def case_table(numbers, case):
    rows = [row for row in numbers.rows if row[0] == case.name]
    whos = sorted({w for row in rows for w in numbers.whos(row)}, key=lambda w: (w != OURS, w))
    head = ["ranks", "what", "size", "unit", *whos]
    body = [[str(row[1]), row[2], str(row[3]), numbers.units[row],
             *(cell(numbers, row, w) for w in whos)] for row in rows]
    return table(head, body)


# ---- the model of the start-up (README) ----------------------------------------------------------

def line_through(points):
    """(a, b) of a + b n by least squares."""
    mean_n = statistics.fmean(n for n, _ in points)
    mean_t = statistics.fmean(t for _, t in points)
    spread = sum((n - mean_n) ** 2 for n, _ in points)
    slope = sum((n - mean_n) * (t - mean_t) for n, t in points) / spread
    return mean_t - slope * mean_n, slope


def model(numbers):
    """A line through all numbers of ranks but the largest, and how well it foretells that one."""
    rows = []
    for case in ("startup", "startup-nodes"):
        for who in sorted({w for row in numbers.rows if row[0] == case for w in numbers.whos(row)},
                          key=lambda w: (w != OURS, w)):
            points = sorted((row[1], numbers.median(row, who)) for row in numbers.rows
                            if row[0] == case and row[2] == "startup" and numbers.median(row, who))
            if len(points) >= 4:
                a, b = line_through(points[:-1])
                ranks, seen = points[-1]
                rows.append([case, who, f"{a:.1f} ms + {b:.2f} ms * ranks", str(ranks),
                             number(a + b * ranks), number(seen)])
    head = ["case", "who", "model, from fewer ranks", "ranks", "foretold (ms)", "seen (ms)"]
    return f"Start-up as a line\n\n{table(head, rows)}\n" if rows else ""


def text(results):
    """The marks, and after the heading ALL_NUMBERS a table per case."""
    numbers = Numbers(results)
    measured = [c for c in CASES if numbers.has(c.name)]
    counts = [len(numbers.of(row, OURS)) for row in numbers.rows]
    parts = [f"Marks to reach (ratio: ours / theirs in the same repetition; median and spread of "
             f"up to {max(counts, default=0)}; - was not measured)\n\n{marks(numbers)}\n",
             f"{ALL_NUMBERS} (medians; in brackets the median of our ratios to it)\n"]
    for case in measured:
        parts.append(f"{case.name}: {case.program} {case.arguments}, nodes: {case.nodes}\n\n"
                     f"{case_table(numbers, case)}\n")
    return "\n".join([*parts, model(numbers)])
