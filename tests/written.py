"""Cases written as files, as the product writes them: as a folder that is saved, as a workbook to be kept."""

from __future__ import annotations

from pathlib import Path

from solver.base.text import Lang
from solver.domain.case import Case
from solver.io.editing import save, tables_of, workbook_bytes


def as_folder(case: Case, path: Path) -> Path:
    save(tables_of(case, "en"), path, expected=None)
    return path


def as_workbook(case: Case, path: Path, lang: Lang) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook_bytes(tables_of(case, lang), lang))
    return path
