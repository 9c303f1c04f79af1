"""The folder of a comparison: report, workbook, and for each scenario its plan and its case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from solver import report
from solver.base.text import Lang, Words
from solver.io.editing import CaseTables, settings_of
from solver.io.editing.save import files_of
from solver.io.settings.school import slug
from solver.report import PlanView
from solver.report.plan_folder import MARKER, Kind, marker_of, put, safe_names
from solver.report.plan_folder import may_write as may_write_kind
from solver.report.write import about
from solver.scenarios.comparison import BASE, Comparison
from solver.scenarios.report_pdf import pdf_of
from solver.scenarios.workbook import workbook_of

REPORT, WORKBOOK, CASES = "comparison.pdf", "comparison.xlsx", "cases"
FOLDER = Kind("afterbell comparison folder", REPORT, Words(zh="比较文件夹", en="comparison folder"))


def may_write(out: Path) -> None:
    """Refuse a place that holds anything but an earlier comparison: ask before long solves.

    Raises
    ------
    OutputError
        If the place is taken.
    """
    may_write_kind(out, FOLDER)


def write(comparison: Comparison, out: Path, spent: str, lang: Lang) -> Path:
    """Write the folder of a comparison, whole or not at all, and return where it is.

    Raises
    ------
    OutputError
        If the place holds anything else, or can't be written.
    """
    files = {REPORT: pdf_of(comparison, spent, lang), WORKBOOK: workbook_of(comparison, lang)}
    hashes = {}
    for column, name in zip(comparison.columns, folder_names(comparison), strict=True):
        files |= _under(f"{CASES}/{name}", case_files(column.variant.tables))
        if column.variant.handout is not None:
            hashes[name] = column.variant.handout.case.hash
            files |= _under(name, plan_files(column.variant.handout, lang))
    return put(out, files, {"case_hashes": hashes, "lang": lang}, FOLDER)


def folder_names(comparison: Comparison) -> tuple[str, ...]:
    """Return the folder of each column; none is called as another, or as what else lies there."""
    safe = safe_names(column.variant.name for column in comparison.others)
    found = [BASE]
    taken = {BASE, CASES}
    for column in comparison.others:
        own = safe[column.variant.name]
        name = next(
            name for name in (own, *(f"{own}-{at}" for at in range(2, 99))) if name.lower() not in taken
        )
        taken.add(name.lower())
        found.append(name)
    return tuple(found)


def plan_files(handout: PlanView, lang: Lang) -> dict[str, bytes]:
    """Return a whole plan folder, with the marker by which later commands know it."""
    files = report.files_of(handout, lang)
    return {**files, MARKER: marker_of(files, about(handout, lang))}


def case_files(tables: CaseTables) -> dict[str, bytes]:
    """Return a case's files; its id is written down, since the folder has another name."""
    if "id" not in settings_of(tables.settings):
        tables = tables.with_setting("id", slug(tables.id))
    return files_of(tables)


def _under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}
