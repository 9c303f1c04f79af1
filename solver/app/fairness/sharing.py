"""Why a load is what it is: who shares which work, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from solver.base.text import Lang, Listed, Words
from solver.base.units import show_units
from solver.explain.sharing import Sharing
from solver.report import PlanView
from solver.report.words import kind_name

ALL = Words(
    zh="{count} 人一起分担，可以互相替换：按满负荷计，每人 {level}。",
    en="{count} people share this work and can stand in for one another: {level} each for a full load.",
)
ONLY = Words(
    zh="只有这 {count} 人能上{posts}：按满负荷计，每人 {level}{even}。",
    en="Only these {count} may take {posts}: {level} each for a full load{even}.",
)
LESS = Words(
    zh="这 {count} 人能上的只有{posts}，全算给他们，按满负荷计每人也只有 {level}{even}。",
    en="These {count} may take {posts} and nothing else: even with all of it they have {level} each "
    "for a full load{even}.",
)
SHARED = Words(
    zh="这 {count} 人分担{posts}：按满负荷计，每人 {level}{even}。",
    en="These {count} share {posts}: {level} each for a full load{even}.",
)
NONE = Words(
    zh="这 {count} 人没有能上的，不参与分担。", en="These {count} may take none of it and share nothing."
)
EVEN = Words(zh="（全组平均 {even}）", en=" (average of their pool: {even})")
MANY = Words(zh="{kind}（{count} 个岗位）", en="{kind} ({count} posts)")
FEW = 6
"""Posts that are named one by one; where they are more, their kinds are."""
FIRST = 12
"""Names that a sentence lists at most."""


def sentence(sharing: Sharing, handout: PlanView, lang: Lang, *, alone: bool) -> str:
    """Say who shares what and why they have more or less; ``alone``: there is but one such set."""
    even = "" if sharing.level == sharing.even else EVEN.say(lang, even=show_units(sharing.even))
    values = {
        "count": len(sharing.staff),
        "posts": posts_words(handout, sharing.posts),
        "level": show_units(sharing.level),
        "even": even,
    }
    if not sharing.posts:
        return NONE.say(lang, **values)
    if alone:
        return ALL.say(lang, **values)
    less = LESS if sharing.level < sharing.even else SHARED
    return (ONLY if sharing.only else less).say(lang, **values)


def names_words(sharing: Sharing, labels: Mapping[str, str]) -> Listed:
    """Return the first of the people's names."""
    return Listed((labels[who] for who in sharing.staff), most=FIRST)


def posts_words(handout: PlanView, posts: Iterable[str]) -> Listed:
    """Return what posts are called: by name where they are few, else by kind and number."""
    own = [handout.work.posts[post] for post in posts]
    names = list(dict.fromkeys(post.name for post in own))
    if len(names) <= FEW:
        return Listed(names, most=FIRST)
    kinds = Counter(post.kind for post in own)
    return Listed(MANY.with_(kind=kind_name(kind), count=count) for kind, count in kinds.items())
