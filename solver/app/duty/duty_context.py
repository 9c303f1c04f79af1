"""What the panel is about: one seat of one duty in the plan that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from solver.app.page import Page
from solver.base.units import show_units
from solver.domain import Block, Duty, DutyKey
from solver.domain.case import Case
from solver.domain.plan import Assignment, Plan
from solver.report import PlanView
from solver.service import Result
from solver.workspace import PlanInfo


@dataclass(frozen=True, eq=False)
class OfDuty:
    """One duty of the plan that is looked at, with all that the panel says of it."""

    page: Page
    info: PlanInfo
    result: Result
    handout: PlanView
    duty: Duty

    @property
    def case(self) -> Case:
        """The case that the plan was made of."""
        return self.result.case

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.result.plan

    @property
    def key(self) -> DutyKey:
        """Which duty."""
        return self.duty.key

    @cached_property
    def block(self) -> Block:
        """The rotation period that the duty is of."""
        return self.handout.work.block_of[self.key]

    @cached_property
    def crew(self) -> tuple[Assignment, ...]:
        """Who is on it."""
        return self.handout.crew.get(self.key, ())

    @property
    def plan_key(self) -> tuple[str, int]:
        """What tells the plan from all others of this process."""
        return str(self.page.workspace.root), self.info.id

    @property
    def post(self) -> str:
        """The post's name."""
        return self.handout.work.posts[self.key.post].name

    def name(self, staff: str) -> str:
        """Return a person's name, told apart from others of that name."""
        return self.handout.shown_name(staff)

    def units(self, steps: int) -> str:
        """Return grid steps as work units."""
        return show_units(self.case.grid.units(steps))

    def widget(self, name: str) -> str:
        """Return the key of a widget about this duty: another duty's keeps its own choice."""
        return f"duty_{name}_{self.info.id}_{self.key.date}_{self.key.post}"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who would leave, nobody where the seat is empty; for one date or the whole rotation period."""

    staff: str | None
    whole: bool
