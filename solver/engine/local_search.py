"""Direct moves without a solver: a seat changes hands, and whoever was in the way finds another.

A move lets one person take a seat from another. Whatever of theirs stands in the way is given up, and the
seats that this leaves open are offered to everybody else; at the end all rows hold again or the
whole move is taken back. Moves are accepted by the model's own prices: nothing worse, but for a little
heat in the beginning that gets out of dead ends.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from solver.domain.levels import LevelGroup
from solver.engine.incremental import IncrementalState
from solver.engine.problem import AssignmentIndex

MAX_GIVEN_UP = 5
"""Seats that one move may open besides the one it fills: a week may stand against five daily duties."""
EXCHANGE_SHARE = 0.7
"""How often whoever lost a seat gets another one of equal worth for it."""
MAX_OFFERS = 12
"""People to whom a seat left open is offered."""
MOVES_PER_LOOK = 512
"""Moves after which the list of what can be improved is made anew."""
FRUITLESS_MOVES = 2048
"""Moves after which a go ends that has not saved anything: rules that count days leave little to move."""
LEVEL_RATIO = 8
"""Ratio between the prices of one level and the next while moves are steered."""
PEAK_RATIO = 200
"""The same above a level of peaks, whose squares are larger."""


class LocalSearch:
    """Changes an assignment move by move. The same generator gives the same moves."""

    def __init__(
        self, seats: AssignmentIndex, live: IncrementalState, groups: Sequence[LevelGroup], rng: random.Random
    ) -> None:
        self.live = live
        self._rng = rng
        self._groups = groups
        self._places = seats.places
        self._place_of = seats.place_of
        self._terms = [row.terms for row in live.rows.rows]
        self._arms = [slack.arms[0].terms for slack in live.rows.slacks]
        self._slacks_of_groups = self._steer()
        self._open: list[list[int]] = []
        self._seats = seats
        self._held: dict[str, list[int]] = {}
        self._var_at = [{seats.owner[var]: var for var in variables} for variables in seats.places]

    def _steer(self) -> list[list[int]]:
        """Price slacks level by level; a peak is steered by its squares, which leave no dead ends."""
        rows = self.live.rows
        linear = [0] * len(rows.slacks)
        square = [0] * len(rows.slacks)
        price = 1
        slacks_of_groups: list[list[int]] = []
        for group in reversed(self._groups):
            slacks: dict[int, None] = {}
            for name, weight in group:
                measure = rows.levels.get(name)
                if measure is None:
                    continue
                for slack, each in measure.sums.items():
                    linear[slack] += price * weight * each
                    slacks[slack] = None
                for slack in measure.peaks:
                    square[slack] += price * weight
                    slacks[slack] = None
            slacks_of_groups.append(list(slacks))
            price *= PEAK_RATIO if rows.has_peaks(group) else LEVEL_RATIO
        self.live.steer(linear, square)
        return slacks_of_groups[::-1]

    def run(self, moves: int, over: Callable[[], bool]) -> None:
        """Try so many moves."""
        live = self.live
        start = live.cost
        for number in range(moves):
            if number % MOVES_PER_LOOK == 0:
                if over() or (number >= FRUITLESS_MOVES and live.cost == start):
                    return
                exceeding = (
                    [slack for slack in slacks if live.excess(slack)] for slacks in self._slacks_of_groups
                )
                self._open = [slacks for slacks in exceeding if slacks]
                if not self._open:
                    return
                self._held = {
                    staff: [var for var in variables if live.values[var]]
                    for staff, variables in self._seats.of.items()
                }
            var = self._choose()
            if var is None or live.values[var]:
                continue
            before = live.cost
            trail: list[tuple[int, int]] = []
            if not self._seat(var, trail) or live.broken or live.cost > before:
                for changed, by in reversed(trail):
                    live.change(changed, -by)

    def _choose(self) -> int | None:
        """Return a variable that would lower something that is too high, or gives it to somebody else."""
        rng, live = self._rng, self.live
        group = self._open[0] if rng.random() < 0.5 else self._open[int(rng.random() * len(self._open))]
        slack = group[int(rng.random() * len(group))]
        if not live.excess(slack):
            return None
        sign = 1 if live.offset[slack] > 0 else -1
        terms = self._arms[slack]
        for _ in range(20):
            var, factor = terms[int(rng.random() * len(terms))]
            if factor * sign < 0:
                if not live.values[var]:
                    return var if var in self._place_of else None
            elif live.values[var]:
                return self._rival(var)
        raising = [var for var, factor in terms if live.values[var] and factor * sign > 0]
        return self._rival(raising[int(rng.random() * len(raising))]) if raising else None

    def _rival(self, var: int) -> int | None:
        """Return somebody's decision about the same seat; ``None`` where it is about no seat."""
        place = self._place_of.get(var)
        if place is None:
            return None
        rivals = self._places[place]
        return rivals[int(self._rng.random() * len(rivals))]

    def _change(self, var: int, by: int, trail: list[tuple[int, int]]) -> None:
        self.live.change(var, by)
        trail.append((var, by))

    def _seat(self, var: int, trail: list[tuple[int, int]]) -> bool:
        """Give an open decision a yes, with all that follows from it."""
        live, rng = self.live, self._rng
        self._change(var, 1, trail)
        vacated: list[int] = []
        predecessor: int | None = None
        while live.broken:
            row = min(live.broken)
            if live.activity[row] < live.low[row]:
                return False
            in_the_way = [
                seated
                for term, factor in self._terms[row]
                if factor > 0
                for seated in live.behind(term)
                if seated != var and live.values[seated] and seated in self._place_of
            ]
            if not in_the_way or len(vacated) > MAX_GIVEN_UP:
                return False
            given_up = in_the_way[int(rng.random() * len(in_the_way))]
            self._change(given_up, -1, trail)
            if self._place_of[given_up] == self._place_of[var]:
                predecessor = given_up
            else:
                vacated.append(self._place_of[given_up])
        for place in vacated:
            self._offer(place, trail)
        if predecessor is not None and not vacated and rng.random() < EXCHANGE_SHARE:
            self._give_back(var, predecessor, trail)
        return True

    def _give_back(self, var: int, predecessor: int, trail: list[tuple[int, int]]) -> None:
        """Let whoever lost a seat have one of equal worth from whoever took it, where this costs least."""
        live, seats = self.live, self._seats
        giver, receiver = seats.owner[var], seats.owner[predecessor]
        best: tuple[int, int, int] | None = None
        offers = 0
        for given in self._from_anywhere(self._held[giver]):
            if seats.steps[given] != seats.steps[var] or not live.values[given]:
                continue
            taken = self._var_at[seats.place_of[given]].get(receiver)
            if taken is None or taken == predecessor or live.values[taken]:
                continue
            live.change(given, -1)
            if live.fits(taken):
                live.change(taken, 1)
                if not live.broken and (best is None or live.cost < best[0]):
                    best = live.cost, given, taken
                live.change(taken, -1)
                offers += 1
            live.change(given, 1)
            if offers == MAX_OFFERS:
                break
        if best is not None:
            self._change(best[1], -1, trail)
            self._change(best[2], 1, trail)

    def _offer(self, place: int, trail: list[tuple[int, int]]) -> None:
        """Let the person to whom it costs least take an open seat; nobody where nobody can."""
        live = self.live
        best: tuple[int, int] | None = None
        offers = 0
        before = live.cost
        for candidate in self._from_anywhere(self._places[place]):
            if not live.fits(candidate):
                continue
            live.change(candidate, 1)
            if not live.broken and live.cost < before and (best is None or live.cost < best[0]):
                best = live.cost, candidate
            live.change(candidate, -1)
            offers += 1
            if offers == MAX_OFFERS:
                break
        if best is not None:
            self._change(best[1], 1, trail)

    def _from_anywhere(self, variables: Sequence[int]) -> Iterator[int]:
        """Go through all variables once, beginning anywhere."""
        start = int(self._rng.random() * len(variables)) if variables else 0
        return chain(variables[start:], variables[:start])
