"""Every rule and policy as a list to be read: what each means, whether it is on, what it may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from solver import policies, rules
from solver.base.text import Words
from solver.domain.levels import Stage

Section = Stage | Literal["law", "policies"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule or a policy of the catalogue. ``path`` is its place among a case's settings."""

    path: str
    section: Section
    title: Words
    meaning: Words
    by_default: bool
    params_type: type[BaseModel]


def requirements() -> tuple[Requirement, ...]:
    """Return every rule and policy in the order of its catalogue, rules first."""
    return (
        *(
            Requirement(
                path=f"rules.{rule.code}",
                section="law" if rule.always_law else rule.stage,
                title=rule.title,
                meaning=rule.meaning,
                by_default=rule.by_default,
                params_type=rule.params_type,
            )
            for rule in rules.catalogue()
        ),
        *(
            Requirement(
                path=f"policies.{policy.code}",
                section="policies",
                title=policy.title,
                meaning=policy.meaning,
                by_default=False,
                params_type=policy.params_type,
            )
            for policy in policies.catalogue()
        ),
    )
