"""What every reader of cells shares: the refusal, and how a cell lists several things."""

from __future__ import annotations

import re

from solver.base.text import Said, Words

WRITE = Words(zh="请写成 {example} 这样", en="Write it as {example}.")
NO_VALUE = Words(zh="这个值不是一格的内容", en="This is not what a cell can hold.")
PLAIN_VALUE = Words(
    zh="请写文字、数、日期、时刻、true 或 false，或一列这样的值",
    en="Write text, a number, a date, a time, true or false, or a list of these.",
)
WIDE = str.maketrans("０１２３４５６７８９：；，．－／（）％", "0123456789:;,.-/()%")


class CellError(Exception):
    """A cell that can't be read: why, and a way out."""

    def __init__(self, message: Said, way_out: Said | None = None) -> None:
        super().__init__(message.say("en"))
        self.message = message
        self.way_out = way_out


def split(text: str, *, also: str = "") -> list[str]:
    """Return the parts of a list cell: separated by ``;``, ``；`` or ``、``, blanks dropped."""
    return [part.strip() for part in re.split(f"[;；、{also}]", text) if part.strip()]
