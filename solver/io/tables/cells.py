"""From the text of one cell to its value. Every refusal says what is wrong and a way out."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial

from solver.base.did_you_mean import PERHAPS, THERE_ARE, way_out
from solver.base.text import Listed, Words
from solver.base.units import Minutes
from solver.domain.staff_filter import WhoError, parse
from solver.io.tables.cell_error import WIDE, WRITE, CellError, split
from solver.io.tables.dates_times import (
    date_of,
    dates_of,
    grades_of,
    time_of_day,
    weekday_of,
    weekdays_of,
    weeks_of,
)
from solver.io.tables.schema import Column, Kind
from solver.io.tables.vocabulary import ROTATIONS, STAFF_KINDS, YES_NO, Choices, choice

NOT_NUMBER = Words(zh="“{value}”不是数", en="“{value}” is not a number.")
NOT_WHOLE = Words(zh="“{value}”不是整数", en="“{value}” is not a whole number.")
TOO_SMALL = Words(zh="{value} 太小，至少 {low}", en="{value} is too small; it is at least {low}.")
TOO_FINE = Words(
    zh="{value} 的小数位太多，最多 {places} 位", en="{value} has too many decimals; {places} at most."
)
TOO_LARGE = Words(zh="{value} 太大，至多 {high}", en="{value} is too large; it is at most {high}.")
ABOVE = Words(zh="{value} 应大于 {low}", en="{value} must be above {low}.")
OVER_FULL = Words(zh="{value} 超过满额工作量", en="{value} is more than a full load.")
NOT_ROTATION = Words(zh="“{value}”不是一种轮换", en="“{value}” is not a rotation.")
NOT_CHOICE = Words(zh="“{value}”不在可选的词里", en="“{value}” is not one of the possible words.")
NOT_ID = Words(
    zh="编号“{value}”含有不允许的字符“{letter}”",
    en="The id “{value}” holds the character “{letter}”, which ids may not.",
)
ID_LETTERS = Words(
    zh="编号可用文字、数字、空格和 - _ . @ # + ( ) ·",
    en="Ids may have letters, digits, spaces and - _ . @ # + ( ) ·",
)
AUTO_DATE = Words(
    zh="表格软件可能把它变成了日期：请把这一列设为“文本”再输入",
    en="A spreadsheet may have made a date of it: format the column as text and type it again.",
)
ID_DOTS = Words(zh="编号“{value}”不能这样用点号", en="The id “{value}” must not be made of dots.")
TOO_LONG = Words(zh="这一格超过 {limit} 个字", en="The cell is longer than {limit} characters.")
INVISIBLE = Words(zh="含有看不见的控制字符 {code}", en="It holds the invisible control character {code}.")
RETYPE = Words(zh="请删掉后重新输入这一格", en="Clear the cell and type it anew.")
NO_PAIR = Words(zh="“{value}”中间没有等号", en="“{value}” has no “=” in between.")
PAID_TWICE = Words(zh="“{value}”写了两次", en="“{value}” is there twice.")
WALK_FORM = Words(zh="“{value}”不是“区域:分钟”", en="“{value}” is not “zone:minutes”.")
EXPRESSION = Words(zh="人员条件第 {position} 个字：{why}", en="At character {position}: {why}")

ID_SIGNS = frozenset("-_.@#+()（）· ")
LONGEST_ID = 64
LONGEST_TEXT = 2000
EACH = frozenset({"each", "每班", "各班", "每个班"})
NONE_WORDS = frozenset({"-", "－", "—", "无", "none"})


def identifier(text: str, *, inner: bool = False) -> str:
    """Read an id; ``inner`` allows the ``/`` of posts that came from a template row.

    Raises
    ------
    CellError
        If it is too long or could be taken for something else than a name: a path, a list, a sign.
    """
    for part in text.split("/") if inner else (text,):
        for letter in part:
            if letter not in ID_SIGNS and unicodedata.category(letter)[0] not in "LNM":
                shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
                # 1-1 typed into a spreadsheet may come back as 2026/1/1.
                way_out = AUTO_DATE if re.fullmatch(r"\d{4}/\d{1,2}/\d{1,2}", text) else ID_LETTERS
                raise CellError(NOT_ID.with_(value=text, letter=shown), way_out.with_())
        if ".." in part or not part.strip(". "):
            raise CellError(ID_DOTS.with_(value=text), ID_LETTERS.with_())
    if len(text) > LONGEST_ID * (2 if inner else 1):
        raise CellError(TOO_LONG.with_(limit=LONGEST_ID))
    return text


def text_of(text: str) -> str:
    """Read free text: anything but control and invisible formatting characters."""
    if len(text) > LONGEST_TEXT:
        raise CellError(TOO_LONG.with_(limit=LONGEST_TEXT))
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"}:
            raise CellError(INVISIBLE.with_(code=f"U+{ord(letter):04X}"), RETYPE.with_())
    return text


def number(text: str) -> Decimal:
    """Read an exact number; ``80%`` is 0.8. The result has no needless zeros, so equal cases hash equal."""
    plain_text = text.translate(WIDE).replace(" ", "")
    percent = plain_text.endswith("%")
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,30})?%?", plain_text):
        raise CellError(NOT_NUMBER.with_(value=text), WRITE.with_(example="0.5"))
    value = Decimal(plain_text.rstrip("%"))
    return tidy(value / 100 if percent else value)


def tidy(value: Decimal) -> Decimal:
    """Return the number without trailing zeros and without an exponent."""
    spelt = f"{value:f}"
    return Decimal(spelt.rstrip("0").rstrip(".") or "0") if "." in spelt else Decimal(spelt)


def whole(text: str) -> int:
    """Read a whole number."""
    value = number(text)
    if value != int(value):
        raise CellError(NOT_WHOLE.with_(value=text), WRITE.with_(example=str(round(value))))
    return int(value)


def rotation_of(text: str) -> str:
    """Read a rotation into the domain's spelling."""
    plain_text = text.translate(WIDE).strip().lower()
    known = choice(plain_text, ROTATIONS)
    counted = re.fullmatch(r"weeks:\s*(\d{1,2})|每(\d{1,2})周(?:轮换)?", plain_text)
    if known is None and counted and int(counted[1] or counted[2]) > 0:
        known = f"weeks:{int(counted[1] or counted[2])}"
    if known is None:
        words = [*ROTATIONS, "weeks:2", *(words[0] for words in ROTATIONS.values()), "每2周轮换"]
        raise CellError(NOT_ROTATION.with_(value=text), THERE_ARE.with_(names=Listed(words)))
    return known


def chosen(text: str, choices: Choices) -> str:
    """Read one of a closed list of words."""
    found = choice(text, choices)
    if found is None:
        words = [word for value, spelt in choices.items() for word in (value, *spelt)]
        told = (f"{value} {spelt[0]}" for value, spelt in choices.items())
        raise CellError(NOT_CHOICE.with_(value=text), way_out(text, words, told=told))
    return found


def walks_of(text: str) -> tuple[tuple[str, Minutes], ...]:
    """Read walking minutes to other zones: ``north_gate:3;hall:4``."""
    found = []
    for part in split(text, also=",，"):
        zone, colon, minutes = part.translate(WIDE).rpartition(":")
        if not colon:
            raise CellError(WALK_FORM.with_(value=part), WRITE.with_(example="north_gate:3;hall:4"))
        value = whole(re.sub(r"分钟?$", "", minutes.strip()))
        if not 0 <= value <= 120:
            raise CellError(TOO_LARGE.with_(value=value, high=120))
        found.append((identifier(zone.strip()), value))
    return tuple(found)


def pairs_of(text: str, example: str) -> list[tuple[str, str]]:
    """Read what is written ``name=value``, one after the other.

    Raises
    ------
    CellError
        If a part is none.
    """
    pairs = []
    for part in split(text, also=",，"):
        name, _, value = re.sub(r"[＝:：]", "=", part).partition("=")
        if not name.strip() or not value.strip():
            raise CellError(NO_PAIR.with_(value=part), WRITE.with_(example=example))
        pairs.append((name.strip(), value.strip()))
    return pairs


def makeup_of(text: str) -> tuple[tuple[dt.date, int], ...]:
    """Read make-up workdays with the weekday that each follows: ``2026-10-10=3``; sorted."""
    pairs = pairs_of(text, "2026-10-10=3")
    return tuple(sorted({date_of(date): weekday_of(weekday) for date, weekday in pairs}.items()))


def pay_of(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Read what a work unit costs by kind of staff, in the order in which kinds are listed everywhere."""
    found: dict[str, Decimal] = {}
    for kind, yuan in pairs_of(text, "external=120; own=45"):
        known, price = chosen(kind, STAFF_KINDS), number(yuan)
        if known in found:
            raise CellError(PAID_TWICE.with_(value=kind))
        if price < 0:
            raise CellError(TOO_SMALL.with_(value=price, low=0))
        found[known] = price
    return tuple((kind, found[kind]) for kind in STAFF_KINDS if kind in found)


def expression(text: str) -> str:
    """Read a people expression; its words are checked when the people are known."""
    try:
        parse(text)
    except WhoError as error:
        raise CellError(EXPRESSION.with_(position=error.position + 1, why=error.message)) from None
    return text_of(text)


def identifiers(text: str) -> tuple[str, ...]:
    """Read ids in the order in which they stand, each once."""
    return tuple(dict.fromkeys(identifier(part) for part in split(text)))


def texts_of(text: str) -> tuple[str, ...]:
    """Read words in the order in which they stand, each once."""
    return tuple(dict.fromkeys(text_of(part) for part in split(text, also=",，")))


def pool_of(text: str) -> str | None:
    """Read a pool; the words for none are ``-`` and 无."""
    return None if text in NONE_WORDS else text_of(text)


def template_groups(text: str) -> tuple[str, ...]:
    """Read the groups of a post: ids, or the single word ``each``."""
    return ("each",) if text.strip().lower() in EACH else identifiers(text)


_READERS: Mapping[Kind, Callable[[str], object]] = {
    "id": identifier,
    "post_id": partial(identifier, inner=True),
    "text": text_of,
    "texts": texts_of,
    "ref": identifier,
    "refs": identifiers,
    "groups": template_groups,
    "post": text_of,
    "pool": pool_of,
    "int": whole,
    "decimal": number,
    "time": time_of_day,
    "date": date_of,
    "dates": dates_of,
    "weekday": weekday_of,
    "weekdays": weekdays_of,
    "grades": grades_of,
    "weeks": weeks_of,
    "rotation": rotation_of,
    "walks": walks_of,
    "makeup": makeup_of,
    "pay": pay_of,
    "who": expression,
}


@lru_cache(maxsize=65536)
def _read(kind: Kind, text: str) -> object:
    return _READERS[kind](text)


def read_cell(column: Column, text: str) -> object:
    """Return the value of a cell that is not blank.

    Raises
    ------
    CellError
        If the cell can't be read.
    """
    if column.kind == "choice":
        return chosen(text, column.choices)
    if column.kind == "word":
        return choice(text, column.choices) or text_of(text)
    if column.kind == "yes_no":
        return chosen(text, column.choices or YES_NO) == "yes"
    if column.kind == "time" and column.high is not None:
        return time_of_day(text, column.high)
    value = _read(column.kind, text)
    if isinstance(value, int | Decimal):
        _within(column, value)
    return value


def _within(column: Column, value: int | Decimal) -> None:
    if column.kind not in {"int", "decimal"}:
        return
    if column.above is not None and value <= column.above:
        raise CellError(ABOVE.with_(value=value, low=column.above))
    if column.low is not None and value < column.low:
        raise CellError(TOO_SMALL.with_(value=value, low=column.low))
    if column.high is not None and value > column.high:
        if column.key == "share":
            guess = _share_meant(Decimal(value))
            raise CellError(OVER_FULL.with_(value=value), PERHAPS.with_(guess=guess) if guess else None)
        raise CellError(TOO_LARGE.with_(value=value, high=column.high))
    if column.places is not None and value != round(value, column.places):
        raise CellError(TOO_FINE.with_(value=value, places=column.places))


def _share_meant(value: Decimal) -> Decimal | None:
    # 1.4 was likely to be 0.4; 80 was likely 80 %.
    if value < 2:
        return value - 1
    return tidy(value / 100) if value <= 100 else None


def default_of(column: Column) -> object:
    """Return what a blank cell of this column stands for, ``None`` for nothing."""
    return read_cell(column, column.default) if column.default else None


def spell(value: object) -> str:
    """Return a value as cell text, language-free; ``read_cell`` reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(spell(part) for part in value)
    if isinstance(value, Decimal):
        return f"{tidy(value):f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
