"""What the case as it is is called among the runs of a comparison, and how a reader is told so."""

from __future__ import annotations

from solver.base.text import Lang
from solver.scenarios import AS_IS

BASE = "现状 As it is"
"""What the plan of the case as it is is called among a case's plans: it is part of a comparison."""


def title_of(scenario: str, lang: Lang) -> str:
    """Return what a run's scenario is called in a language: the school's own as they are written."""
    return AS_IS.say(lang) if scenario == BASE else scenario
