"""The folder of a comparison: report, workbook, and for each scenario its plan and its case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from solver import report
from solver.base.text import WEEKDAYS, Lang, Listed, Words
from solver.base.units import clock
from solver.base.vocabulary import MEASURE, PERSON, POOL, SCENARIO, SESSION, WEEKDAY
from solver.io.editing import CaseTables, settings_of
from solver.io.editing.save import files_of
from solver.io.settings.school import slug
from solver.report import PlanView
from solver.report.palette import GOOD
from solver.report.plan_folder import MARKER, Kind, marker_of, put, safe_names
from solver.report.plan_folder import may_write as may_write_kind
from solver.report.workbook_format import Book, write_across
from solver.report.write import about
from solver.scenarios.comparison import BASE, Column, Comparison
from solver.scenarios.figures import figures_of, sentence
from solver.scenarios.report_pdf import pdf_of

REPORT, WORKBOOK, CASES = "comparison.pdf", "comparison.xlsx", "cases"
FOLDER = Kind("afterbell comparison folder", REPORT, Words(zh="比较文件夹", en="comparison folder"))
SHEET_NAMES = {
    "measures": Words(zh="指标", en="Measures"),
    "people": Words(zh="每人工作量", en="Units per person"),
    "inputs": Words(zh="资料的改动", en="In the case"),
    "roster": Words(zh="排班的变化", en="In the roster"),
    "spare": Words(zh="富余人数", en="People to spare"),
}
HEADINGS = {
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


def may_write(out: Path) -> None:
    """Refuse a place that holds anything but an earlier comparison: ask before long solves.

    Raises
    ------
    OutputError
        If the place is taken.
    """
    may_write_kind(out, FOLDER)


def write(comparison: Comparison, out: Path, spent: str, lang: Lang) -> Path:
    """Write the folder of a comparison, whole or not at all, and return where it is.

    Raises
    ------
    OutputError
        If the place holds anything else, or can't be written.
    """
    files = {REPORT: pdf_of(comparison, spent, lang), WORKBOOK: workbook_of(comparison, lang)}
    hashes = {}
    for column, name in zip(comparison.columns, folder_names(comparison), strict=True):
        files |= _under(f"{CASES}/{name}", case_files(column.variant.tables))
        if column.variant.handout is not None:
            hashes[name] = column.variant.handout.case.hash
            files |= _under(name, plan_files(column.variant.handout, lang))
    return put(out, files, {"case_hashes": hashes, "lang": lang}, FOLDER)


def folder_names(comparison: Comparison) -> tuple[str, ...]:
    """Return the folder of each column; none is called as another, or as what else lies there."""
    safe = safe_names(column.variant.name for column in comparison.others)
    names, taken = [BASE], {BASE, CASES}
    for column in comparison.others:
        stem = safe[column.variant.name]
        stems = (stem, *(f"{stem}-{number}" for number in range(2, 99)))
        names.append(next(name for name in stems if name.lower() not in taken))
        taken.add(names[-1].lower())
    return tuple(names)


def plan_files(handout: PlanView, lang: Lang) -> dict[str, bytes]:
    """Return a whole plan folder, with the marker by which later commands know it."""
    files = report.files_of(handout, lang)
    return {**files, MARKER: marker_of(files, about(handout, lang))}


def case_files(tables: CaseTables) -> dict[str, bytes]:
    """Return a case's files; its id is written down, since the folder has another name."""
    if "id" not in settings_of(tables.settings):
        tables = tables.with_setting("id", slug(tables.id))
    return files_of(tables)


def _under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def workbook_of(comparison: Comparison, lang: Lang) -> bytes:
    """Return ``comparison.xlsx``."""
    book = Book(comparison.first, lang)
    _measures(book, comparison)
    titles = [column.variant.title.say(lang) for column in comparison.columns]
    _plain_table(book, "people", ["person", "pool"], titles, list(_people(comparison)), [14, 14])
    _plain_table(book, "inputs", ["scenario", "change"], [], list(_inputs(comparison, lang)), [24, 90])
    heads = ["scenario", "person", "before", "after", "posts"]
    _plain_table(book, "roster", heads, [], list(_roster(comparison, lang)), [24, 14, 12, 12, 70])
    heads = ["scenario", "weekday", "session", "start", "people", "dates"]
    _plain_table(book, "spare", heads, [], list(_spare(comparison, lang)), [24, 10, 24, 10, 12, 12])
    return book.bytes()


def _measures(book: Book, comparison: Comparison) -> None:
    lang = book.lang
    name = SHEET_NAMES["measures"].say(lang)
    sheet = book.sheet(name, name)
    width = [26.0, 26.0, *(22.0 for _ in comparison.columns)]
    headings = [HEADINGS["measure"].say(lang), HEADINGS["what"].say(lang)]
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
        for number, value in enumerate(figure.values):
            if value is None:
                continue
            look = book.cell(bg_color=GOOD, bold=True) if number in figure.best else book.cell()
            beside = value.beside.say(lang)
            plain = beside or not value.text.replace(".", "", 1).isdecimal()
            if plain:
                sheet.write_string(line, number + 2, f"{value.text}  {beside}".strip(), look)
            else:
                sheet.write_number(line, number + 2, float(value.number), look)
    for number in range(1, len(comparison.columns)):
        title = comparison.columns[number].variant.title.say(lang)
        sheet.write_string(end + number, 0, title, book.label)
        text = sentence(comparison, number, lang)
        write_across(sheet, (end + number, 1, end + number, len(width) - 1), text, book.cell())
    sheet.freeze_panes(3, 2)
    sheet.fit_to_pages(1, 0)


def _plain_table(
    book: Book,
    name: str,
    heads: Sequence[str],
    more: Sequence[str],
    rows: Sequence[Cells],
    widths: Sequence[float],
) -> None:
    title = SHEET_NAMES[name].say(book.lang)
    sheet = book.sheet(title, title)
    wide = [*widths, *(18.0 for _ in more)]
    book.table(sheet, 2, [*(HEADINGS[head].say(book.lang) for head in heads), *more], rows, wide)
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
