"""What the decisions of a rotation sheet are about: whose they are, what they are worth, where they stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from solver.formulation.stage_model import StageModel


class AssignmentIndex:
    """Holders and covers of a sheet, by atom.

    ``owner`` and ``steps`` tell for each atom who would work how many grid steps, ``span`` from which date
    to which; ``places`` lists the atoms of each block's holders and of each duty's covers, ``place_of`` says
    where an atom stands.
    """

    def __init__(self, sheet: StageModel) -> None:
        self.owner: dict[int, str] = {}
        self.steps: dict[int, int] = {}
        self.span: dict[int, tuple[dt.date, dt.date]] = {}
        self.places: list[Sequence[int]] = []
        for block_key, people, atoms in sheet.hold_atoms.places():
            duties = sheet.work.block[block_key].duties
            whole = sum(duty.steps for duty in duties)
            self._enter(people, atoms, (duties[0].date, duties[-1].date))
            for staff, atom in zip(people, atoms, strict=True):
                self.steps[atom] = whole - sum(duty.steps for duty in sheet.missed(block_key, staff))
        for duty_key, people, atoms in sheet.cover_atoms.places():
            self._enter(people, atoms, (duty_key.date, duty_key.date))
            self.steps |= dict.fromkeys(atoms, sheet.work.duty[duty_key].steps)
        self.place_of = {atom: place for place, atoms in enumerate(self.places) for atom in atoms}
        of: dict[str, list[int]] = defaultdict(list)
        for atom, staff in self.owner.items():
            of[staff].append(atom)
        self.of = {staff: tuple(sorted(atoms)) for staff, atoms in of.items()}

    def _enter(self, people: Sequence[str], atoms: range, span: tuple[dt.date, dt.date]) -> None:
        self.owner |= zip(atoms, people, strict=True)
        self.span |= dict.fromkeys(atoms, span)
        self.places.append(atoms)

    def loads(self, values: Sequence[int]) -> dict[str, int]:
        """Return everybody's grid steps under an assignment."""
        load: dict[str, int] = dict.fromkeys(self.of, 0)
        for atom, staff in self.owner.items():
            if values[atom]:
                load[staff] += self.steps[atom]
        return load
