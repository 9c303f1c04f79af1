"""Names are data: what a file says is shown as it stands, never read as Markdown, icons or links."""

from __future__ import annotations

import re
import string

_MARKS = re.compile(f"([{re.escape(string.punctuation)}])")
_SHORTCODE = re.compile(r":(?=[\w+-]+:)")
_BREAKS = re.compile(r"\s+")
_JOINER = "\u2060"


def plain(text: object) -> str:
    """Return text so that Markdown shows exactly these characters.

    Every ASCII mark is escaped, so nothing becomes a heading, a link, a formula or a colour. Shortcodes of
    emoji are read after unescaping; an invisible joiner keeps ``:smile:`` what it is.
    """
    line = _BREAKS.sub(" ", str(text))
    return _MARKS.sub(r"\\\1", _SHORTCODE.sub(f":{_JOINER}", line))
