"""All that the outputs are made from, frozen: nothing is decided or looked up after this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from solver.base.errors import AfterbellError
from solver.base.text import Lang, Words
from solver.custody import Leg
from solver.domain import Assignment, Case, Certificate, Duty, DutyKey, Finding, Plan, Work
from solver.report.words import TEXT

OTHER_CASE = Words(
    zh="证书说的是方案 {theirs}，不是 {ours}。", en="The certificate speaks of case {theirs}, not {ours}."
)


@dataclass(frozen=True)
class PlanView:
    """A plan with what was found and proven about it, ready to be written.

    ``loads`` is what each person does by account (grid steps for ``units``, duties for a burden) as the
    audit counted it; the account ``units`` is counted from the roster where it is left out.
    ``advice`` is told with the findings and keeps no plan from being clean.

    Raises
    ------
    AfterbellError
        If the certificate speaks of another case.
    """

    case: Case
    plan: Plan
    work: Work
    findings: tuple[Finding, ...]
    certificate: Certificate
    custody: tuple[Leg, ...] = ()
    loads: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    advice: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if self.certificate.case_hash != self.case.hash:
            raise AfterbellError(OTHER_CASE.with_(theirs=self.certificate.case_hash, ours=self.case.hash))

    @property
    def told(self) -> tuple[Finding, ...]:
        """Everything that the tables of findings list."""
        return (*self.findings, *self.advice)

    @property
    def made_from(self) -> str:
        """What this was made from, for every row and file: case hash, version, seed."""
        proof = self.certificate
        return f"case {proof.case_hash[:12]} afterbell {proof.version} seed {proof.seed}"

    def made_from_words(self, lang: Lang) -> str:
        """Return the same for a reader."""
        proof = self.certificate
        return TEXT["made_from"].say(lang, case=proof.case_hash[:12], version=proof.version, seed=proof.seed)

    @cached_property
    def crew(self) -> dict[DutyKey, tuple[Assignment, ...]]:
        """Who does each duty, in order of name."""
        found: dict[DutyKey, list[Assignment]] = {}
        for row in sorted(self.plan.roster):
            found.setdefault(DutyKey(row.date, row.post), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def short(self, duty: Duty) -> int:
        """Return how many needed heads a duty lacks."""
        return max(0, duty.need - len(self.crew.get(duty.key, ())))

    def staff_name(self, staff: str) -> str:
        """Return a person's name, or the id where the case knows no such person."""
        person = self.case.person.get(staff)
        return person.name if person else staff

    def shown_name(self, staff: str) -> str:
        """Return a person's name for a reader: with the id where several people have that name."""
        name = self.staff_name(staff)
        return f"{name} ({staff})" if self._name_counts[name] > 1 else name

    @cached_property
    def _name_counts(self) -> Counter[str]:
        return Counter(person.name for person in self.case.staff)

    def place_name(self, place: str | None) -> str:
        """Return the name of a room or zone, or its id where the case knows none."""
        if not place:
            return ""
        room, zone = self.case.room.get(place), self.case.zone.get(place)
        return room.name if room else zone.name if zone else place

    def group_name(self, group: str | None) -> str:
        """Return the name of a group, or its id where the case knows none."""
        found = self.case.group.get(group) if group else None
        return found.name if found else group or ""

    def session_name(self, session: str) -> str:
        """Return the name of a session, or its id where the case knows none."""
        known = self.case.session.get(session)
        return known.name if known else session
