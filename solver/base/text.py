"""Bilingual words: every message exists in Chinese and English, or it does not exist at all.

A message is a pair of templates in one place, so a missing translation is a type error and
a rule can own its words in its own file. Templates are filled by name; values are data and
are never themselves interpreted as templates.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")
Joint = Literal["、", "；", "，", "+", " ", ""]
"""What stands between the items of a list, as Chinese writes it; nothing between whole sentences."""


@runtime_checkable
class Message(Protocol):
    """What can be said in either language."""

    def say(self, lang: Lang) -> str:
        """Return it in ``lang``."""


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages; ``{name}`` marks what is filled in."""

    zh: str
    en: str

    def say(self, lang: Lang, **values: object) -> str:
        """Return the message in ``lang``; messages and lists among the values are said in ``lang`` too."""
        template = self.zh if lang == "zh" else self.en
        return template.format(**{key: _said(value, lang) for key, value in values.items()})

    def with_(self, **values: object) -> Said:
        """Return the message with its values, still in both languages."""
        return Said(self, tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its values, to be said in whichever language the reader has."""

    words: Words
    values: tuple[tuple[str, object], ...] = ()

    def say(self, lang: Lang) -> str:
        """Return the sentence in ``lang``."""
        return self.words.say(lang, **dict(self.values))


@dataclass(frozen=True, slots=True, init=False)
class Listed:
    """Items that are said as one list, 甲、乙 or a, b, in whichever language the reader has.

    Items may be messages; blank ones are left out. Of more than ``most`` only the first are said, and
    how many more there are. An empty list is false: ``Listed(names) or NOBODY``.
    """

    items: tuple[object, ...]
    joint: Joint
    most: int | None

    def __init__(self, items: Iterable[object], joint: Joint = "、", *, most: int | None = None) -> None:
        object.__setattr__(self, "items", tuple(item for item in items if item != ""))
        object.__setattr__(self, "joint", joint)
        object.__setattr__(self, "most", most)

    def __bool__(self) -> bool:
        return bool(self.items)

    def say(self, lang: Lang) -> str:
        """Return the list in ``lang``."""
        texts = [str(_said(item, lang)) for item in self.items[: self.most]]
        shown = _JOINTS[self.joint].say(lang).join(texts)
        more = len(self.items) - len(texts)
        return AND_MORE.say(lang, shown=shown, more=more) if more else shown


UNSAID = Words(zh="", en="")
"""The message where there is nothing to say."""
AND_MORE = Words(zh="{shown}……另有 {more} 个", en="{shown} and {more} more")
_JOINTS: dict[Joint, Words] = {
    "、": Words(zh="、", en=", "),
    "；": Words(zh="；", en="; "),
    "，": Words(zh="，", en=", "),
    "+": Words(zh=" + ", en=" + "),
    " ": Words(zh=" ", en=" "),
    "": Words(zh="", en=" "),
}


def both(zh: str, en: str) -> Words:
    """Return two finished texts as one message; whatever braces they hold are theirs."""
    return Words(zh=_plain(zh), en=_plain(en))


def literal(text: str) -> Words:
    """Return a text that is the same in both languages, such as a name from a file, as a message."""
    return both(text, text)


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _said(value: object, lang: Lang) -> object:
    # Most values are names and numbers, and to ask for a protocol takes its time.
    if isinstance(value, str | int) or not isinstance(value, Message):
        return value
    return value.say(lang)


def default_lang() -> Lang:
    """Return the language of the user's locale: Chinese where it says so, English otherwise."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


WEEKDAYS = {
    1: Words(zh="周一", en="Mon"),
    2: Words(zh="周二", en="Tue"),
    3: Words(zh="周三", en="Wed"),
    4: Words(zh="周四", en="Thu"),
    5: Words(zh="周五", en="Fri"),
    6: Words(zh="周六", en="Sat"),
    7: Words(zh="周日", en="Sun"),
}
