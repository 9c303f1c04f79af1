"""What the decisions of a rotation sheet are about: whose they are, what they are worth, where they stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from solver.domain.duties import BlockKey, DutyKey
from solver.sheet import Sheet


class Seats:
    """Holders and covers of a sheet, by atom.

    ``owner`` and ``steps`` tell for each atom who would work how many grid steps, ``span`` from which date
    to which; ``places`` lists the atoms of each block's holders and of each duty's covers, ``place_of`` says
    where an atom stands.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.owner: dict[int, str] = {}
        self.steps: dict[int, int] = {}
        self.span: dict[int, tuple[dt.date, dt.date]] = {}
        places: dict[BlockKey | DutyKey, list[int]] = defaultdict(list)
        for (block_key, staff), atom in sheet.hold_atoms.items():
            missed = sheet.missed(block_key, staff)
            duties = sheet.work.block[block_key].duties
            self.owner[atom] = staff
            self.steps[atom] = sum(duty.steps for duty in duties if duty not in missed)
            self.span[atom] = duties[0].date, duties[-1].date
            places[block_key].append(atom)
        for (duty_key, staff), atom in sheet.cover_atoms.items():
            self.owner[atom] = staff
            self.steps[atom] = sheet.work.duty[duty_key].steps
            self.span[atom] = duty_key.date, duty_key.date
            places[duty_key].append(atom)
        self.places: Sequence[Sequence[int]] = list(places.values())
        self.place_of = {atom: place for place, atoms in enumerate(self.places) for atom in atoms}
        of: dict[str, list[int]] = defaultdict(list)
        for atom, staff in self.owner.items():
            of[staff].append(atom)
        self.of = {staff: tuple(sorted(atoms)) for staff, atoms in of.items()}

    def loads(self, values: Sequence[int]) -> dict[str, int]:
        """Return everybody's grid steps under an assignment."""
        load: dict[str, int] = dict.fromkeys(self.of, 0)
        for atom, staff in self.owner.items():
            if values[atom]:
                load[staff] += self.steps[atom]
        return load
