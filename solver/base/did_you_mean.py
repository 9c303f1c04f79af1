"""A name that nobody knows: what was probably meant, or what there is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from solver.base.text import Listed, Said, Words

PERHAPS = Words(zh="是不是“{guess}”？", en="Perhaps “{guess}”?")
THERE_ARE = Words(zh="可以写：{names}", en="It may be: {names}.")
MOST_TOLD = 60
"""Names that are told: a school's posts may be hundreds."""


def way_out(
    name: str, known: Iterable[str], otherwise: Said | None = None, *, told: Iterable[object] | None = None
) -> Said:
    """Return the way out for an unknown name: the known one most like it, else what there is.

    ``told`` is what to say there is where ``known`` has more spellings than a reader needs; ``otherwise``
    is said instead of it.
    """
    names = list(known)
    guess = nearest(name, names)
    if guess is not None:
        return PERHAPS.with_(guess=guess)
    return otherwise or THERE_ARE.with_(names=Listed(names if told is None else told, most=MOST_TOLD))


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
