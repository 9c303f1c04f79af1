"""What the page of fairness shows of a plan, worked out once, and whom of it to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import streamlit as st

from solver.app import theme
from solver.app.page import Page, plain
from solver.app.widgets import choice, hold, hold_some
from solver.base.memo import Memo
from solver.base.text import Lang, Words
from solver.base.vocabulary import NOT_COMPARED
from solver.domain import DutyKey
from solver.domain.calendar import service_days
from solver.explain.sharing import Sharing, shared_work
from solver.report import AccountLine, PlanView, account_lines, words
from solver.report.roster_lines import natural

UNITS = "units"

POOLS = Words(zh="比较组", en="Pools")
SEARCH = Words(zh="按姓名查找", en="Find by name")
ORDER = Words(zh="顺序", en="Order")
ORDERS = {
    "case": Words(zh="按名单", en="as in the list of staff"),
    "name": Words(zh="按姓名", en="by name"),
    "balance": Words(zh="按期末结余", en="by balance, largest first"),
    "load": Words(zh="按实排", en="by load, largest first"),
}
NOBODY = Words(zh="没有这样的人员。", en="There is nobody like that.")


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What one person does in one teaching week, in work units."""

    staff: str
    week: int
    units: Fraction
    duties: int


@dataclass(frozen=True)
class Figures:
    """One plan's figures by person."""

    handout: PlanView

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each person is called, nobody like anybody else."""
        return theme.staff_labels(self.handout)

    @cached_property
    def lines(self) -> Mapping[str, Mapping[str, AccountLine]]:
        """The line of each person in each account: work units first, then the burdens."""
        found: dict[str, dict[str, AccountLine]] = {UNITS: {}}
        for line in account_lines(self.handout):
            found.setdefault(line.account, {})[line.staff] = line
        return found

    @property
    def burdens(self) -> tuple[str, ...]:
        """The burdens that the case counts."""
        return tuple(name for name in self.lines if name != UNITS)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who has anything in any account, in the order of the case."""
        known = [person.id for person in self.handout.case.staff]
        held = {staff for own in self.lines.values() for staff in own}
        return (*(who for who in known if who in held), *sorted(held.difference(known)))

    @cached_property
    def loads(self) -> tuple[WeekLoad, ...]:
        """What everybody does in each teaching week; weeks without a duty are left out."""
        steps: Counter[tuple[str, int]] = Counter()
        duties: Counter[tuple[str, int]] = Counter()
        for row in self.handout.plan.roster:
            duty = self.handout.work.duty.get(DutyKey(row.date, row.post))
            if duty is not None:
                steps[row.staff, duty.day.week] += duty.steps
                duties[row.staff, duty.day.week] += 1
        units = self.handout.case.grid.units
        return tuple(WeekLoad(*key, units(steps[key]), count) for key, count in sorted(duties.items()))

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """The teaching weeks with service."""
        return tuple(sorted({day.week for day in service_days(self.handout.case)}))

    @cached_property
    def shared(self) -> Mapping[str, tuple[Sharing, ...]]:
        """Who shares which work, by account."""
        return shared_work(self.handout, self.lines)

    @cached_property
    def offs(self) -> Mapping[str, Fraction]:
        """How far each compared person is from the share, in work units."""
        lines = self.lines[UNITS].values()
        return {line.staff: line.deviation for line in lines if line.deviation is not None}

    def pool_of(self, staff: str) -> str:
        """Return a person's pool, "" for those with whom nobody is compared."""
        person = self.handout.case.person.get(staff)
        return (person.pool if person else None) or ""

    def pools_of(self, people: Sequence[str]) -> tuple[str, ...]:
        """Return the pools of some people in natural order; those who are not compared come last."""
        pools = {self.pool_of(who) for who in people}
        return tuple(sorted(pools, key=lambda pool: (pool == "", natural(pool))))

    def chosen(self, *, pools: Sequence[str], text: str, order: str) -> tuple[str, ...]:
        """Return the people of some pools (all if none is named) whose name or id holds a text."""
        wanted = text.strip().casefold()
        people = [
            who
            for who in self.people
            if (not pools or self.pool_of(who) in pools)
            and wanted in f"{self.labels.get(who, who)} {who}".casefold()
        ]
        if order == "name":
            people.sort(key=lambda who: natural(self.labels.get(who, who)))
        elif order in {"balance", "load"}:
            lines = self.lines[UNITS].items()
            amounts = {who: (line.closing if order == "balance" else line.load) for who, line in lines}
            people.sort(key=lambda who: (amounts.get(who) is None, -(amounts.get(who) or 0)))
        return tuple(people)


# By identity: figures hold their handout, so no other one can take its place in memory.
FIGURES: Memo[int, Figures] = Memo(8)


def figures_of(handout: PlanView) -> Figures:
    """Return the figures of a plan, made when they are first asked for."""
    return FIGURES.get(id(handout), lambda: Figures(handout))


def choose_people(page: Page, figures: Figures) -> tuple[str, ...]:
    """Draw the filters and return the people who pass them, in the chosen order."""
    pools = figures.pools_of(figures.people)
    hold("fairness_search", "", page.lang)
    hold_some("fairness_pools", page.lang, pools)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            page.say(SEARCH), key="fairness_search", icon=":material/search:", width=220, placeholder="…"
        )
        order = choice(page, "fairness_order", ORDER, ORDERS, width=220)
        wanted: Sequence[str] = ()
        if len(pools) > 1:
            wanted = st.pills(
                page.say(POOLS),
                pools,
                selection_mode="multi",
                format_func=lambda pool: plain(pool_name(pool, page.lang)),
                key="fairness_pools",
            )
    people = figures.chosen(pools=wanted, text=text, order=order)
    if not people:
        st.info(page.say(NOBODY), icon=":material/search_off:")
    return people


def pool_name(pool: str, lang: Lang) -> str:
    """Return what a pool is called."""
    return words.pool_name(pool, lang) if pool else NOT_COMPARED.say(lang)
