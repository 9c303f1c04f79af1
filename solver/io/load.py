"""From what was read to a case, or to every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from solver.base.did_you_mean import nearest
from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Said, Words
from solver.domain.calendar import service_days, unassigned_makeup
from solver.domain.case import Case, Term
from solver.domain.levels import left_out, level_words
from solver.io.case_builder import CHECK_CELLS, Draft, arrange, build_rows
from solver.io.checks.consistency import ADD_TABLE, NO_TABLE, check_all
from solver.io.checks.references import check_references
from solver.io.settings.school import read_school
from solver.io.tables.catalogue import TABLES
from solver.io.tables.raw import Reading, table_named, table_names
from solver.io.tables.records import Record, records_of
from solver.io.tables.work import WEEK

PROVISIONAL = Words(
    zh="{first} 起的 {count} 个服务日是暂定的：国家还没有公布 {year} 年的放假安排，只按学校自己的停课日计算",
    en="{count} service days from {first} on are provisional: the national holidays of {year} are not "
    "published yet; only the school's own closed days count.",
)
MAKEUP = Words(
    zh="{dates} 是调休上班日，但没有写按星期几上课，所以不算服务日；"
    "需要时写在设置的“调休上班”（term.makeup）里",
    en="{dates}: make-up workdays without a weekday to follow, so they are no service days; "
    "if they should be, say so in term.makeup.",
)
LEVELS_LEFT_OUT = Words(
    zh="目标层级（levels）里没有写到：{levels}；它们按通常的先后排在最后。",
    en="The order of levels does not speak of: {levels}; they come last, in the usual order.",
)
WRONG_CASE = Words(zh="这些表凑不成一个方案", en="The tables do not make a case.")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case, and what its owner should know about it."""

    case: Case
    notices: tuple[Said, ...] = ()


def assemble(reading: Reading) -> Loaded:
    """Return the case of what was read.

    Raises
    ------
    InputError
        With every fault, in the order of the tables.
    """
    faults = list(reading.faults)
    blamed = {name for fault in faults for name in (fault.file.removesuffix(".csv"), fault.sheet)}
    school = read_school(reading, faults)
    raws = {raw.name: raw for raw in reading.tables}
    # A table of the week stands for people and sessions too.
    by_week = WEEK.name in raws and bool(raws[WEEK.name].rows)
    records: dict[str, list[Record]] = {}
    for table in TABLES:
        if table.name in raws:
            records[table.name] = records_of(raws[table.name], table, faults)
        elif table.required and not by_week and blamed.isdisjoint((table.name, *table.zh)):
            way_out = ADD_TABLE.with_(meaning=table.meaning)
            faults.append(Fault(NO_TABLE.with_(table=table.words), reading.file, way_out=way_out))
    unread = _unread(records, faults)
    draft = Draft(school, records, faults, set(unread), unread)
    build_rows(draft)
    arrange(draft)
    faults += check_references(draft)
    faults += check_all(draft)
    if faults or school.term is None:
        raise InputError(tuple({(fault.say("en"), fault.file): fault for fault in faults}.values()))
    case = _case(draft, school.term, reading.file)
    return Loaded(case, (*reading.notices, *_notices(case)))


def _unread(records: dict[str, list[Record]], faults: list[Fault]) -> frozenset[str]:
    """Return the tables without a row for which somebody has been told why."""
    blamed = {fault.sheet or fault.file.removesuffix(".csv") for fault in faults}
    # staf.csv is no table, but whoever wrote it has no other staff.csv.
    blamed |= {guess for name in blamed if (guess := nearest(name, table_names())) is not None}
    tables = {table.name for name in blamed if (table := table_named(name)) is not None}
    missing = {table.name for table in TABLES if table.required and not records.get(WEEK.name)}
    return frozenset(name for name in tables | missing if not records.get(name))


def _case(draft: Draft, term: Term, file: str) -> Case:
    tables = {table.name: draft.items(table.make) for table in TABLES if table is not WEEK}
    fields = {"term": term, "walks": tuple(draft.walks), **tables, **draft.school.fields}
    try:
        return Case.model_validate(fields)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        fault = Fault(WRONG_CASE.with_(), file=file, column=place, way_out=CHECK_CELLS.with_())
        raise InputError((fault,)) from None


def _notices(case: Case) -> Iterator[Said]:
    """Yield what a school should know of its calendar and its levels."""
    provisional = [day.date for day in service_days(case) if day.provisional]
    if provisional:
        first = provisional[0]
        yield PROVISIONAL.with_(first=first, count=len(provisional), year=first.year)
    if makeup := unassigned_makeup(case.term):
        yield MAKEUP.with_(dates=Listed(date.isoformat() for date in makeup))
    if names := left_out(case):
        yield LEVELS_LEFT_OUT.with_(levels=Listed(map(level_words, names)))
