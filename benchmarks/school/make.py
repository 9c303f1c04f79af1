"""Make schools for the benchmarks: the same size, seed and name give the same bytes on every run.

Run ``python -m benchmarks.school.make --help``. The stored ones under ``cases`` are seed 1.

A school has two bands of grades with staggered hours; every class is cared for by those who teach it or by
floaters; three classes share a table at lunch; there are clubs, tutoring, patrols, gates, extended care and a
leader on duty, all of it rotating by the day. Some people work part time, 5 % of all days are
leave, on 10 % people would rather not be on duty, and everybody has a cap on duties a week.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from benchmarks.school.grounds import add_grounds
from benchmarks.school.people import add_people
from benchmarks.school.shortage import plant
from benchmarks.school.size import SIZES, START, Size, Tables
from solver.io.editing.case_tables import CaseTables, headings
from solver.io.editing.save import files_of
from solver.io.tables.catalogue import TABLES

CASES = Path(__file__).parent / "cases"
NAMES = (*SIZES, "shortage")

SETTINGS = """\
# Made by benchmarks/school/make.py; every name is invented.
id = "{name}"

[school]
title = "{title}"

[term]
start = "{start}"
end = "{end}"
national = false

# After school nobody waits long between two duties of a day.
[[rules]]
code = "pauses"
longest = 20
bridged = false
posts = ["care", "tutoring", "club", "patrol", "gate", "leader", "extended"]
"""


def tables_of(size: Size, seed: int) -> Tables:
    """Return the tables of a school."""
    name = f"{size.groups}-{size.staff}-{size.days}-{seed}"
    tables: Tables = {table.name: [] for table in TABLES}
    add_people(tables, size, name)
    add_grounds(tables, size, name)
    return tables


def make(name: str, seed: int = 1) -> tuple[Size, Tables]:
    """Return size and tables of one of the named schools."""
    size = SIZES["medium" if name == "shortage" else name]
    tables = tables_of(size, seed)
    if name == "shortage":
        plant(tables, size)
    return size, tables


def write(folder: Path, name: str, size: Size, tables: Tables) -> Path:
    """Write a school as a case folder, in the place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    title = f"{size.groups} 班、{size.staff} 人、{size.days} 天"
    settings = SETTINGS.format(name=name, title=title, start=START, end=size.dates[-1])
    filled = {table.name: tuple(rows) for table in TABLES if (rows := tables[table.name])}
    # Only the columns in use: a column that the format gains later changes no stored byte.
    used = {
        table: tuple(one for one in heads if any(row.get(one.key) for row in filled[table]))
        for table, heads in headings(filled, "en").items()
    }
    for file, content in files_of(CaseTables(name, settings, filled, used)).items():
        (folder / file).write_bytes(content)
    return folder


def main(arguments: list[str] | None = None) -> int:
    """Write schools and say where."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", default=NAMES, help=f"which (default: {' '.join(NAMES)})")
    parser.add_argument("--seed", type=int, default=1, help="seed (default: 1)")
    parser.add_argument("--out", type=Path, default=CASES, help="folder to write into (default: cases)")
    chosen = parser.parse_args(arguments)
    for name in chosen.names:
        size, tables = make(name, chosen.seed)
        print(write(chosen.out / name, name, size, tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
