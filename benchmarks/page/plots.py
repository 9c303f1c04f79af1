"""The page's plots as Vega-Lite: small multiples, our lines strong and those of others quiet.

A plot is a specification in plain data; ``svg`` draws it without a browser. Nothing to draw is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

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
    "header": {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": "bold", "title": None},
    "legend": {"labelColor": INK, "labelFontSize": 11, "symbolStrokeWidth": 3, "title": None},
    "title": {"color": INK, "fontSize": 12, "anchor": "start"},
}


def svg(spec: Spec) -> str:
    """Return a plot as SVG text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec | {"config": STYLE}))


def values_over_time(runs: Runs) -> Spec | None:
    """Draw value and bound of every level in which anything is ever left to win, all seeds."""
    rows = [
        row | {"what": what, "run": f"{what} {record.seed}"}
        for record in runs.solved
        for what, own in (("value", _values(record)), ("proven bound", _bounds(record)))
        for row in own
    ]
    return _over_time(rows, ("value", "proven bound"), (OURS, BOUND))


def peers_over_time(records: Sequence[Record], ours: str = "afterbell") -> Spec | None:
    """Draw every level over time for all subjects on one instance; the smallest seed of each."""
    best = [runs.first for runs in gathered(records) if runs.first.levels]
    best.sort(key=lambda record: (record.subject != ours, record.values))
    subjects = [record.subject for record in best]
    rows = [
        row | {"what": record.subject, "run": record.subject} for record in best for row in _values(record)
    ]
    colours = [OURS, *OTHERS] if ours in subjects else OTHERS
    return _over_time(rows, subjects, colours)


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
                gaps.append((record.seconds, gaps[-1][1]))
                name = LEVEL_NAMES.get(level.name, level.name)
                rows += [{"panel": record.instance, "what": name, "x": s, "y": gap} for s, gap in gaps]
    names = _known(LEVEL_NAMES.values(), rows)
    y = {"axis": {"format": "%", "tickCount": 5}, "scale": {"domain": [0, 1]}}
    encoding = _encoding("x", "seconds after loading", {"zero": True}, y, names, COLOURS)
    return _panels(rows, {"type": "line", "interpolate": "step-after", "strokeWidth": 2}, encoding)


def scale(records: Iterable[Record], phases: Sequence[str]) -> Spec | None:
    """Draw the first complete roster, memory, seconds of each part, and gaps against the number of groups."""
    found = list(records)
    sizes = sorted({float(record.facts["groups"]) for record in found})
    rows: Rows = []
    for record in found:
        own: list[tuple[str, str, float | None]] = [
            ("First complete roster, seconds", "", record.first_complete_seconds),
            ("Most memory held, MiB", "", record.peak_mib),
            *(
                ("Seconds of each part but the search", phase, record.phases.get(phase))
                for phase in phases
            ),
            *(
                ("Gap at the end", LEVEL_NAMES[level.name], level.gap)
                for level in record.levels
                if level.name in ("max_deviation", "sum_deviation")
            ),
        ]  # fmt: skip
        rows += [
            {"panel": panel, "what": what, "x": record.facts["groups"], "y": value}
            for panel, what, value in own
            if value is not None
        ]
    charts = [
        _against_size([row for row in rows if row["panel"] == panel], sizes) for panel in _panels_of(rows)
    ]
    if not charts:
        return None
    return {
        "vconcat": [{"hconcat": list(pair), "resolve": _apart("color")} for pair in _in_twos(charts)],
        "resolve": _apart("color"),
    }


def _against_size(rows: Rows, sizes: Sequence[float]) -> Spec:
    names = list(dict.fromkeys(str(row["what"]) for row in rows))
    panel = str(rows[0]["panel"])
    y: Spec = {"axis": {"tickCount": 5, "format": "%" if "Gap" in panel else ","}}
    encoding = _encoding("x", "groups", {"nice": False}, y, names, COLOURS)
    encoding["x"] = {"field": "x", "type": "quantitative", "title": "groups", "axis": {"values": sizes}}
    if names == [""]:
        encoding["color"] = {"value": OURS}
    return {
        "data": {"values": rows},
        "title": panel,
        "width": WIDTH + 60,
        "height": HEIGHT + 30,
        "mark": {"type": "line", "point": True, "strokeWidth": 2},
        "encoding": encoding,
    }


def _values(record: Record) -> Rows:
    return _steps(record, [point.values for point in record.trace])


def _bounds(record: Record) -> Rows:
    return _steps(record, [point.bounds for point in record.trace])


def _steps(record: Record, known: Sequence[tuple[int | None, ...]]) -> Rows:
    """Return the points of a step line for each level, carried on to the end of the run."""
    rows: Rows = []
    for at, level in enumerate(record.levels):
        panel = LEVEL_NAMES.get(level.name, level.name)
        own = [(point.seconds, now[at]) for point, now in zip(record.trace, known, strict=True)]
        own += [(max(record.seconds, own[-1][0]), own[-1][1])] if own else []
        rows += [{"panel": panel, "x": max(s, EARLIEST), "y": y} for s, y in own if y is not None]
    return rows


def _over_time(rows: Rows, names: Sequence[str], colours: Sequence[str]) -> Spec | None:
    """Draw a panel for each level in which anything is ever above zero; the first name is drawn strong."""
    moving = {row["panel"] for row in rows if row["y"]}
    shown = [row for row in rows if row["panel"] in moving]
    y: Spec = {"scale": {"type": "symlog"}, "axis": {"tickCount": 4, "format": "~s"}}
    encoding = _encoding("x", "seconds", {"type": "log", "nice": False}, y, names, colours)
    encoding["detail"] = {"field": "run"}
    encoding["strokeWidth"] = {
        "condition": {"test": f"datum.what == '{names[0] if names else ''}'", "value": 2.5},
        "value": 1.4,
    }
    return _panels(shown, {"type": "line", "interpolate": "step-after", "clip": True}, encoding)


def _encoding(
    field: str, title: str, x_scale: Spec, y: Spec, names: Sequence[str], colours: Sequence[str]
) -> Spec:
    return {
        "x": {
            "field": field,
            "type": "quantitative",
            "title": title,
            "scale": x_scale,
            "axis": {"tickCount": 5, "format": "~g"},
        },
        "y": {"field": "y", "type": "quantitative", "title": None, **y},
        "color": {
            "field": "what",
            "type": "nominal",
            "scale": {
                "domain": list(names),
                "range": [colours[at % len(colours)] for at in range(len(names))],
            },
        },
    }


def _panels(rows: Rows, mark: Spec, encoding: Spec) -> Spec | None:
    """Draw the rows in panels three abreast, each with axes of its own; nothing without rows."""
    if not rows:
        return None
    return {
        "data": {"values": rows},
        "facet": {"field": "panel", "type": "nominal", "sort": _panels_of(rows), "header": {"title": None}},
        "columns": 3,
        "spec": {"width": WIDTH, "height": HEIGHT, "mark": mark, "encoding": encoding},
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }


def _panels_of(rows: Rows) -> list[str]:
    return list(dict.fromkeys(str(row["panel"]) for row in rows))


def _known(order: Iterable[str], rows: Rows) -> list[str]:
    """Return the names in the rows, those that have an order first."""
    names = {str(row["what"]) for row in rows}
    first = [name for name in order if name in names]
    return first + sorted(names.difference(first))


def _apart(channel: str) -> Spec:
    return {"scale": {channel: "independent"}}


def _in_twos(charts: Sequence[Spec]) -> Iterable[tuple[Spec, ...]]:
    for first, second in zip_longest(charts[::2], charts[1::2]):
        yield (first,) if second is None else (first, second)
