"""What a door may ask for: load, check, solve, change by hand, write, audit, show. All doors ask here."""

from solver.domain.levels import LevelState
from solver.engine.budget import Options
from solver.engine.progress import Snapshot
from solver.formulation.cpsat import Stop
from solver.io import Loaded
from solver.io.new_school.form import read_answers
from solver.io.new_school.tables import tables_for
from solver.io.new_school.template import write_template
from solver.report import OutputError, may_write, show
from solver.service.cases import Requirement, Section, check, counts_of, examine, open_case, requirements
from solver.service.plans import (
    Result,
    audit_folder,
    candidates,
    edited,
    handout,
    measured,
    score,
    solve,
    swaps,
    unproven,
    verify_folder,
    write,
)
from solver.service.verification import Checked, checked
from solver.verify import Verified, verify

__all__ = [
    "Checked",
    "LevelState",
    "Loaded",
    "Options",
    "OutputError",
    "Requirement",
    "Result",
    "Section",
    "Snapshot",
    "Stop",
    "Verified",
    "audit_folder",
    "candidates",
    "check",
    "checked",
    "counts_of",
    "edited",
    "examine",
    "handout",
    "may_write",
    "measured",
    "open_case",
    "read_answers",
    "requirements",
    "score",
    "show",
    "solve",
    "swaps",
    "tables_for",
    "unproven",
    "verify",
    "verify_folder",
    "write",
    "write_template",
]
