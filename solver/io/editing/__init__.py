"""A case as typed text: opened, edited, examined, saved. What the app and scenarios speak of."""

from __future__ import annotations

from solver.io.editing.case_tables import CaseTables as CaseTables
from solver.io.editing.case_tables import Heading as Heading
from solver.io.editing.case_tables import Row as Row
from solver.io.editing.case_tables import names_of as names_of
from solver.io.editing.case_tables import options_of as options_of
from solver.io.editing.case_tables import tables_of as tables_of
from solver.io.editing.case_tables import text_problem as text_problem
from solver.io.editing.examine import CellFault as CellFault
from solver.io.editing.examine import Examined as Examined
from solver.io.editing.examine import examine as examine
from solver.io.editing.examine import placed as placed
from solver.io.editing.open_tables import open_tables as open_tables
from solver.io.editing.open_tables import tables_from_bytes as tables_from_bytes
from solver.io.editing.save import ChangedOnDiskError as ChangedOnDiskError
from solver.io.editing.save import NotSavedError as NotSavedError
from solver.io.editing.save import fingerprint as fingerprint
from solver.io.editing.save import save as save
from solver.io.editing.save import workbook_bytes as workbook_bytes
from solver.io.files.settings_text import settings_of as settings_of
from solver.io.settings.safe_toml import unquoted as unquoted
from solver.io.settings.schema import SETTING as SETTING
from solver.io.settings.school import slug as slug
