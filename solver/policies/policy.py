"""What a policy is: a requirement of the authorities that a case keeps or breaks before anything is planned.

A policy is one file in this folder with one subclass of `Policy`; being there is being registered.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, TypeVar, Unpack

from pydantic import BaseModel, ConfigDict

from solver.base.text import Said, Words
from solver.domain import Case, Finding
from solver.domain.case import SessionKind
from solver.domain.params import Requirement
from solver.domain.plan import Where

ADVICE = "policies"
"""The level of findings that are told but keep no plan from being clean."""


class Params(BaseModel):
    """What every policy may be told; with ``warn`` its findings keep no plan from being clean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    warn: Annotated[bool, Words(zh="只提醒，不算违反", en="only tell: a plan can be clean all the same")] = (
        False
    )


class ServiceParams(Params):
    """What policies on times and fees may be told: which sessions, grades and dates they are about."""

    kinds: Annotated[
        tuple[SessionKind, ...],
        Words(zh="只看这些类别的时段；空为全部", en="sessions of these kinds; blank: all"),
    ] = ("after_school", "extended")
    grades: Annotated[tuple[int, ...], Words(zh="只看这些年级；空为全部", en="these grades; blank: all")] = ()
    first: Annotated[dt.date | None, Words(zh="从这一天起", en="from this date on")] = None
    last: Annotated[dt.date | None, Words(zh="到这一天为止", en="until this date")] = None

    def concerns(self, date: dt.date) -> bool:
        """Tell whether the policy is about this date."""
        return (self.first is None or self.first <= date) and (self.last is None or date <= self.last)


P = TypeVar("P", bound=Params)


@dataclass(frozen=True)
class Example:
    """A small case that keeps a policy and one that breaks it; tests and docs are made from it."""

    clean: Case
    broken: Case
    params: Mapping[str, object] = field(default_factory=dict)


class Policy(Requirement[P]):
    """One requirement on what a school offers, asks for or allows; it looks at the case alone."""

    source: ClassVar[Words]

    @abstractmethod
    def check(self, case: Case) -> Iterator[Finding]:
        """Find every breach in a case."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return small cases, each clean and broken."""

    def finding(
        self, message: Said, *, warn: bool = False, amount: int = 1, **where: Unpack[Where]
    ) -> Finding:
        """Return a finding of this policy: a breach, or with ``warn`` (here or in the settings) advice."""
        level = ADVICE if warn or self.params.warn else None
        return Finding(self.code, message, "case", level, amount=amount, **where)
