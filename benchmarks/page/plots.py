"""The page's plots as Vega-Lite: small multiples, our lines strong and those of others quiet.

A plot is a specification in plain data; ``svg`` draws it without a browser. Nothing to draw is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.page.runs import Runs, gathered
from benchmarks.page.tables import LEVEL_NAMES
from benchmarks.record import Record

Spec = dict[str, object]
Rows = list[dict[str, object]]

OURS = "#1f5fa8"
BOUND = "#c8553d"
OTHERS = ("#e08e45", "#7a9e4f", "#9b6fb0", "#4aa3a2", "#b0567a", "#8a8a8a", "#c9a227", "#5f6b76")
COLOURS = (OURS, BOUND, *OTHERS)
"""Apart in lightness too, for people who don't see red and green."""
INK, FAINT, LINES = "#333333", "#999999", "#e6e6e6"
WIDTH, HEIGHT = 250, 150
EARLIEST = 0.1
"""Seconds at which an axis of logarithms begins."""
TICKS = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000)
PLAIN = "datum.value < 1 && datum.value > 0 ? format(datum.value, '.1f') : format(datum.value, ',d')"
PROVEN = "proven bound"
WIDE = 50
"""From this ratio of the largest to the smallest on, values are drawn on a scale of logarithms."""
STEPS: Spec = {"type": "line", "interpolate": "step-after"}
STYLE: Spec = {
    "background": "white",
    "font": "Helvetica, Arial, sans-serif",
    "padding": 12,
    "view": {"stroke": None},
    "axis": {
        "gridColor": LINES,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
    },
    # The topmost label stays inside, so that titles of neighbours stand at one height.
    "axisY": {"labelFlush": True, "titleAnchor": "start"},
    "legend": {"labelColor": INK, "labelFontSize": 11, "symbolStrokeWidth": 3, "title": None},
    "title": {"color": INK, "fontSize": 12, "anchor": "start", "frame": "group", "offset": 10},
    "concat": {"spacing": 28},
}


def svg(spec: Spec) -> str:
    """Return a plot as SVG text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec | {"config": STYLE}))


def values_over_time(runs: Runs) -> Spec | None:
    """Draw value and bound of every level in which anything is ever left to win, all seeds."""
    end = max((record.seconds for record in runs.records), default=0.0)
    rows = [
        row | {"what": what, "run": f"{what} {record.seed}"}
        for record in runs.solved
        for what, own in (
            ("value", _steps(record, [point.values for point in record.trace], end)),
            (PROVEN, _steps(record, [point.bounds for point in record.trace], end)),
        )
        for row in own
    ]
    return _over_time(rows, ("value", PROVEN), (OURS, BOUND))


def peers_over_time(records: Sequence[Record], ours: str = "afterbell") -> Spec | None:
    """Draw every level over time for all subjects on one instance; the smallest seed of each."""
    best = [runs.first for runs in gathered(records) if runs.first.levels]
    best.sort(key=lambda record: (record.subject != ours, record.values))
    end = max((record.seconds for record in best), default=0.0)
    rows = [
        row | {"what": record.subject, "run": record.subject}
        # The first is drawn last, so that it lies above the others.
        for record in reversed(best)
        for row in _steps(record, [point.values for point in record.trace], end)
    ]
    subjects = [record.subject for record in best]
    return _over_time(rows, subjects, (OURS, *OTHERS) if ours in subjects else OTHERS)


def gaps_over_time(every: Sequence[Runs]) -> Spec | None:
    """Draw the gap of every level over time, a panel for each instance; the smallest seed of each."""
    rows: Rows = []
    for record in (runs.solved[0] for runs in every if runs.solved):
        for at, level in enumerate(record.levels):
            seen = [(point.seconds, point.values[at], point.bounds[at]) for point in record.trace]
            gaps = [
                (seconds, (value - bound) / max(value, 1))
                for seconds, value, bound in seen
                if value is not None and bound is not None
            ]
            if any(gap for _, gap in gaps):
                gaps.append((max(record.seconds, gaps[-1][0]), gaps[-1][1]))
                name = LEVEL_NAMES.get(level.name, level.name)
                rows += [{"panel": record.instance, "what": name, "x": s, "y": gap} for s, gap in gaps]
    colours = _colours(_known(LEVEL_NAMES.values(), rows), COLOURS)
    mark = {"type": "line", "interpolate": "step-after", "strokeWidth": 2}
    x = _axis("seconds after loading", {"zero": True, "nice": False}, {"tickCount": 5, "format": ",f"})
    y = _axis(None, {"domain": [0, 1]}, {"tickCount": 5, "format": "%"})
    return _panels([_panel(own, mark, x, y, colours) for own in _apart(rows)])


def scale(records: Sequence[Record], phases: Sequence[str]) -> Spec | None:
    """Draw the first complete roster, memory, seconds of each part, and gaps against the number of groups."""
    rows: Rows = []
    for record in records:
        own: list[tuple[str, str, float | None]] = [
            ("First complete roster, seconds", "", record.first_complete_seconds),
            ("Most memory held, MiB", "", record.peak_mib if record.levels else None),
            *(("Seconds of each part but the search", phase, record.phases.get(phase)) for phase in phases),
            *(
                ("Gap at the end", LEVEL_NAMES[level.name], level.gap)
                for level in record.levels
                if level.name in ("max_deviation", "sum_deviation")
            ),
        ]
        rows += [
            {"panel": panel, "what": what, "x": record.facts["groups"], "y": value}
            for panel, what, value in own
            if value is not None
        ]
    sizes = sorted({float(record.facts["groups"]) for record in records})
    x = _axis("groups", {"nice": False, "domain": [0, max(sizes, default=1)]}, {"values": sizes})
    return _panels([_against_size(own, x) for own in _apart(rows)], columns=2, colours="independent")


def _against_size(rows: Rows, x: Spec) -> Spec:
    names = list(dict.fromkeys(str(row["what"]) for row in rows))
    colours: Spec = {"value": OURS} if names == [""] else _colours(names, COLOURS)
    share = all(0 <= float(str(row["y"])) <= 1 for row in rows) and len(names) == 2
    y = _axis(None, {"domain": [0, 1]} if share else {}, {"tickCount": 5, "format": "%" if share else ",f"})
    return _panel(rows, {"type": "line", "point": True, "strokeWidth": 2}, x, y, colours)


def _steps(record: Record, known: Sequence[tuple[int | None, ...]], end: float) -> Rows:
    """Return the points of a step line for each level; what is known in the end is known ever after."""
    rows: Rows = []
    for at, level in enumerate(record.levels):
        panel = LEVEL_NAMES.get(level.name, level.name)
        own = [(point.seconds, now[at]) for point, now in zip(record.trace, known, strict=True)]
        own += [(max(end, own[-1][0]), own[-1][1])] if own else []
        rows += [{"panel": panel, "x": max(s, EARLIEST), "y": y} for s, y in own if y is not None]
    return rows


def _over_time(rows: Rows, names: Sequence[str], colours: Sequence[str]) -> Spec | None:
    """Draw a panel for each level in which anything is ever above zero; the first name is drawn strong."""
    x = _axis(
        "seconds",
        {"type": "log", "nice": False, "domainMin": EARLIEST},
        {"values": TICKS, "labelExpr": PLAIN, "grid": False},
    )
    panels = []
    for own in _apart(rows):
        heights = [float(str(row["y"])) for row in own]
        if any(heights):
            lowest = min(height for height in heights if height)
            scale_type = "symlog" if max(heights) > WIDE * lowest else "linear"
            ticks = {"tickCount": 4, "tickMinStep": 1, "labelExpr": PLAIN}
            y = _axis(None, {"type": scale_type, "zero": True, "nice": True}, ticks)
            panel = _panel(own, dict(STEPS), x, y, _colours(names, colours))
            panels.append(panel | {"encoding": _strong(panel["encoding"], names[0])})
    return _panels(panels)


def _strong(encoding: object, name: str) -> Spec:
    """Return an encoding in which one name's lines are stronger than the others', and bounds are dashed."""
    strong = {"condition": {"test": f"datum.what == '{name}'", "value": 2.5}, "value": 1.4}
    dashed = {"condition": {"test": f"datum.what == '{PROVEN}'", "value": [4, 3]}, "value": [1, 0]}
    whole = encoding if isinstance(encoding, dict) else {}
    return {**whole, "detail": {"field": "run"}, "strokeWidth": strong, "strokeDash": dashed}


def _panel(rows: Rows, mark: Spec, x: Spec, y: Spec, colours: Spec) -> Spec:
    return {
        "data": {"values": rows},
        "title": rows[0]["panel"],
        "width": WIDTH,
        "height": HEIGHT,
        "mark": mark,
        "encoding": {"x": {"field": "x", **x}, "y": {"field": "y", **y}, "color": colours},
    }


def _panels(panels: Sequence[Spec], columns: int = 3, colours: str = "shared") -> Spec | None:
    """Put panels side by side; nothing without any."""
    if not panels:
        return None
    return {"concat": list(panels), "columns": columns, "resolve": {"scale": {"color": colours}}}


def _axis(title: str | None, scale_of: Spec, axis: Spec) -> Spec:
    return {"type": "quantitative", "title": title, "scale": scale_of, "axis": axis}


def _colours(names: Sequence[str], colours: Sequence[str]) -> Spec:
    chosen = [colours[at % len(colours)] for at in range(len(names))]
    return {"field": "what", "type": "nominal", "scale": {"domain": list(names), "range": chosen}}


def _apart(rows: Rows) -> list[Rows]:
    """Return the rows of each panel, in order of appearance."""
    names = dict.fromkeys(str(row["panel"]) for row in rows)
    return [[row for row in rows if row["panel"] == name] for name in names]


def _known(order: Iterable[str], rows: Rows) -> list[str]:
    """Return the names in the rows, those that have an order first."""
    names = {str(row["what"]) for row in rows}
    first = [name for name in order if name in names]
    return first + sorted(names.difference(first))
