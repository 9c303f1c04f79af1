"""The house as its imports draw it: packages, arrows between them, floors, circles.

``python -m benchmarks.import_graph`` prints the figures of this checkout, ``--root DIR`` those of another.
A node is a package directly below ``solver/`` with everything in it (or a module that stands there by
itself); an arrow is drawn where any module of one imports any module of another, imports inside functions
included. Layers are the packages on the longest chain of arrows. ``--inside`` looks one level deeper: the
children of each package against each other, where a circle can hide that the first drawing does not show.
``--svg FILE`` draws.
"""

from __future__ import annotations

import argparse
import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

Graph = Mapping[str, frozenset[str]]
"""For each node the nodes that it imports."""

PACKAGE = "solver"
COLUMN, ROW, BOX = 128, 84, 112
"""Width of a column, height of a floor and width of a box, in pixels of the drawing."""


def modules_of(root: Path) -> dict[str, Path]:
    """Return every module of the package by its dotted name; ``__init__`` has its package's name."""
    files = sorted((root / PACKAGE).rglob("*.py"))
    names = (".".join(path.relative_to(root).with_suffix("").parts) for path in files)
    return {name.removesuffix(".__init__"): path for name, path in zip(names, files, strict=True)}


def imports_of(path: Path) -> Iterator[str]:
    """Yield what a module's import statements name, wherever in the module they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # ``from a import b`` may mean the module a.b or a name that a defines.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph_of(root: Path, depth: int, *, below: str = PACKAGE) -> Graph:
    """Return who imports whom among the nodes ``depth`` names below the package."""
    modules = modules_of(root)
    arrows: dict[str, set[str]] = defaultdict(set)
    for module, path in modules.items():
        if not module.startswith(f"{below}."):
            continue
        source = ".".join(module.split(".")[: depth + 1])
        arrows[source] |= set()
        for name in imports_of(path):
            imported = name if name in modules else name.rpartition(".")[0]
            target = ".".join(imported.split(".")[: depth + 1])
            if imported in modules and imported.startswith(f"{below}.") and target != source:
                arrows[source].add(target)
    return {node: frozenset(arrows[node]) for node in sorted(arrows)}


def circles_of(graph: Graph) -> list[frozenset[str]]:
    """Return the groups of nodes that all reach one another."""

    @cache
    def reached(node: str) -> frozenset[str]:
        seen: set[str] = set()
        left = [*graph[node]]
        while left:
            if (found := left.pop()) not in seen:
                seen.add(found)
                left += graph.get(found, ())
        return frozenset(seen)

    on_circle = [node for node in graph if node in reached(node)]
    groups = {frozenset(other for other in reached(node) if node in reached(other)) for node in on_circle}
    return sorted(groups, key=sorted)


def floors_of(graph: Graph) -> dict[str, int]:
    """Return each node's floor: one above the highest node that it imports; a circle shares one floor."""
    circle = {node: group for group in circles_of(graph) for node in group}

    @cache
    def floor(node: str) -> int:
        mates = circle.get(node, frozenset({node}))
        below = {target for mate in mates for target in graph[mate]} - mates
        return 1 + max((floor(target) for target in below), default=0)

    return {node: floor(node) for node in graph}


def drawing(graph: Graph) -> str:
    """Return the graph as SVG: a row for each floor, an arrow for each import that no longer way implies."""
    floors = floors_of(graph)
    rows: dict[int, list[str]] = defaultdict(list)
    for node in graph:
        rows[floors[node]].append(node)
    top = max(rows)
    width = COLUMN * max(len(row) for row in rows.values())
    place = {
        node: (width * (index + 0.5) / len(row), ROW * (top - floor + 0.5))
        for floor, row in rows.items()
        for index, node in enumerate(row)
    }
    lines = [
        f'<line x1="{place[node][0]:.0f}" y1="{place[node][1]:.0f}" x2="{place[target][0]:.0f}" '
        f'y2="{place[target][1]:.0f}"/>'
        for node, targets in graph.items()
        for target in sorted(_direct(graph, targets))
    ]
    boxes = [
        f'<rect x="{x - BOX / 2:.0f}" y="{y - 14:.0f}" width="{BOX}" height="28" rx="6"/>'
        f'<text x="{x:.0f}" y="{y + 4:.0f}">{escape(node.removeprefix(f"{PACKAGE}."))}</text>'
        for node, (x, y) in place.items()
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {ROW * top}" '
        'font-family="sans-serif" font-size="12" text-anchor="middle">'
    )
    return "\n".join(
        [
            head,
            '<g stroke="#9aa5b1">',
            *lines,
            '</g><g fill="#fff" stroke="#334e68">',
            *boxes,
            "</g></svg>\n",
        ]
    ).replace("<text", '<text fill="#102a43" stroke="none"')


def _direct(graph: Graph, targets: Iterable[str]) -> set[str]:
    """Return the targets that no other target leads to."""
    direct = set(targets)
    for target in targets:
        seen: set[str] = set()
        left = [*graph.get(target, ())]
        while left:
            if (found := left.pop()) not in seen:
                seen.add(found)
                left += graph.get(found, ())
        direct -= seen - {target}
    return direct


def told(graph: Graph, what: str) -> str:
    """Return the figures of a graph in a line, its circles below."""
    arrows = sum(len(targets) for targets in graph.values())
    circles = circles_of(graph)
    line = (
        f"{what}: {len(graph)} nodes, {arrows} arrows, {max(floors_of(graph).values())} layers, "
        f"{len(circles)} circles"
    )
    return "\n".join([line, *(f"  circle: {' '.join(sorted(circle))}" for circle in circles)])


def main() -> None:
    """Print the figures, and draw where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--root", type=Path, default=Path(), help="the checkout to look at")
    parser.add_argument("--inside", action="store_true", help="look into each package as well")
    parser.add_argument("--svg", type=Path, help="where to draw the packages")
    args = parser.parse_args()
    packages = graph_of(args.root, 1)
    print(told(packages, "packages"))
    if args.inside:
        for package in packages:
            inside = graph_of(args.root, 2, below=package)
            if len(inside) > 1:
                print(told(inside, package))
    if args.svg:
        args.svg.parent.mkdir(parents=True, exist_ok=True)
        args.svg.write_text(drawing(packages), encoding="utf-8")


if __name__ == "__main__":
    main()
