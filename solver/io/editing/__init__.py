"""A case as typed text: opened, edited, examined, saved. What the app and scenarios speak of."""

from __future__ import annotations

from solver.io.editing.case_tables import CaseTables, Heading, Row, tables_of
from solver.io.editing.download import workbook_bytes
from solver.io.editing.dropdowns import names_of, options_of, text_problem
from solver.io.editing.examine import CellFault, Examined, examine, placed
from solver.io.editing.open_tables import open_tables
from solver.io.editing.save import ChangedOnDiskError, NotSavedError, fingerprint, save
from solver.io.editing.upload import tables_from_bytes
from solver.io.files.settings_text import settings_of
from solver.io.settings.safe_toml import unquoted
from solver.io.settings.schema import SETTING
from solver.io.settings.school import slug

__all__ = [
    "SETTING",
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
    "slug",
    "tables_from_bytes",
    "tables_of",
    "text_problem",
    "unquoted",
    "workbook_bytes",
]
