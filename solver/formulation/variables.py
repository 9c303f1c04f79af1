"""Who may sit where: decisions kept in columns, by block or duty and by person, since there are a million."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, ItemsView, Iterator, Mapping, Sequence
from itertools import compress
from typing import TypeVar

from solver.domain.duties import Duty, Work
from solver.rules.model_builder import LinearExpr, Var, total

K = TypeVar("K", bound=Hashable)
NOBODY: tuple[tuple[str, ...], range] = ((), range(0))


class AssignmentVars(Mapping[tuple[K, str], Var]):
    """The variables of people's decisions about places (blocks or duties), by place and person.

    A place's variables follow one another, in the order of its people.
    """

    def __init__(self) -> None:
        self._places: dict[K, tuple[tuple[str, ...], range]] = {}
        self._size = 0

    def seat(self, place: K, staff: tuple[str, ...], variables: range) -> None:
        """Note a place's people and their variables."""
        self._places[place] = (staff, variables)
        self._size += len(staff)

    def of(self, place: K) -> tuple[tuple[str, ...], range]:
        """Return a place's people and their variables."""
        return self._places.get(place, NOBODY)

    def places(self) -> Iterator[tuple[K, tuple[str, ...], range]]:
        """Yield every place with its people and their variables."""
        for place, (staff, variables) in self._places.items():
            yield place, staff, variables

    def __getitem__(self, key: tuple[K, str]) -> Var:
        place, who = key
        staff, variables = self.of(place)
        if who not in staff:
            raise KeyError(key)
        return variables[staff.index(who)]

    def __iter__(self) -> Iterator[tuple[K, str]]:
        for place, (staff, _) in self._places.items():
            for who in staff:
                yield place, who

    def __len__(self) -> int:
        return self._size

    def items(self) -> ItemsView[tuple[K, str], Var]:
        """Return all decisions; going through them looks nothing up."""
        return _Items(self)


class _Items(ItemsView[tuple[K, str], Var]):
    _mapping: AssignmentVars[K]

    def __iter__(self) -> Iterator[tuple[tuple[K, str], Var]]:
        for place, staff, variables in self._mapping.places():
            for who, var in zip(staff, variables, strict=True):
                yield (place, who), var


class PersonDuties:
    """One person's possible duties in order of time, each with 'works it'."""

    __slots__ = ("_starts", "duties", "works")

    def __init__(self) -> None:
        self.duties: list[Duty] = []
        self.works: list[LinearExpr] = []
        self._starts: list[int] = []

    def begin(self) -> None:
        """Begin another date."""
        self._starts.append(len(self.duties))

    def days(self) -> Iterator[tuple[Sequence[Duty], Sequence[LinearExpr]]]:
        """Yield duties and 'works it' date by date."""
        for first, last in zip(self._starts, [*self._starts[1:], len(self.duties)], strict=True):
            yield self.duties[first:last], self.works[first:last]

    def load(self, steps: Mapping[int, int]) -> LinearExpr:
        """Return what the duties come to where each, by its identity, counts so much."""
        pairs = zip(self.works, self.duties, strict=True)
        return total(works * steps[id(duty)] for works, duty in pairs)


class SingleDuties:
    """One person's decisions about single duties only, as they were opened, each with its duty."""

    __slots__ = ("duties", "vars")

    def __init__(self) -> None:
        self.vars: list[Var] = []
        self.duties: list[Duty] = []

    def load(self, steps: Mapping[int, int]) -> LinearExpr:
        """Return what the duties come to where each, by its identity, counts so much."""
        worth = [*map(steps.__getitem__, map(id, self.duties))]
        return LinearExpr.of(tuple(compress(self.vars, worth)), tuple(filter(None, worth)))


def own_duties(work: Work, crews: Mapping[Duty, Mapping[str, LinearExpr]]) -> Mapping[str, PersonDuties]:
    """Return everybody's possible duties; ``crews`` tell who may work what."""
    people: dict[str, PersonDuties] = {}
    met: dict[str, dt.date] = {}
    for date, duties in work.on.items():
        for duty in duties:
            for staff, works in crews.get(duty, {}).items():
                person = people.get(staff)
                if person is None:
                    person = people[staff] = PersonDuties()
                if met.get(staff) is not date:
                    met[staff] = date
                    person.begin()
                person.duties.append(duty)
                person.works.append(works)
    return people
