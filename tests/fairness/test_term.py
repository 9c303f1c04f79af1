"""A whole term of a real-size school: shares are quick enough to compute before every search."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction

import pytest

from solver.audit.shares import verify
from solver.engine.reachable_shares import reachable
from solver.fairness.flow import Bound, Demand, Link, Network
from tests.fairness.networks import DATES


@pytest.fixture(scope="module")
def term():
    """62 people, 95 days that all differ, 24 care posts with 5 people each, 4 daily posts with 40 each."""
    dice = random.Random(2026)
    people = tuple(f"p{at:02d}" for at in range(62))
    posts = [(dice.sample(people, 5), 4, 15 * 60) for _ in range(24)]
    posts += [
        (dice.sample(people, 40), steps, start) for steps, start in ((2, 1030), (2, 1030), (4, 900), (4, 900))
    ]
    demands, bounds, links = [], [], []
    for day in range(95):
        able: dict[tuple[str, int, int], list[int]] = {}
        for name, (staff, steps, start) in enumerate(posts):
            here = frozenset(who for who in staff if dice.random() > 0.15)
            date = DATES[0] + dt.timedelta(day)
            demands.append(Demand((date,), (f"post{name}",), start, start + 60, steps, 1, here))
            for who in here:
                able.setdefault((who, start, steps), []).append(len(demands) - 1)
        for (who, _, steps), own in sorted(able.items()):
            bounds.append(Bound(who, steps))
            links += [Link(who, demand, steps, len(bounds) - 1) for demand in own]
    return Network(
        account="units",
        people=people,
        weight={
            who: Fraction(dice.choice([95, 95, 90, 73]), 95) * Fraction(dice.choice([5, 8, 8, 9]), 10)
            for who in people
        },
        balance={who: Fraction(dice.choice([0, 0, 4, -3, 7]), dice.choice([1, 3])) for who in people},
        pool=dict.fromkeys(people, "teachers"),
        demands=tuple(demands),
        bounds=tuple(bounds),
        links=tuple(links),
    )


def test_a_term_of_days_that_all_differ_is_settled_and_proven(term):
    account = reachable(term)
    assert verify(term, account) == ()
    assert sum(share.target for share in account.shares.values()) + account.shortage == term.total == 10260
