"""What a rule is: one requirement that owns its modelling, its check and its words.

A rule is one file in this folder with one subclass of `Rule`; being there is being registered.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, Unpack

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from solver.base.text import Said, Words
from solver.domain import Case, Duty, Finding, Plan, Staff, facts, staff_filter
from solver.domain.evidence import RowKind
from solver.domain.levels import Level, Measure, Stage
from solver.domain.params import Form, People, Requirement
from solver.domain.plan import Where
from solver.rules.model_builder import Counts, Limits, LinearExpr, ModelBuilder


def _hard(cost: object) -> object:
    # Files have no empty value: a rule that is priced by default is made hard by the word.
    return None if cost == "hard" else cost


Price = Annotated[
    Annotated[int, Field(ge=1)] | None,
    BeforeValidator(_hard),
    Form(Words(zh='整数，至少 1，或 "hard"', en='a whole number from 1, or "hard"')),
    Words(
        zh='每处违反的价格；没有价格或写 "hard" 就是硬性规则',
        en='the price of a breach; without one, or with "hard", the rule is hard',
    ),
]
"""What each breach costs; ``None`` makes a rule hard. Bounds by sign rest on prices being at least 1."""


class Params(BaseModel):
    """What every rule may be told.

    ``cost`` ``None`` makes the rule hard; a price is charged to ``level``. ``staff`` (an expression),
    ``posts`` (kinds, ids or clubs), ``first`` and ``last`` narrow whom and what it concerns; empty means
    everything. Settings called ``level`` or ``…_level`` name levels of the rule's stage; ``peak_level`` the
    one that is the largest amount of all findings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cost: Price = None
    level: Annotated[Level, Words(zh="价格计入的层级", en="the level that prices are added to")] = "rules"
    staff: Annotated[People, Words(zh="只对这些人员（人员条件）", en="only these people (an expression)")] = (
        "any"
    )
    posts: Annotated[
        tuple[str, ...], Words(zh="只对这些岗位（种类或编号）", en="only these posts (kinds or ids)")
    ] = ()
    first: Annotated[dt.date | None, Words(zh="从这一天起", en="from this date on")] = None
    last: Annotated[dt.date | None, Words(zh="到这一天为止", en="until this date")] = None

    def dated(self, date: dt.date) -> bool:
        """Tell whether the rule is about this date."""
        return (self.first is None or self.first <= date) and (self.last is None or date <= self.last)


P = TypeVar("P", bound=Params)

Guarantee = Literal["one_place", "crews", "own_caps"]
"""Nobody is in two places at once; blocks have holders, and duties no more heads than they want, each
once; nobody has more duties than the staff table allows."""


class Charge(NamedTuple):
    """What a rule adds to a level: ``price`` for each of what it measures, or the ``peak`` of all."""

    level: Level
    measures: Measure
    peak: bool
    price: int


@dataclass(frozen=True)
class Example:
    """A small case with a plan that keeps a rule and one that breaks it; tests and docs are made from it."""

    case: Case
    clean: Plan
    broken: Plan
    params: dict[str, object] = field(default_factory=dict)


class Rule(Requirement[P]):
    """One requirement, hard or priced.

    Class attributes say what it is, also to those who know no rule by its name; ``post`` tells the model,
    ``check`` looks at a finished plan. Of what a word of the tables means both ask the domain; they share
    nothing that adds up or goes through a plan, and tests prove that they agree.
    """

    source: ClassVar[str] = ""
    stage: ClassVar[Stage] = "rotation"
    by_default: ClassVar[bool] = True
    refuses_whole_posts: ClassVar[bool] = False
    """Whether ``refuse`` depends on the post alone, not on the date."""
    guards_files: ClassVar[bool] = False
    """Whether the model can't even say what this rule finds: it guards plans that come from files."""
    always_law: ClassVar[bool] = False
    """Whether the rule can't have a price: what breaks it is never offered, or ``post`` says it as law.

    A check that priced it nonetheless would make the model's proofs false.
    """
    guarantees: ClassVar[Guarantee | None] = None
    """What holds of every plan where the rule is hard: others rest their proofs on it."""
    count_row: ClassVar[RowKind | None] = None
    """As which rows a certificate knows what the rule says on counts; ``None``: it does not."""
    measures: ClassVar[Measure] = "price"
    """What the amounts of its findings count; ``price``: nothing that has a sum but by its price."""
    params_type: ClassVar[type[Params]] = Params

    def __init__(self, params: P, beside: Sequence[Rule[Any]] = ()) -> None:
        super().__init__(params)
        self.beside = tuple(sorted(beside, key=lambda rule: not rule.refuses_whole_posts))
        """The rules of the case that refuse pairs; none where the rule is looked at by itself."""

    @abstractmethod
    def post(self, case: Case, model: ModelBuilder) -> None:
        """Tell the model what may not be, or what it costs."""

    @abstractmethod
    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Find every breach in a finished plan."""

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:  # noqa: ARG002 -- most rules refuse no pair
        """Tell why a person can't take a duty whatever else happens, or ``None``."""
        return None

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:  # noqa: ARG002 -- most say nothing
        """Return the dates on which ``refuse`` may answer otherwise than on a person's other dates.

        Other dates means those on which the same post has the same weekdays, times and place. ``None``: any.
        """
        return None

    @property
    def refuses_pairs(self) -> bool:
        """Whether this rule ever refuses a pair."""
        return type(self).refuse is not Rule.refuse

    def barred(self, case: Case, staff: Staff, duty: Duty) -> bool:
        """Tell whether any rule of the case refuses a pair: for checks; who makes plans asks the model."""
        return any(rule.refuse(case, staff, duty) is not None for rule in self.beside)

    def count(self, case: Case, counts: Counts) -> None:
        """Say on counts what follows from this rule; nothing is always sound."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return small cases, each with a clean and a broken plan."""

    @property
    def levels(self) -> dict[str, Level]:
        """The levels that its settings name, by setting."""
        fields = type(self.params).model_fields
        return {name: getattr(self.params, name) for name in fields if name.rpartition("_")[2] == "level"}

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What it adds to which levels; nothing where it is hard."""
        cost = self.params.cost
        if cost is None:
            return ()
        return tuple(
            Charge(level, self.measures, peak=name == "peak_level", price=1 if name == "peak_level" else cost)
            for name, level in self.levels.items()
        )

    def concerns_staff(self, case: Case, staff: Staff) -> bool:
        """Tell whether the rule is about this person."""
        return self.params.staff == "any" or staff_filter.matches(self.params.staff, staff, case, None)

    def concerns(self, duty: Duty) -> bool:
        """Tell whether the rule is about this duty."""
        params = self.params
        return (not params.posts or not duty.names.isdisjoint(params.posts)) and params.dated(duty.date)

    @property
    def holds_always(self) -> bool:
        """Whether it is hard, and about everybody and everything."""
        return (
            self.params.cost is None
            and self.dateless
            and not self.params.posts
            and self.params.staff == "any"
        )

    @property
    def dateless(self) -> bool:
        """Whether the rule is about all dates alike."""
        return self.params.first is None and self.params.last is None

    def limit(self, model: Limits, lin: LinearExpr, most: int, *, price: int = 1) -> None:
        """Say ``lin ≤ most``: as law where the rule is hard, else at its price for each one above."""
        if self.params.cost is None:
            model.at_most(lin, most)
        else:
            model.charge(self.params.level, lin, most, self.params.cost * price)

    def finding(
        self, message: Said, *, amount: int = 1, level: Level | None = None, **where: Unpack[Where]
    ) -> Finding:
        """Return a finding of this rule: hard, or with its price (cost × amount) and the levels charged."""
        cost = self.params.cost
        if cost is None:
            return Finding(self.code, message, self.stage, amount=amount, **where)
        charged, peak = level or self.params.level, self.levels.get("peak_level")
        return Finding(self.code, message, self.stage, charged, peak, cost * amount, amount, **where)


class PairRule(Rule[P]):
    """A rule on single pairs of a person and a duty: refused pairs never reach the model.

    A subclass writes ``refuse``: candidate pairs ask it once for duties that are alike, the audit for each.
    """

    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Nothing is left to say: refused pairs are no decisions."""

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Find every assignment that this rule refuses."""
        seen = facts(case, plan)
        for key, rows in seen.crew.items():
            duty = seen.work.duty[key]
            for row in rows:
                reason = self.refuse(case, case.person[row.staff], duty)
                if reason is not None:
                    yield self.finding(
                        reason,
                        staff=(row.staff,),
                        post=duty.post,
                        group=duty.group,
                        room=duty.room,
                        date=duty.date,
                        start=duty.start,
                        end=duty.busy_until,
                    )
