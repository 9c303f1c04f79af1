"""Every page as a user sees it: ``python -m benchmarks.browser.screenshots`` (``make screenshots``).

Both languages, light and dark, wide and 1280 pixels, on a folder of cases with plans, one with faults, one
with a run in progress. Each page is looked at by a program too (``layout``); what is wrong is told in a
table, and then the command fails.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.browser.gallery import Gallery, prepared
from benchmarks.browser.shots import SHOTS, Shot
from solver.base.text import LANGS, Lang
from tests.support.browser.layout import Violation, violations
from tests.support.browser.server import ROOT, serving
from tests.support.browser.tab import Chromium, Tab, Theme, chromium

OUT = ROOT / "out" / "screenshots"
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = (1920, 1280)
HEIGHT = 1000
MOST_HEIGHT = 3000
"""Pixels: longer pages are looked at as far as this."""
LONG_QUIET = 1000
"""Milliseconds without a change after which nothing more is to come."""
SHOWN = 6
"""How many of the same kind are told of a page."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page in one language, theme and width."""

    lang: Lang
    theme: Theme
    width: int

    def __str__(self) -> str:
        return f"{self.lang}-{self.theme}-{self.width}"


Found = dict[tuple[str, Violation], list[Look]]


def take(browser: Chromium, gallery: Gallery, shots: Sequence[Shot], out: Path) -> Found:
    """Take every screenshot and return what is wrong with which page in which looks."""
    found: Found = defaultdict(list)
    for lang, theme in product(LANGS, THEMES):
        tab = browser.session(gallery.url, width=WIDTHS[0], height=HEIGHT, theme=theme)
        for shot in shots:
            tab.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
            shot.show(tab, lang)
            for width in WIDTHS:
                look = Look(lang, theme, width)
                _whole(tab, width)
                for violation in _lasting(tab, lang, gallery.said):
                    found[shot.name, violation].append(look)
                tab.page.screenshot(path=out / f"{shot.name}-{look}.png")
            tab.dismiss()
        for line in str(tab.troubles).splitlines():
            found["(browser)", Violation("trouble", line)].append(Look(lang, theme, 0))
        tab.page.context.close()
    return found


def _lasting(tab: Tab, lang: Lang, data: str) -> list[Violation]:
    """Return what is wrong, and still is after a while: charts follow a new width when they find the time."""
    wrong = list(violations(tab.page, lang, data))
    if wrong:
        tab.idle(LONG_QUIET)
        wrong = list(violations(tab.page, lang, data))
    return wrong


def _whole(tab: Tab, width: int) -> None:
    """Make the window as wide as asked and as high as the page is, so that all of it is seen."""
    tab.page.set_viewport_size({"width": width, "height": HEIGHT})
    tab.idle()
    needs = int(tab.page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight"))
    if needs > HEIGHT:
        tab.page.set_viewport_size({"width": width, "height": min(needs, MOST_HEIGHT)})
        tab.idle()


def table(found: Found) -> Iterator[str]:
    """Yield what is wrong, line by line: page, kind, what, in how many looks and in which one first."""
    told: dict[tuple[str, str], int] = defaultdict(int)
    for (shot, violation), looks in sorted(found.items(), key=lambda each: (each[0][0], each[0][1].kind)):
        told[shot, violation.kind] += 1
        if told[shot, violation.kind] <= SHOWN:
            yield f"{shot:22s} {violation.kind:18s} {len(looks)}x {looks[0]!s:14s} {violation.what}"
    for (shot, kind), count in told.items():
        if count > SHOWN:
            yield f"{shot:22s} {kind:18s} … {count} in all"


def main(arguments: list[str] | None = None) -> int:
    """Take the screenshots and print what is wrong; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", help="which pages (default: all)")
    parser.add_argument("-o", "--out", type=Path, default=OUT, help="folder to write into")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    shots = [shot for shot in SHOTS if not chosen.names or shot.name.startswith(tuple(chosen.names))]
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "cases"
        prepared(folder)
        with serving(folder, Path(scratch) / "app.log") as server, chromium() as browser:
            gallery = Gallery(server.url, folder)
            with gallery.running():
                found = take(browser, gallery, shots, chosen.out)
    for line in table(found):
        print(line)
    pictures = len(shots) * len(LANGS) * len(THEMES) * len(WIDTHS)
    print(
        f"{pictures} screenshots in {chosen.out}, {len(found)} violations, {time.monotonic() - began:.0f} s"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
