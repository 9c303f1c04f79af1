"""A scenario applied to a case: change after change, and every fault told at the change that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from solver import policies
from solver.base.did_you_mean import PERHAPS, way_out
from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Said, Words
from solver.io import Loaded
from solver.io.editing import CaseTables, CellFault, examine, placed
from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import Column
from solver.rules import rules_of
from solver.scenarios.parse import SUFFIX
from solver.scenarios.scenario import Add, Drop, Scenario, Set, Setting, Where, meaning, place_of
from solver.scenarios.working_tables import Line, Sheets, drop

NO_ROW = Words(zh="{table} 表里没有一行符合 {where}", en="No row of the table {table} has {where}.")
EMPTY = Words(zh="{table} 表里一行也没有", en="The table {table} has no rows.")
CHECK_WHERE = Words(zh="请核对 where 里的各格", en="Check the cells of where.")


@dataclass(frozen=True)
class Applied:
    """A case with the changes of a scenario made, still as typed text.

    ``cells`` tells which change made a cell (by table, row and column; column "" is a new row), ``settings``
    which one made a setting.
    """

    scenario: Scenario
    tables: CaseTables
    cells: Mapping[tuple[str, int, str], int]
    settings: Mapping[str, int]


def apply(tables: CaseTables, scenario: Scenario) -> Applied:
    """Make the changes of a scenario one after the other; the tables that are given stay as they are.

    Raises
    ------
    InputError
        With a fault for every change that finds nothing to change.
    """
    sheets = Sheets.of(tables)
    faults: list[Fault] = []
    settings: dict[str, int] = {}
    texts: dict[str, str] = {}
    for number, change in enumerate(scenario.changes, 1):
        match change:
            case Setting():
                settings[change.key], texts[change.key] = number, change.to
            case Add():
                sheets.add(change.table, change.rows, number)
            case Set() | Drop():
                lines = list(_meant(sheets, change.table, change.where))
                if not lines:
                    faults.append(_nothing(sheets, change.table, change.where, _place(scenario, number)))
                elif isinstance(change, Drop):
                    drop(sheets, change.table, lines, number)
                else:
                    for line in lines:
                        line.write(change.to, number)
    if faults:
        raise InputError(tuple(faults))
    made = sheets.tables()
    for key, text in texts.items():
        made = made.with_setting(key, text)
    return Applied(scenario, made, sheets.origins(), settings)


def case_of(applied: Applied) -> Loaded:
    """Read the changed case, exactly as a case is read from its files.

    Raises
    ------
    InputError
        With every fault: of a changed cell or setting at its change, of any other at its place.
    """
    examined = examine(applied.tables)
    if examined.loaded is None:
        raise InputError(tuple(_told(applied, fault) for fault in examined.faults))
    faults: list[Fault] = []
    for ask in (rules_of, policies.policies_of):
        try:
            ask(examined.loaded.case)
        except InputError as error:
            faults += [_told(applied, found) for found in placed(applied.tables, error.faults)]
    if faults:
        raise InputError(tuple(faults))
    return examined.loaded


def _meant(sheets: Sheets, table: str, where: Where) -> Iterator[Line]:
    """Yield the rows that are meant: in each column one of the values, whatever their spelling."""
    wanted = [
        (column, {meaning(column, text) if text else None for text in texts})
        for key, texts in where.items()
        for column in (TABLE[table].column[key],)
    ]
    for line in sheets.lines(table):
        if all(_has(line, column, values) for column, values in wanted):
            yield line


def _has(line: Line, column: Column, values: set[object]) -> bool:
    text = line.cells.get(column.key, "")
    # An empty text asks for a blank cell; a blank cell also has the value that it stands for.
    return (not text and None in values) or meaning(column, text) in values - {None}


def _nothing(sheets: Sheets, table: str, where: Where, place: Fault) -> Fault:
    """Return the fault of a change that means no row: the first column that no row fits is to blame."""
    name = TABLE[table].words
    lines = list(sheets.lines(table))
    if not lines:
        return replace(place, message=EMPTY.with_(table=name))
    said = Listed((f"{key} = {' / '.join(texts)}" for key, texts in where.items()), "；")
    blamed = next((key for key in where if not any(_meant(sheets, table, {key: where[key]}))), "")
    instead = _instead(lines, blamed, where[blamed][0]) if blamed else CHECK_WHERE.with_()
    return replace(
        place,
        message=NO_ROW.with_(table=name, where=said),
        column=f"where.{blamed}" if blamed else "where",
        value=" / ".join(where[blamed]) if blamed else "",
        way_out=instead,
    )


def _instead(lines: list[Line], key: str, wanted: str) -> Said:
    there = list(dict.fromkeys(text for line in lines if (text := line.cells.get(key))))
    named = {line.cells["name"]: line.cells.get(key) for line in lines if "name" in line.cells}
    if guess := named.get(wanted):
        return PERHAPS.with_(guess=guess)
    return way_out(wanted, there) if there else CHECK_WHERE.with_()


def _place(scenario: Scenario, number: int) -> Fault:
    return Fault(CHECK_WHERE.with_(), file=scenario.name + SUFFIX, sheet=place_of(number))


def _told(applied: Applied, placed_fault: CellFault) -> Fault:
    """Return a fault of the changed case at the change that is to blame for it."""
    scenario, fault = applied.scenario, placed_fault.fault
    if not placed_fault.table:
        # A rule that nobody knows is to blame on whoever gave it a parameter.
        settings = applied.settings.items()
        number = next(
            (number for key, number in settings if f"{key}.".startswith(f"{placed_fault.column}.")), None
        )
        if number is None:
            return _elsewhere(scenario, fault)
        return replace(fault, file=scenario.name + SUFFIX, sheet=place_of(number), row=None, column="to")
    if placed_fault.row is not None:
        cell = applied.cells.get((placed_fault.table, placed_fault.row, placed_fault.column))
        made = applied.cells.get((placed_fault.table, placed_fault.row, ""))
        number = cell or made
        if number is not None:
            key = f"{'to' if cell and not made else 'row'}.{fault.column}".rstrip(".")
            place = place_of(number)
            return replace(fault, file=scenario.name + SUFFIX, sheet=place, row=None, column=key)
    return _elsewhere(scenario, fault)


def _elsewhere(scenario: Scenario, fault: Fault) -> Fault:
    """Return a fault that a scenario has brought about where nothing was changed."""
    return replace(fault, file=f"{scenario.name}{SUFFIX} → {fault.file}")
