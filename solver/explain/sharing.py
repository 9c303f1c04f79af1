"""Who shares which work, so that a load can be told: "only these four may do gates"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from solver.domain import Account, Duty
from solver.domain.burdens import burden_counts
from solver.explain.replacements import pairs_of
from solver.report import PlanView

May = Callable[[Duty], Collection[str]]
"""The people who may take a duty at all."""


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


def shared_work(handout: PlanView, accounts: Iterable[str]) -> Mapping[str, tuple[Sharing, ...]]:
    """Return who shares what in each of some accounts."""
    may = pairs_of(handout.case, handout.plan).allowed
    return {name: sharings(handout, name, may) for name in accounts}


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
    groups = [
        Sharing(tuple(staff), level * step, even[pool_of[staff[0]]] * step, own, only)
        for (level, own, only), staff in together.items()
    ]
    return tuple(sorted(groups, key=lambda own: (not own.posts, len(own.staff), own.staff)))


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
