"""Why a load is what it is: who shares which work, in sentences such as "only these four may do gates"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from solver.base.text import Lang, Words
from solver.base.units import show_units
from solver.domain import Account, Duty
from solver.domain.burdens import burden_counts
from solver.report import PlanView
from solver.report.words import kind_name

May = Callable[[Duty], Collection[str]]
"""The people who may take a duty at all."""

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
AND_MORE = Words(zh="{names}等", en="{names} …")
FEW = 6
"""Posts that are named one by one; where they are more, their kinds are."""
FIRST = 12
"""Names that a sentence lists at most."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """People who share exactly this work among them.

    ``level`` is what each has for a full load, balance brought forward included, ``even`` the same for all
    whom they are compared with (work units, or duties of a burden). ``posts`` is their work: what nobody with
    less to do may take. ``only``: nobody else may take it at all, and they are few.
    """

    staff: tuple[str, ...]
    level: Fraction
    even: Fraction
    posts: tuple[str, ...]
    only: bool


def sharings(handout: PlanView, name: str, may: May) -> tuple[Sharing, ...]:
    """Return who shares what in one account, the smallest sets first; equal cases are told together."""
    account = handout.plan.accounts.get(name)
    if account is None or not account.tight:
        return ()
    step = handout.case.grid.step if name == "units" else Fraction(1)
    ordered = sorted(account.tight, key=lambda own: own.level)
    place = {who: at for at, own in enumerate(ordered) for who in own.staff}
    posts: dict[int, set[str]] = defaultdict(set)
    beside: dict[int, set[int]] = defaultdict(set)
    for duty in _counted(handout, name):
        # Of those who may take it, who has least to do does: so it is the lowest set's work.
        able = {place[who] for who in may(duty) if who in place}
        if able:
            posts[min(able)].add(duty.post)
            beside[min(able)] |= able
    together: dict[tuple[Fraction, tuple[str, ...], bool], list[str]] = defaultdict(list)
    for at, own in enumerate(ordered):
        few = 2 * len(own.staff) <= len(account.shares)
        together[own.level, tuple(sorted(posts[at])), beside[at] == {at} and few] += own.staff
    pool_of = {who: handout.case.person[who].pool for who in account.shares}
    even = _even(account, pool_of)
    found = [
        Sharing(tuple(staff), level * step, even[pool_of[staff[0]]] * step, own, only)
        for (level, own, only), staff in together.items()
    ]
    return tuple(sorted(found, key=lambda own: (not own.posts, len(own.staff), own.staff)))


def sentence(sharing: Sharing, handout: PlanView, lang: Lang, *, alone: bool) -> str:
    """Say who shares what and why they have more or less; ``alone``: there is but one such set."""
    even = "" if sharing.level == sharing.even else EVEN.say(lang, even=show_units(sharing.even))
    values = {
        "count": len(sharing.staff),
        "posts": posts_words(handout, sharing.posts, lang),
        "level": show_units(sharing.level),
        "even": even,
    }
    if not sharing.posts:
        return NONE.say(lang, **values)
    if alone:
        return ALL.say(lang, **values)
    less = LESS if sharing.level < sharing.even else SHARED
    return (ONLY if sharing.only else less).say(lang, **values)


def names_words(sharing: Sharing, labels: Mapping[str, str], lang: Lang) -> str:
    """Return the first of the people's names."""
    return _listed((labels[who] for who in sharing.staff), lang)


def posts_words(handout: PlanView, posts: Iterable[str], lang: Lang) -> str:
    """Return what posts are called: by name where they are few, else by kind and number."""
    own = [handout.work.posts[post] for post in posts]
    names = list(dict.fromkeys(post.name for post in own))
    if len(names) <= FEW:
        return _listed(names, lang)
    kinds = Counter(post.kind for post in own)
    return _listed((MANY.say(lang, kind=kind_name(kind), count=count) for kind, count in kinds.items()), lang)


def _counted(handout: PlanView, name: str) -> Iterator[Duty]:
    for duty in handout.work.duties:
        if duty.need and (duty.steps if name == "units" else burden_counts(handout.case, name, duty)):
            yield duty


def _even(account: Account, pool_of: Mapping[str, str | None]) -> dict[str | None, Fraction]:
    """Return what a full load would be in each pool if everybody could take everything."""
    weight: dict[str | None, Fraction] = defaultdict(Fraction)
    work: dict[str | None, Fraction] = defaultdict(Fraction)
    for who, share in account.shares.items():
        weight[pool_of[who]] += share.weight
        work[pool_of[who]] += share.reachable + share.balance
    return {pool: work[pool] / weight[pool] for pool in weight if weight[pool]}


def _listed(names: Iterable[str], lang: Lang) -> str:
    given = list(names)
    text = ("、" if lang == "zh" else ", ").join(given[:FIRST])
    return text if len(given) <= FIRST else AND_MORE.say(lang, names=text)
