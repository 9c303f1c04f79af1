"""The process that typesets: a template and its data come in on stdin, a PDF goes out on stdout.

``python -m solver.report.typst_process`` is started by ``solver/report``, not by people. typst keeps what
it has worked out for as long as its process lives, several hundred megabytes for a term; here that is not
long.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

import typst

COMPLAINED = 3
"""The exit code with which stderr says what is wrong with the pages."""


def main() -> int:
    """Typeset what stdin holds: JSON with ``template``, ``inputs``, ``fonts`` (a folder) and ``day``."""
    asked = json.load(sys.stdin.buffer)
    # The machine's own fonts stay out: pages must come out the same everywhere.
    compiler = typst.Compiler(
        asked["template"].encode(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[asked["fonts"]]),
        ignore_system_fonts=True,
        sys_inputs=asked["inputs"],
    )
    stamp = dt.datetime.combine(dt.date.fromisoformat(asked["day"]), dt.time(), dt.UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", timestamp=stamp)
    except typst.TypstError as error:
        return _complain(error.message)
    if warnings or not isinstance(pdf, bytes):
        return _complain(warnings[0].message if warnings else "no pages")
    sys.stdout.buffer.write(pdf)
    return 0


def _complain(what: str) -> int:
    sys.stderr.buffer.write(" ".join(what.split()).encode("utf-8", "replace"))
    return COMPLAINED


if __name__ == "__main__":
    sys.exit(main())
