"""A case as typed text: opened, edited, examined, saved. What the desk and scenarios speak of."""

from __future__ import annotations

from solver.intake.download import workbook_bytes
from solver.intake.examining import CellFault, Examined, examine, placed
from solver.intake.opening import open_tables
from solver.intake.options import names_of, options_of, text_problem
from solver.intake.saving import ChangedOnDiskError, NotSavedError, fingerprint, save
from solver.intake.settings_text import settings_of
from solver.intake.typed import CaseTables, Heading, Row
from solver.intake.upload import tables_from_bytes

__all__ = [
    "CaseTables",
    "CellFault",
    "ChangedOnDiskError",
    "Examined",
    "Heading",
    "NotSavedError",
    "Row",
    "examine",
    "fingerprint",
    "names_of",
    "open_tables",
    "options_of",
    "placed",
    "save",
    "settings_of",
    "tables_from_bytes",
    "text_problem",
    "workbook_bytes",
]
