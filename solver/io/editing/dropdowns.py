"""What may stand in a cell: its drop-down, what ids mean, and whether a text can be read at all."""

from __future__ import annotations

from solver.base.text import WEEKDAYS, Lang, Said, Words
from solver.io.editing.case_tables import CaseTables
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import read_cell
from solver.io.tables.dates_times import weekday_of
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import POST_KINDS, choice, spelt

EACH = Words(zh="每班", en="each")
WHY_AND_HOW = Words(zh="{why}。{how}", en="{why} {how}")


def options_of(tables: CaseTables, column: Column, lang: Lang) -> tuple[str, ...]:
    """Return the texts of a column's drop-down for these tables; none where it is free text.

    Columns of several ids and of rotations take other texts too: theirs are suggestions.
    """
    if column.closed:
        return tuple(spelt(value, column.closed, lang) for value in column.closed)
    if column.kind == "weekday":
        return tuple(words.say(lang) for words in WEEKDAYS.values())
    if column.kind == "post":
        kinds = (spelt(value, POST_KINDS, lang) for value in POST_KINDS)
        return tuple(dict.fromkeys((*names_of(tables, "posts"), *kinds)))
    if column.kind == "groups":
        return (EACH.say(lang), *names_of(tables, column.to))
    if column.kind in {"ref", "refs"}:
        return tuple(names_of(tables, column.to))
    return ()


def names_of(tables: CaseTables, table: str) -> dict[str, str]:
    """Return the ids of a table with the names beside them, in the order of its rows."""
    rows = tables.tables.get(table, ())
    return {row["id"]: row.get("name", row["id"]) for row in rows if "id" in row}


def text_problem(column: Column, text: str) -> Said | None:
    """Return what is wrong with the text of one cell by itself, and a way out; ``None`` if it can be read."""
    if not text.strip():
        return None
    try:
        read_cell(column, text.strip())
    except CellError as error:
        if error.way_out is None:
            return error.message
        return WHY_AND_HOW.with_(why=error.message, how=error.way_out)
    return None


def in_lang(column: Column, text: str, lang: Lang) -> str:
    """Return a cell as it is written in a language; what is no word of a closed list stays as it is."""
    if column.closed:
        value = choice(text, column.closed)
        return text if value is None else spelt(value, column.closed, lang)
    if column.kind == "weekday":
        try:
            return WEEKDAYS[weekday_of(text)].say(lang)
        except CellError:
            return text
    return text
