"""What can go wrong, by who can mend it: the person with the files, or the person with the limits."""

from __future__ import annotations

from dataclasses import dataclass

from solver.base.text import Lang, Listed, Said, Words

ROW = Words(zh="第{row}行", en="row {row}")
PLACED = Words(zh="{place}：{message}", en="{place}: {message}")
MENDED = Words(zh="{fault}。{way_out}", en="{fault} {way_out}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the input: where it stands, what stands there, and a way out.

    ``row`` is the row as a spreadsheet shows it (the header is row 1); ``value`` is the text as
    the file holds it. Any of them may be empty where it has no meaning.
    """

    message: Said
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    way_out: Said | None = None

    def say(self, lang: Lang) -> str:
        """Return the fault as one line: place, value, message, way out."""
        row = ROW.with_(row=self.row) if self.row else ""
        place = Listed((self.file, self.sheet, row, self.column), "，")
        line = PLACED.with_(place=place, message=self.message) if place else self.message
        return (MENDED.with_(fault=line, way_out=self.way_out) if self.way_out else line).say(lang)


class AfterbellError(Exception):
    """The root of all that this product raises for a person to read, in both languages."""

    def __init__(self, message: Said) -> None:
        super().__init__(message.say("en"))
        self.message = message


class InputError(AfterbellError):
    """The input can't be used; carries every fault found, never just the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(fault.say("en") for fault in self.faults)


class NoPlanError(AfterbellError):
    """No plan was found: either none exists (proven) or none within the limit."""

    def __init__(self, message: Said, *, proven: bool) -> None:
        super().__init__(message)
        self.proven = proven
