"""Safe file names from whatever a school writes as an id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
LONGEST = 40


def safe_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name (without ending) for each id: a plain word, unique even where case is ignored."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for own in sorted(set(ids)):
        plain = re.sub(r"[^\w-]", "_", unicodedata.normalize("NFC", own)).strip("_-")[:LONGEST]
        name = plain
        if plain != own or not plain or plain.lower() in RESERVED or plain.lower() in taken:
            digest = hashlib.sha256(own.encode()).hexdigest()[:8]
            name = f"{plain}-{digest}" if plain else digest
        names[own] = name
        taken.add(name.lower())
    return names
