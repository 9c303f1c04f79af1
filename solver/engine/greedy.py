"""A first roster in one pass: the scarcest seats first, each to whoever has most of a quota left.

Quotas come from the count relaxation: how many blocks of each class a person should take. Where they are
used up, whoever is furthest below the target is asked. The pass sees the model's own rows, so whatever limits the model limits the pass: an atom is
chosen only if every row still has room for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from solver.domain.duties import BlockKey
from solver.rows import Rows
from solver.sheet import Sheet


class Room:
    """How much room every row has left while atoms are chosen one by one."""

    def __init__(self, rows: Rows) -> None:
        self._left: list[int | None] = []
        self._rows_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, row in enumerate(rows.rows):
            self._left.append(row.high)
            for atom, factor in row.terms:
                self._rows_of[atom].append((index, factor))
        self.values = [low for low, _ in rows.bounds]

    def fits(self, atom: int) -> bool:
        """Tell whether choosing an atom keeps every row."""
        return not self.values[atom] and all(
            left is None or factor <= left
            for index, factor in self._rows_of[atom]
            for left in (self._left[index],)
        )

    def choose(self, atom: int) -> None:
        """Choose an atom."""
        self.values[atom] = 1
        for index, factor in self._rows_of[atom]:
            left = self._left[index]
            if left is not None:
                self._left[index] = left - factor


class Quotas:
    """How many blocks of each class everybody should still take."""

    def __init__(self, class_of: Mapping[tuple[BlockKey, str], int], counts: Sequence[int]) -> None:
        self._class_of = class_of
        self._left = dict(enumerate(counts))
        self._open: dict[int, int] = defaultdict(int)
        for place in class_of.values():
            self._open[place] += 1

    def pull(self, block: BlockKey, staff: str) -> Fraction:
        """Return which part of the blocks still to come in this class should be this person's."""
        place = self._class_of.get((block, staff))
        if place is None or self._left.get(place, 0) <= 0:
            return Fraction(0)
        return Fraction(self._left[place], max(self._open[place], 1))

    def take(self, block: BlockKey, staff: str) -> None:
        """Note that a person took a block."""
        place = self._class_of.get((block, staff))
        if place is not None:
            self._left[place] = self._left.get(place, 0) - 1

    def close(self, block: BlockKey, staff: Iterable[str]) -> None:
        """Note that a block is decided, so that what is left has to come from the others."""
        for person in staff:
            place = self._class_of.get((block, person))
            if place is not None:
                self._open[place] -= 1


def first_roster(
    sheet: Sheet,
    targets: Mapping[str, int],
    wanted: Sequence[int] = (),
    quotas: Quotas | None = None,
) -> list[int]:
    """Return values for all atoms of a rotation sheet; what can't be filled stays open.

    Parameters
    ----------
    targets
        Each person's target in grid steps; people without one are asked last.
    wanted
        Atoms to be chosen first where they fit, e.g. of pins.
    quotas
        Guidance by the count relaxation, if there is any.
    """
    room = Room(sheet)
    load: dict[str, int] = defaultdict(int)
    worth: dict[int, tuple[str, int]] = {}
    for (block_key, staff), atom in sheet.hold_atoms.items():
        missed = sheet.missed(block_key, staff)
        block = sheet.work.block[block_key]
        worth[atom] = staff, sum(duty.steps for duty in block.duties if duty not in missed)
    for (duty_key, staff), atom in sheet.cover_atoms.items():
        worth[atom] = staff, sheet.work.duty[duty_key].steps
    for atom in wanted:
        if atom in worth and room.fits(atom):
            _take(room, load, worth, atom)
    _fill_blocks(sheet, room, load, worth, targets, quotas or Quotas({}, ()))
    _fill_covers(sheet, room, load, worth, targets)
    return room.values


def _take(room: Room, load: dict[str, int], worth: Mapping[int, tuple[str, int]], atom: int) -> None:
    room.choose(atom)
    staff, steps = worth[atom]
    load[staff] += steps


def _burden(load: Mapping[str, int], targets: Mapping[str, int], staff: str, steps: int) -> tuple[bool, Fraction, str]:
    target = targets.get(staff)
    if target is None:
        return (True, Fraction(0), staff)
    return (False, Fraction(load[staff] + steps - target, max(target, 1)), staff)


def _fill_blocks(
    sheet: Sheet,
    room: Room,
    load: dict[str, int],
    worth: Mapping[int, tuple[str, int]],
    targets: Mapping[str, int],
    quotas: Quotas,
) -> None:
    by_block: dict[BlockKey, list[tuple[str, int]]] = defaultdict(list)
    for (block_key, staff), atom in sheet.hold_atoms.items():
        by_block[block_key].append((staff, atom))
    blocks = [block for block in sheet.work.blocks if block.key in by_block]
    # Long blocks fit in fewest places; among equals those that hold pupils go first, then those with
    # fewest candidates.
    blocks.sort(
        key=lambda block: (
            -len(block.duties),
            not block.duties[0].holds_pupils,
            len(by_block[block.key]),
            block.duties[0].date,
            block.key,
        )
    )
    for block in blocks:
        steps = sum(duty.steps for duty in block.duties)
        heads = sum(room.values[atom] for _, atom in by_block[block.key])
        for staff, atom in sorted(
            by_block[block.key],
            key=lambda row: (-quotas.pull(block.key, row[0]), _burden(load, targets, row[0], steps)),
        ):
            if heads >= block.need:
                break
            if room.fits(atom):
                _take(room, load, worth, atom)
                quotas.take(block.key, staff)
                heads += 1
        quotas.close(block.key, [staff for staff, _ in by_block[block.key]])


def _fill_covers(
    sheet: Sheet,
    room: Room,
    load: dict[str, int],
    worth: Mapping[int, tuple[str, int]],
    targets: Mapping[str, int],
) -> None:
    by_duty: dict[object, list[tuple[str, int]]] = defaultdict(list)
    for (duty_key, staff), atom in sheet.cover_atoms.items():
        by_duty[duty_key].append((staff, atom))
    for duty in sorted(
        (duty for duty in sheet.work.duties if duty.key in by_duty),
        key=lambda duty: (not duty.holds_pupils, len(by_duty[duty.key]), duty.key),
    ):
        heads = sum(
            lin.const + sum(factor * room.values[atom] for atom, factor in lin.terms)
            for _, lin in sheet.crew(duty)
        )
        for staff, atom in sorted(
            by_duty[duty.key], key=lambda row: _burden(load, targets, row[0], duty.steps)
        ):
            if heads >= duty.need:
                break
            if room.fits(atom):
                _take(room, load, worth, atom)
                heads += 1
