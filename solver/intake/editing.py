"""A case as typed text: opened, edited, examined, saved. What the desk and scenarios speak of."""

from __future__ import annotations

from solver.intake.examining import CellFault as CellFault
from solver.intake.examining import Examined as Examined
from solver.intake.examining import examine as examine
from solver.intake.examining import placed as placed
from solver.intake.opening import open_tables as open_tables
from solver.intake.settings_text import settings_of as settings_of
from solver.intake.typed import CaseTables as CaseTables
from solver.intake.typed import Heading as Heading
from solver.intake.typed import Row as Row
