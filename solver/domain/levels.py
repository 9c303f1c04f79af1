"""The ordered levels of a stage as a case wants them: groups of weighted measures."""

from __future__ import annotations

from solver.domain.case import Case
from solver.domain.plan import LEVELS, Level, Stage

LevelGroup = tuple[tuple[Level, int], ...]
"""Measures that count together, each with its weight."""


def groups_of(case: Case, stage: Stage) -> tuple[LevelGroup, ...]:
    """Return the ordered level groups of a stage; a case may reorder or merge those of the rotation."""
    return case.levels if stage == "rotation" and case.levels else LEVELS[stage]


def group_name(levels: LevelGroup) -> str:
    """Return the name under which a group of levels is reported."""
    return "+".join(name for name, _ in levels)
