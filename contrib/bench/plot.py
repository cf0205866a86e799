# SPDX-License-Identifier: BSD-3-Clause
"""Plots as SVG: logarithmic axes, one line per implementation, a legend that all panels share."""

import html
import math

from report import FLOORS, Numbers, OURS

COLOURS = ["#e4572e", "#5b8ff9", "#9ec1fa", "#3dae8c", "#9fd9c3", "#8a6fd1", "#c9b8f0", "#c99a2e",
           "#ecd18f", "#7d8597"]
INK, GRID, PAPER = "#3b4252", "#e6e9ef", "#ffffff"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 430, 300, 62, 44, 34, 14
UNITS = [(1 << 20, "MiB"), (1 << 10, "KiB")]


def bytes_text(size):
    for factor, name in UNITS:
        if size >= factor:
            return f"{size / factor:g} {name}"
    return f"{size:g} B"


def text(x, y, words, anchor="middle", size=11, more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" {more}>'
            f"{html.escape(str(words))}</text>")


class Axis:
    """A logarithmic axis from `low` to `high` on the pixels from `begin` to `end`."""

    def __init__(self, values, begin, end, base):
        self.base, self.begin, self.end = base, begin, end
        self.low = math.floor(math.log(min(values), base) + 1e-9)
        self.high = max(math.ceil(math.log(max(values), base) - 1e-9), self.low + 1)

    def at(self, value):
        part = (math.log(value, self.base) - self.low) / (self.high - self.low)
        return self.begin + part * (self.end - self.begin)

    def ticks(self, most):
        step = -(-(self.high - self.low) // most)
        return [self.base ** k for k in range(self.low, self.high + 1, step)]


def panel(title, series, unit, x_name, x_text):
    """A group of `WIDTH` x `HEIGHT`; `series` is {who: {x: y}}."""
    points = [p for line in series.values() for p in line.items()]
    x = Axis([p[0] for p in points], LEFT, WIDTH - RIGHT, 2)
    y = Axis([p[1] for p in points], HEIGHT - BOTTOM, TOP, 10)
    out = [text(LEFT, 20, title, "start", 14, 'font-weight="600"')]
    for tick in y.ticks(6):
        out.append(f'<path d="M{LEFT} {y.at(tick):.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
        out.append(text(LEFT - 6, y.at(tick) + 4, f"{tick:g}", "end"))
    for tick in x.ticks(5):
        out.append(f'<path d="M{x.at(tick):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{GRID}"/>')
        out.append(text(x.at(tick), HEIGHT - BOTTOM + 16, x_text(tick)))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_name))
    out.append(text(0, 0, unit, more=f'transform="translate(14 {HEIGHT / 2 - 8:.0f}) rotate(-90)"'))
    for who, line in series.items():
        out.append(curve(who, line, x, y))
    return "".join(out)


def curve(who, line, x, y):
    path = " ".join(f"{x.at(a):.1f},{y.at(b):.1f}" for a, b in sorted(line.items()))
    colour, style = look(who)
    dots = "".join(f'<circle cx="{x.at(a):.1f}" cy="{y.at(b):.1f}" r="2.2" fill="{colour}"/>'
                   for a, b in line.items())
    return f'<polyline points="{path}" fill="none" stroke="{colour}" {style}/>{dots}'


everybody = []  # in the order of the legend; a colour belongs to a name in all plots


def look(who):
    colour = COLOURS[everybody.index(who) % len(COLOURS)]
    if who in FLOORS:
        return INK, 'stroke-width="1.2" stroke-dasharray="2 3"'
    return colour, f'stroke-width="{3 if who == OURS else 1.6}" stroke-linejoin="round"'


def legend(names, width):
    """One line of swatches, broken when it is full; and how high it is."""
    out, x, y = [], LEFT, 24
    for who in names:
        colour, style = look(who)
        length = 40 + 7 * len(who)
        if x + length > width:
            x, y = LEFT, y + 20
        out.append(f'<path d="M{x} {y - 4}h22" stroke="{colour}" {style}/>')
        out.append(text(x + 28, y, who, "start", 12))
        x += length
    return "".join(out), y + 14


def figure(path, panels, columns):
    """`panels` are the arguments of panel(); those without points are left out."""
    panels = [p for p in panels if p[1]]
    if not panels:
        return
    columns = min(columns, len(panels))
    width = WIDTH * max(columns, 2)
    names = [w for w in everybody if any(w in p[1] for p in panels)]
    head, head_height = legend(names, width)
    height = head_height + HEIGHT * -(-len(panels) // columns)
    body = "".join(
        f'<g transform="translate({i % columns * WIDTH} {head_height + i // columns * HEIGHT})">'
        f"{panel(*p)}</g>" for i, p in enumerate(panels))
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'font-family="Helvetica, Arial, sans-serif" fill="{INK}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{head}{body}</svg>\n')


def series_of(numbers, case, metric, ranks=None):
    """{who: {size: median}} of one metric."""
    series = {}
    for row in numbers.rows:
        if row[0] == case and row[2] == metric and ranks in (None, row[1]) and row[3] > 0:
            for who in numbers.whos(row):
                if numbers.median(row, who) > 0:
                    series.setdefault(who, {})[row[3]] = numbers.median(row, who)
    return {w: line for w, line in series.items() if len(line) > 1}


def by_size(numbers, title, case, metric, unit, ranks=None):
    return title, series_of(numbers, case, metric, ranks), unit, "bytes", bytes_text


def by_ranks(numbers, title, case, metric, unit):
    return title, series_of(numbers, case, metric), unit, "ranks", lambda n: f"{n:g}"


def all_plots(results, folder):
    numbers = Numbers(results)
    names = {r["who"] for r in results}
    everybody[:] = sorted(names, key=lambda w: (w != OURS, w in FLOORS, w))
    folder.mkdir(exist_ok=True)
    figure(folder / "latency.svg", [
        by_size(numbers, "One way, 2 ranks on a node", "latency", "latency", "µs"),
        by_size(numbers, "One way, 2 nodes (TCP)", "nodes-latency", "latency", "µs")], 2)
    figure(folder / "bandwidth.svg", [
        by_size(numbers, "Bandwidth, window 64", "bandwidth", "bandwidth", "MB/s"),
        by_size(numbers, "Both ways at once", "bibandwidth", "bandwidth", "MB/s"),
        by_size(numbers, "Bandwidth, 2 nodes (TCP)", "nodes-bandwidth", "bandwidth", "MB/s")], 2)
    for case in ("collectives", "collectives-4", "collectives-8", "nodes-collectives"):
        found = dict.fromkeys((row[2], row[1]) for row in numbers.rows if row[0] == case)
        figure(folder / f"{case}.svg", [
            by_size(numbers, f"{metric}, {ranks} ranks", case, metric, "µs", ranks)
            for metric, ranks in found], 4)
    figure(folder / "startup.svg", [
        by_ranks(numbers, "Launch to the end of MPI_Init", "startup", "startup", "ms"),
        by_ranks(numbers, "The same on 2 nodes", "startup-nodes", "startup", "ms"),
        by_ranks(numbers, "Memory of a rank after MPI_Init", "memory", "after_init", "MiB")], 3)
