"""Whether every seat can have a person of its own among those who could take it, where some seats clash.

Seats at one time are a matching problem. Where times only partly overlap it is a list colouring of the seats,
which is NP-complete (Arkin & Silverberg 1987, "Scheduling jobs with fixed start and end times"). So what is
certain is settled first: seats that nobody competes for, Hall's condition of seats that all clash, parts that
share nothing. What is left, if anything, is searched: positions that differ only in who is who are looked at
once, and there is a limit to the search.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

MOST_WORK = 40_000
"""Empty seats looked at, position by position, in all questions to one object: some seconds."""
MOST_SEATS = 300
"""Empty seats of one part up to which it is searched at all."""

Seats = Mapping[int, frozenset[str]]
"""Seats that are still empty, each with those who could take it."""


class TooManyError(Exception):
    """More positions would have to be looked at than are allowed."""


class DistinctPeople:
    """Finds out for sets of seats whether there are people for all of them.

    Parameters
    ----------
    people
        By seat who could take it.
    clash
        By seat the others whose people must be different; where one names another, that one names it too.
    """

    def __init__(self, people: Sequence[frozenset[str]], clash: Sequence[AbstractSet[int]]) -> None:
        self._people = people
        self._clash = clash
        self._cliques = {self._clique(seat) for seat in range(len(people))}
        self._hopeless: set[object] = set()
        self._left = MOST_WORK

    def enough(self, seats: Iterable[int]) -> bool:
        """Tell whether these seats can all be taken.

        Raises
        ------
        TooManyError
            If that can't be told within the limit.
        """
        return self._enough({seat: self._people[seat] for seat in seats})

    def _enough(self, seats: Seats) -> bool:
        left = self._settled(seats)
        if left is None:
            return False
        # A shortage that can be seen at once, wherever it is, spares the search everywhere else.
        for clique in self._cliques:
            if not _matched([left[seat] for seat in clique if seat in left]):
                return False
        for part in self._parts(left):
            if all(self._clash[seat] >= part.keys() - {seat} for seat in part):
                if not _matched(list(part.values())):
                    return False
            elif not self._found(part):
                return False
        return True

    def _found(self, part: Seats) -> bool:
        """Give the seat with the fewest people to each of them in turn until the rest can be taken, too."""
        of: dict[str, list[int]] = defaultdict(list)
        for seat in sorted(part):
            for person in part[seat]:
                of[person].append(seat)
        alike = {person: tuple(seats) for person, seats in of.items()}
        # Whoever they are: it matters only how many people could take just which seats.
        position = (frozenset(part), frozenset(Counter(alike.values()).items()))
        if position in self._hopeless:
            return False
        self._left -= len(part)
        if self._left < 0 or len(part) > MOST_SEATS:
            raise TooManyError
        first = min(part, key=lambda seat: (len(part[seat]), seat))
        for person in {alike[person]: person for person in sorted(part[first], reverse=True)}.values():
            if self._enough(self._given(part, first, person)):
                return True
        self._hopeless.add(position)
        return False

    def _settled(self, seats: Seats) -> Seats | None:
        """Leave seats out where that does not change the answer; ``None`` where one can't be taken any more.

        A seat with more people than rivals can be filled last. Somebody whom no rival could take may as well
        take it now, and whoever is the only one must.
        """
        left = dict(seats)
        waiting = dict.fromkeys(seats)
        while waiting:
            seat, _ = waiting.popitem()
            people = left.get(seat)
            if people is None:
                continue
            if not people:
                return None
            rivals = self._rivals(left, seat)
            if len(people) == 1:
                left = self._given(left, seat, *people)
            elif len(people) > len(rivals) or people.difference(*(left[rival] for rival in rivals)):
                del left[seat]
            else:
                continue
            waiting |= dict.fromkeys(rivals)
        return left

    def _given(self, seats: Seats, seat: int, person: str) -> dict[int, frozenset[str]]:
        """Return the seats that are empty once a person has taken one."""
        clash = self._clash[seat]
        return {
            other: people - {person} if other in clash else people
            for other, people in seats.items()
            if other != seat
        }

    def _rivals(self, seats: Seats, seat: int) -> list[int]:
        """Return the empty seats that clash with one and that some of its people could take as well."""
        people = seats[seat]
        return [
            other for other in self._clash[seat] if other in seats and not people.isdisjoint(seats[other])
        ]

    def _parts(self, seats: Seats) -> list[dict[int, frozenset[str]]]:
        """Return seats in parts without rivals in other parts."""
        parts: list[dict[int, frozenset[str]]] = []
        seen: set[int] = set()
        for root in seats:
            if root not in seen:
                part = [root]
                seen.add(root)
                for seat in part:
                    fresh = [rival for rival in self._rivals(seats, seat) if rival not in seen]
                    seen.update(fresh)
                    part += fresh
                parts.append({seat: seats[seat] for seat in sorted(part)})
        return parts

    def _clique(self, seat: int) -> tuple[int, ...]:
        """Return seats that all clash with one another: this one and, in order, whatever fits them."""
        clique = [seat]
        for other in sorted(self._clash[seat]):
            if self._clash[other] >= {*clique}:
                clique.append(other)
        return tuple(sorted(clique))


def _matched(seats: Sequence[frozenset[str]]) -> bool:
    """Tell whether seats that all clash can be matched to people (Kuhn 1955)."""
    holder: dict[str, int] = {}

    def seated(seat: int, tried: set[str]) -> bool:
        for person in sorted(seats[seat] - tried):
            tried.add(person)
            if person not in holder or seated(holder[person], tried):
                holder[person] = seat
                return True
        return False

    return all(seated(seat, set()) for seat in range(len(seats)))
