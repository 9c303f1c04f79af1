"""What a school offers each grade on each day, and breaches of many days told in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from solver.base.text import WEEKDAYS, Listed, Said, Words, both, literal
from solver.base.units import Minutes
from solver.domain import Case, Day, Session, session_days
from solver.domain.calendar import days_of
from solver.policies.policy import Policy, ServiceParams

K = TypeVar("K", bound=Hashable)
S = TypeVar("S", bound=ServiceParams)
GRADE = Words(zh="{grades}年级", en="Grade {grades}")
GRADES = Words(zh="{grades}年级", en="Grades {grades}")
ON_DAY = Words(zh="{first}（{weekdays}）", en="on {first} ({weekdays})")
ON_DAYS = Words(zh="{first} 等 {count} 天（{weekdays}）", en="on {count} days from {first} on ({weekdays})")


class ServicePolicy(Policy[S]):
    """A policy on the service that grades are offered: the sessions, grades and dates of its settings."""

    def grades(self, case: Case) -> tuple[int, ...]:
        """Return the grades that it is about: those of the case's groups, or the ones it names."""
        named = self.params.grades
        return tuple(sorted({row.grade for row in case.groups if not named or row.grade in named}))

    def sessions(self, case: Case, grade: int) -> tuple[Session, ...]:
        """Return the sessions of its kinds that are for a grade."""
        kinds = self.params.kinds
        return tuple(
            row
            for row in case.sessions
            if (not row.grades or grade in row.grades) and (not kinds or row.kind in kinds)
        )

    def school_days(self, case: Case) -> tuple[Day, ...]:
        """Return the days with lessons that it is about: Mondays to Fridays and make-up days."""
        days = days_of(case.term)
        return tuple(day for day in days if day.weekday <= 5 and self.params.concerns(day.date))

    def offered(self, case: Case, grade: int) -> Mapping[Day, tuple[Session, ...]]:
        """Return the sessions that a grade is offered on each service day, in order of day and time."""
        found: dict[Day, list[Session]] = defaultdict(list)
        for session in self.sessions(case, grade):
            for day in session_days(case, session.id):
                if self.params.concerns(day.date):
                    found[day].append(session)
        return {day: tuple(sorted(found[day], key=lambda row: (row.start, row.id))) for day in sorted(found)}

    def measured(
        self, case: Case, measure: Callable[[tuple[Session, ...]], int], wrong: Callable[[int], bool]
    ) -> Iterator[Breach[int]]:
        """Yield what the sessions of a grade and day come to, where that is wrong."""
        yield from breaches(
            (amount, grade, day)
            for grade in self.grades(case)
            for day, sessions in self.offered(case, grade).items()
            if wrong(amount := measure(sessions))
        )


def last_end(sessions: Iterable[Session]) -> Minutes:
    """Return when the last of some sessions ends."""
    return max(session.end for session in sessions)


def minutes_covered(sessions: Iterable[Session]) -> int:
    """Return how many minutes of the day any of the sessions covers; shared minutes count once."""
    total = reached = 0
    for start, end in sorted((session.start, session.end) for session in sessions):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


@dataclass(frozen=True)
class Breach(Generic[K]):
    """The same breach of some grades on the same days."""

    what: K
    grades: tuple[int, ...]
    days: tuple[Day, ...]

    @property
    def who(self) -> Said:
        """The grades in words."""
        return grade_words(self.grades)

    @property
    def when(self) -> Said:
        """The days in words."""
        return day_words(self.days)


def breaches(found: Iterable[tuple[K, int, Day]]) -> Iterator[Breach[K]]:
    """Put breaches (what, grade, day) together: first the days of a grade, then grades with equal days."""
    days: dict[tuple[K, int], list[Day]] = defaultdict(list)
    for what, grade, day in found:
        days[what, grade].append(day)
    grades: dict[tuple[K, tuple[Day, ...]], list[int]] = defaultdict(list)
    for (what, grade), some in days.items():
        grades[what, tuple(sorted(some))].append(grade)
    for (what, same), who in grades.items():
        yield Breach(what, tuple(sorted(who)), same)


def grade_words(grades: tuple[int, ...]) -> Said:
    """Return grades in words, as ``1–4, 6``."""
    numbers = {grade: literal(str(grade)) for grade in grades}
    return (GRADES if len(grades) > 1 else GRADE).with_(grades=_runs(grades, numbers, "–"))


def day_words(days: tuple[Day, ...]) -> Said:
    """Return days in words: the first, how many, and which weekdays' lessons they have."""
    weekdays = tuple(sorted({day.weekday for day in days}))
    words = ON_DAYS if len(days) > 1 else ON_DAY
    return words.with_(first=days[0].date, count=len(days), weekdays=_runs(weekdays, WEEKDAYS, "至"))


def _runs(numbers: tuple[int, ...], names: Mapping[int, Words], to: str) -> Listed:
    """Return numbers by name, three or more in a row as a range; ``to`` joins its ends in Chinese."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[Words] = []
    for run in runs:
        first, last = names[run[0]], names[run[-1]]
        if len(run) > 2:
            said.append(both(f"{first.zh}{to}{last.zh}", f"{first.en}–{last.en}"))
        else:
            said += [names[number] for number in run]
    return Listed(said)
