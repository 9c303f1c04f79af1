"""What could not be read, cell by cell, with the ledger of what became of all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solver.base.errors import Fault
from solver.base.text import Said
from solver.io.class_timetable.cell_ledger import Ledger
from solver.io.class_timetable.meaning import shown
from solver.io.class_timetable.messages import (
    MOVE_IN,
    NAME_CLASS,
    NO_CLASS,
    NO_GRADE,
    NO_TABLE,
    OUTSIDE,
    SHOW_FORM,
    WRITE_GRADE,
)
from solver.io.class_timetable.sheets import Place, Sheet, address, span


class Account:
    """The faults of a workbook, and its ledger."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.ledger = Ledger()
        self.unread: list[Fault] = []
        self._classless: dict[tuple[str, str], list[Place]] = {}

    def report(self, sheet: Sheet, places: Sequence[Place], message: Said, way_out: Said, value: str) -> None:
        """Report cells, at the first of them."""
        self.unread.append(self.fault(sheet, places[0], message, way_out, value))
        self.ledger.settle(sheet, places, "reported")

    def fault(self, sheet: Sheet, place: Place, message: Said, way_out: Said, value: str) -> Fault:
        """Return a fault of a cell."""
        where = address(place)
        return Fault(message, self.file, sheet.name, column=where, value=value, way_out=way_out)

    def classless(self, sheet: Sheet, label: str, places: Iterable[Place]) -> None:
        """Remember cells whose class is unknown; one report for all of a table, or of a label."""
        self._classless.setdefault((sheet.name, label), []).extend(places)

    def close(self, sheets: Sequence[Sheet], understood: set[str]) -> None:
        """Report what is left: cells of no class, and every filled cell that nothing has accounted for."""
        by_name = {sheet.name: sheet for sheet in sheets}
        for (name, label), places in self._classless.items():
            if label:
                message, way_out = NO_GRADE.with_(value=label, count=len(places)), WRITE_GRADE.with_()
            else:
                message, way_out = NO_CLASS.with_(range=span(places), count=len(places)), NAME_CLASS.with_()
            self.report(by_name[name], sorted(places), message, way_out, label)
        for sheet in sheets:
            rest = self.ledger.unsettled(sheet)
            if rest and sheet.name not in understood:
                self.report(sheet, rest, NO_TABLE.with_(count=len(rest)), SHOW_FORM.with_(), "")
            elif rest:
                self._outside(sheet, rest)
        order = {sheet.name: at for at, sheet in enumerate(sheets)}
        self.unread.sort(key=lambda fault: order.get(fault.sheet, -1))

    def _outside(self, sheet: Sheet, places: list[Place]) -> None:
        merged: dict[Place, list[Place]] = {}
        for place in places:
            merged.setdefault(sheet.origin(place), []).append(place)
        for covered in merged.values():
            text = sheet.cells[covered[0]]
            self.report(sheet, covered, OUTSIDE.with_(value=shown(text)), MOVE_IN.with_(), text)
