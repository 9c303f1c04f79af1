"""Bilingual words: every message exists in Chinese and English, or it does not exist at all.

A message is a pair of templates in one place, so a missing translation is a type error and
a rule can own its words in its own file. Templates are filled by name; values are data and
are never themselves interpreted as templates.
"""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages; ``{name}`` marks what is filled in."""

    zh: str
    en: str

    def say(self, lang: Lang, **values: object) -> str:
        """Return the message in ``lang``; ``Words`` among the values are said in ``lang`` too."""
        filled = {
            key: value.say(lang) if isinstance(value, Words | Said) else value
            for key, value in values.items()
        }
        template = self.zh if lang == "zh" else self.en
        return template.format(**filled)

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
