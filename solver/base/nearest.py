"""The nearest known name: what someone probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like ``name``, or ``None`` where nothing is alike.

    Short names (most Chinese ones) need half of their letters in common, longer ones a little more.
    """
    wanted = name.strip().lower()
    best, best_likeness = None, 0.0
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for candidate in known:
        matcher.set_seq1(candidate.lower())
        enough = max(best_likeness, 0.499 if len(wanted) <= 4 else 0.599)
        if matcher.real_quick_ratio() <= enough or matcher.quick_ratio() <= enough:
            continue
        likeness = matcher.ratio()
        if likeness > enough:
            best, best_likeness = candidate, likeness
    return best
