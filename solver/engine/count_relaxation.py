"""The count relaxation: how many blocks of each class a person takes, with the dates forgotten.

Every roster with holders and crews as the rule of seats has them, aggregated, satisfies these rows, so what
they can't reach no such roster can. Classes are blocks of equal post, shape and validity; single-date cover
is a class of its own. Rows and measures bear the names by which a certificate speaks of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from solver.base.units import Minutes
from solver.domain.case import Case
from solver.domain.duties import Block, BlockKey, Duty, Work
from solver.domain.evidence import RowName
from solver.domain.plan import Account
from solver.engine.named_rows import NamedRows
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import AnyRule
from solver.rules.model_builder import LinearExpr, total

Pattern = tuple[int, ...]
"""Duties attended on Monday to Sunday."""


class Window(NamedTuple):
    """When and where a post binds its crew on one weekday; zones are "" where there are none."""

    start: Minutes
    late: Minutes
    until: Minutes
    zone_from: str
    zone_to: str


class CountRelaxation(NamedRows):
    """The rows of the count relaxation. Rules add what they imply on counts."""

    def __init__(
        self,
        case: Case,
        work: Work,
        pairs: CandidatePairs,
        accounts: Mapping[str, Account],
        rules: Sequence[AnyRule],
    ) -> None:
        super().__init__()
        self.case = case
        self.work = work
        self.pairs = pairs
        self._classes: dict[str, list[tuple[tuple[Block, ...], LinearExpr]]] = defaultdict(list)
        self._attended: dict[tuple[str, str, int], list[LinearExpr]] = defaultdict(list)
        self._dates: dict[tuple[str, str, int], list[frozenset[dt.date]]] = defaultdict(list)
        self._load: dict[str, list[LinearExpr]] = defaultdict(list)
        self._covering: dict[tuple[str, int], list[LinearExpr]] = defaultdict(list)
        self._missing: dict[tuple[str, int], list[LinearExpr]] = defaultdict(list)
        self._heads: list[tuple[Sequence[Duty], LinearExpr]] = []
        self.class_of: dict[tuple[BlockKey, str], int] = {}
        self._by_post: dict[str, list[Block]] = defaultdict(list)
        for block in work.blocks:
            self._by_post[block.key.post].append(block)
        self._duties: dict[tuple[str, int], list[Duty]] = defaultdict(list)
        for duty in work.duties:
            self._duties[duty.post, duty.day.weekday].append(duty)
        for blocks in self._by_post.values():
            self._count_holders(blocks)
        for post in self._by_post:
            self._count_covers(post)
        self._count_crews()
        self._cover_need([rule for rule in rules if rule.measures == "seats"])
        if any(rule.guarantees == "one_place" and rule.params.cost is None for rule in rules):
            self._at_one_time()
        self._fairness(accounts, [rule for rule in rules if rule.measures == "deviation"])
        settings: Counter[str | None] = Counter()
        for rule in rules:
            with self.said_by(rule.count_row, settings[rule.count_row]):
                rule.count(case, self)
            settings[rule.count_row] += 1

    def classes_of(self, staff: str) -> Sequence[tuple[tuple[Block, ...], LinearExpr]]:
        """Return the classes that a person may take, each with 'how many of its blocks'."""
        return self._classes.get(staff, [])

    def covers(self) -> Sequence[tuple[Sequence[Duty], LinearExpr, LinearExpr]]:
        """Return a post's duties of one weekday, with how many covers and missing holders they have."""
        return [
            (self._duties[place], total(parts), total(self._missing[place]))
            for place, parts in sorted(self._covering.items())
        ]

    def crews(self) -> Sequence[tuple[Sequence[Duty], LinearExpr]]:
        """Return a post's duties of one weekday, with the heads on all of them."""
        return list(self._heads)

    def _count_holders(self, blocks: Iterable[Block]) -> None:
        classes: dict[tuple[object, ...], list[Block]] = defaultdict(list)
        for block in blocks:
            shape = tuple(sorted({_window(duty) for duty in block.duties}))
            weekdays = frozenset(duty.day.weekday for duty in block.duties)
            classes[shape, len(block.duties), weekdays].append(block)
        for alike in classes.values():
            held: dict[tuple[str, Pattern], list[Block]] = defaultdict(list)
            for block in alike:
                for staff, missed in self.pairs.holders(block):
                    held[staff, _pattern(duty for duty in block.duties if duty not in missed)].append(block)
            per_class = []
            for (staff, pattern), blocks_held in sorted(held.items()):
                count = self.new_var_of(staff, len(blocks_held))
                per_class.append(count)
                for block in blocks_held:
                    self.class_of[block.key, staff] = count.terms[0][0]
                self._classes[staff].append((tuple(blocks_held), count))
                steps = blocks_held[0].duties[0].steps
                self._load[staff].append(count * (steps * sum(pattern)))
                # Blocks of a class may differ in how many duties a weekday has; the most is always sound.
                whole = [
                    max(there)
                    for there in zip(*(_pattern(block.duties) for block in blocks_held), strict=True)
                ]
                for weekday, times in enumerate(pattern, start=1):
                    if times:
                        attended = (staff, blocks_held[0].key.post, weekday)
                        self._attended[attended].append(count * times)
                        self._dates[attended].append(
                            frozenset(
                                duty.date
                                for block in blocks_held
                                for duty in block.duties
                                if duty.day.weekday == weekday and self.pairs.may(staff, duty)
                            )
                        )
                    if whole[weekday - 1] > times:
                        missed = count * (whole[weekday - 1] - times)
                        self._missing[blocks_held[0].key.post, weekday].append(missed)
            periods = tuple(sorted(block.key.period for block in alike))
            with self.named(RowName("holders", post=alike[0].key.post, periods=periods)):
                self.at_most(total(per_class), alike[0].want * len(alike))

    def _count_covers(self, post: str) -> None:
        if all(block.single for block in self._by_post[post]):
            return
        for weekday in range(1, 8):
            duties = self._duties.get((post, weekday), [])
            able: dict[str, set[dt.date]] = defaultdict(set)
            for duty in duties:
                for staff in self.pairs.allowed(duty):
                    able[staff].add(duty.date)
            for staff, dates in sorted(able.items()):
                covers = self.new_var_of(staff, len(dates))
                self._attended[staff, post, weekday].append(covers)
                self._dates[staff, post, weekday].append(frozenset(dates))
                self._covering[post, weekday].append(covers)
                self._load[staff].append(covers * duties[0].steps)
                with self.named(RowName("one_place", staff=staff, posts=(post,), dates=tuple(sorted(dates)))):
                    self.at_most(total(self._attended[staff, post, weekday]), len(dates))
        for weekday in range(1, 8):
            covering, missing = self._covering[post, weekday], self._missing[post, weekday]
            self.know(RowName("kept", post=post, weekday=weekday), total(covering) - total(missing))

    def _count_crews(self) -> None:
        there: dict[tuple[str, int], list[LinearExpr]] = defaultdict(list)
        for (_, post, weekday), parts in self._attended.items():
            there[post, weekday] += parts
        for (post, weekday), duties in self._duties.items():
            heads = total(there[post, weekday])
            self._heads.append((duties, heads))
            self.know(RowName("short", post=post, weekday=weekday), -heads)
            with self.named(RowName("crew", post=post, weekday=weekday)):
                self.at_most(heads, sum(duty.want for duty in duties))

    def _cover_need(self, rules: Sequence[AnyRule]) -> None:
        for rule in rules:
            for duties, heads in self._heads:
                params = rule.params
                level = params.pupils_level if duties[0].holds_pupils else params.level
                self.charge(level, -heads + sum(duty.need for duty in duties), 0, params.cost or 1)

    def _at_one_time(self) -> None:
        posts: dict[tuple[str, int], list[str]] = defaultdict(list)
        for staff, post, weekday in self._attended:
            posts[staff, weekday].append(post)
        for (staff, weekday), own in sorted(posts.items()):
            rows = [(window, post) for post in own if (window := self._window_of(post, weekday)) is not None]
            for clique in self._clashing_posts(sorted(rows)):
                parts = [
                    part
                    for post in clique
                    for part in zip(
                        self._dates[staff, post, weekday], self._attended[staff, post, weekday], strict=True
                    )
                ]
                # Whatever happens on some dates only has no more room than these: weeks cut short by a
                # holiday are classes of their own, and nobody can be everywhere in that one week.
                everything = frozenset().union(*(dates for dates, _ in parts))
                for dates in {everything: None} | {dates: None for dates, _ in parts}:
                    name = RowName("one_place", staff=staff, posts=clique, dates=tuple(sorted(dates)))
                    with self.named(name):
                        self.at_most(total(lin for own, lin in parts if own <= dates), len(dates))

    def _window_of(self, post: str, weekday: int) -> Window | None:
        """Return the one window of a post on a weekday; ``None`` where it changes in the term."""
        windows = {_window(duty) for duty in self._duties[post, weekday]}
        return windows.pop() if len(windows) == 1 else None

    def _clashing_posts(self, rows: Sequence[tuple[Window, str]]) -> Iterable[tuple[str, ...]]:
        def clash(first: Window, second: Window) -> bool:
            walk = self.case.walk_minutes(first.zone_to or None, second.zone_from or None)
            return first.until + walk > second.start + second.late

        yielded: set[frozenset[str]] = set()
        for last in range(len(rows) - 1, -1, -1):
            clique = [last]
            for earlier in range(last - 1, -1, -1):
                if all(clash(rows[earlier][0], rows[member][0]) for member in clique):
                    clique.append(earlier)
            names = frozenset(rows[index][1] for index in clique)
            if len(names) > 1 and not any(names <= before for before in yielded):
                yielded.add(names)
                yield tuple(sorted(names))

    def _fairness(self, accounts: Mapping[str, Account], rules: Sequence[AnyRule]) -> None:
        account = accounts.get("units")
        for rule in rules:
            if account is None or rule.params.account != account.name:
                continue
            for staff, share in account.shares.items():
                with self.deviating(staff):
                    self.deviate(
                        total(self._load[staff]),
                        share.target,
                        total_level=rule.params.level,
                        peak_level=rule.params.peak_level,
                    )


def _window(duty: Duty) -> Window:
    return Window(duty.start, duty.grace, duty.busy_until, duty.zone_from or "", duty.zone_to or "")


def _pattern(duties: Iterable[Duty]) -> Pattern:
    counts = [0] * 7
    for duty in duties:
        counts[duty.day.weekday - 1] += 1
    return tuple(counts)
