"""A case as typed text: opened, edited, examined, saved. What the desk and scenarios speak of."""

from __future__ import annotations

from solver.intake.examining import CellFault, Examined, examine, placed
from solver.intake.opening import open_tables
from solver.intake.saving import ChangedOnDiskError, NotSavedError, fingerprint, save
from solver.intake.settings_text import settings_of
from solver.intake.typed import CaseTables, Heading, Row

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
    "open_tables",
    "placed",
    "save",
    "settings_of",
]
