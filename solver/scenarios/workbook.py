"""The comparison as a workbook: every measure, everybody's load, every difference, every slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from solver.base.text import WEEKDAYS, Lang, Listed, Words
from solver.base.units import clock
from solver.base.vocabulary import MEASURE, PERSON, POOL, SCENARIO, SESSION, WEEKDAY
from solver.report.palette import GOOD
from solver.report.workbook_format import Book, write_across
from solver.scenarios.comparison import Column, Comparison
from solver.scenarios.figures import figures_of, sentence

SHEETS = {
    "measures": Words(zh="指标", en="Measures"),
    "people": Words(zh="每人工作量", en="Units per person"),
    "inputs": Words(zh="资料的改动", en="In the case"),
    "roster": Words(zh="排班的变化", en="In the roster"),
    "spare": Words(zh="富余人数", en="People to spare"),
}
HEADS = {
    "measure": MEASURE,
    "what": Words(zh="含义", en="What it is"),
    "person": PERSON,
    "pool": POOL,
    "scenario": SCENARIO,
    "change": Words(zh="改动", en="Change"),
    "before": Words(zh="原工作量", en="Units before"),
    "after": Words(zh="新工作量", en="Units after"),
    "posts": Words(zh="班次增减", en="Duties more or fewer"),
    "weekday": WEEKDAY,
    "session": SESSION,
    "start": Words(zh="开始", en="Start"),
    "people": Words(zh="最少富余", en="Fewest to spare"),
    "dates": Words(zh="出现天数", en="On how many dates"),
}
Cells = tuple[str | int | Fraction | None, ...]


def workbook_of(comparison: Comparison, lang: Lang) -> bytes:
    """Return ``comparison.xlsx``."""
    first = next(column.variant.handout for column in comparison.planned if column.variant.handout)
    book = Book(first, lang)
    _measures(book, comparison)
    titles = [column.variant.title.say(lang) for column in comparison.columns]
    _table(book, "people", ["person", "pool"], titles, list(_people(comparison)), [14, 14])
    _table(book, "inputs", ["scenario", "change"], [], list(_inputs(comparison, lang)), [24, 90])
    heads = ["scenario", "person", "before", "after", "posts"]
    _table(book, "roster", heads, [], list(_roster(comparison, lang)), [24, 14, 12, 12, 70])
    heads = ["scenario", "weekday", "session", "start", "people", "dates"]
    _table(book, "spare", heads, [], list(_spare(comparison, lang)), [24, 10, 24, 10, 12, 12])
    return book.bytes()


def _measures(book: Book, comparison: Comparison) -> None:
    lang = book.lang
    name = SHEETS["measures"].say(lang)
    sheet = book.sheet(name, name)
    width = [26.0, 26.0, *(22.0 for _ in comparison.columns)]
    headings = [HEADS["measure"].say(lang), HEADS["what"].say(lang)]
    headings += [column.variant.title.say(lang) for column in comparison.columns]
    figures = figures_of(comparison)
    rows: list[Cells] = [
        (
            figure.name.say(lang),
            figure.note.say(lang),
            *(None if value is None else value.text for value in figure.values),
        )
        for figure in figures
    ]
    end = book.table(sheet, 2, headings, rows, width)
    for line, figure in enumerate(figures, start=3):
        for at, value in enumerate(figure.values):
            if value is None:
                continue
            look = book.cell(bg_color=GOOD, bold=True) if at in figure.best else book.cell()
            beside = value.beside.say(lang)
            plain = beside or not value.text.replace(".", "", 1).isdecimal()
            if plain:
                sheet.write_string(line, at + 2, f"{value.text}  {beside}".strip(), look)
            else:
                sheet.write_number(line, at + 2, float(value.number), look)
    for at in range(1, len(comparison.columns)):
        title = comparison.columns[at].variant.title.say(lang)
        sheet.write_string(end + at, 0, title, book.label)
        told = sentence(comparison, at, lang)
        write_across(sheet, (end + at, 1, end + at, len(width) - 1), told, book.cell())
    sheet.freeze_panes(3, 2)
    sheet.fit_to_pages(1, 0)


def _table(
    book: Book,
    name: str,
    heads: Sequence[str],
    more: Sequence[str],
    rows: Sequence[Cells],
    widths: Sequence[float],
) -> None:
    title = SHEETS[name].say(book.lang)
    sheet = book.sheet(title, title)
    wide = [*widths, *(18.0 for _ in more)]
    book.table(sheet, 2, [*(HEADS[head].say(book.lang) for head in heads), *more], rows, wide)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)


def _people(comparison: Comparison) -> Iterator[Cells]:
    """Yield everybody with their units in every column."""
    loads = [{person.staff: person for person in column.people} for column in comparison.columns]
    for staff in dict.fromkeys(staff for column in loads for staff in column):
        known = next(column[staff] for column in loads if staff in column)
        units = (column[staff].units if staff in column else None for column in loads)
        yield known.name, known.pool, *units


def _inputs(comparison: Comparison, lang: Lang) -> Iterator[Cells]:
    for column in comparison.others:
        for change in column.inputs:
            yield _title(column, lang), change.say(lang)


def _roster(comparison: Comparison, lang: Lang) -> Iterator[Cells]:
    for column in comparison.others:
        for person in column.roster.people if column.roster else ():
            posts = Listed((f"{name} {count:+d}" for name, count in person.posts), "；").say(lang)
            yield _title(column, lang), person.name, person.before, person.after, posts


def _spare(comparison: Comparison, lang: Lang) -> Iterator[Cells]:
    for column in comparison.planned:
        handout = column.variant.handout
        if column.measures is None or handout is None:
            continue
        for slot in column.measures.spare.tightest:
            session = handout.case.session[slot.session].name
            weekday = WEEKDAYS[slot.weekday].say(lang)
            yield _title(column, lang), weekday, session, clock(slot.start), slot.people, slot.dates


def _title(column: Column, lang: Lang) -> str:
    return column.variant.title.say(lang)
