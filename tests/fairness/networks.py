"""Small networks, and the fairest loads found by trying every set of people."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import strategies as st

from solver.fairness.flow import Bound, Demand, Link, Network

DATES = tuple(dt.date(2026, 9, 1) + dt.timedelta(day) for day in range(7))


def subsets(items):
    items = tuple(items)
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def simple(demands, weight, balance=None, pool=None):
    """People give to demands without bounds; `demands` are (steps in all, people, most of one person)."""
    people = tuple(weight)
    return Network(
        account="units",
        people=people,
        weight={who: Fraction(value) for who, value in weight.items()},
        balance={who: Fraction((balance or {}).get(who, 0)) for who in people},
        pool={who: "teachers" if pool is None else pool.get(who) for who in people},
        demands=tuple(
            Demand(DATES[:1], (f"post{at}",), 900, 960, 1, amount, frozenset(staff))
            for at, (amount, staff, _) in enumerate(demands)
        ),
        links=tuple(
            Link(who, at, most) for at, (_, staff, most) in enumerate(demands) for who in sorted(staff)
        ),
    )


@st.composite
def networks(draw):
    """A network of up to four people, four demands and three bounds, with odd weights and balances."""
    people = tuple("abcd"[: draw(st.integers(1, 4))])
    weight = {
        who: draw(st.fractions(0 if who == "d" else Fraction(1, 6), 1, max_denominator=6)) for who in people
    }
    bounds: list[Bound] = []
    for _ in range(draw(st.integers(0, 3))):
        who = draw(st.sampled_from(people))
        own = [at for at, bound in enumerate(bounds) if bound.staff == who]
        bounds.append(Bound(who, draw(st.integers(0, 8)), draw(st.sampled_from([None, *own]))))
    demands, links = [], []
    for at in range(draw(st.integers(1, 4))):
        staff = draw(st.frozensets(st.sampled_from(people)))
        steps, seats, days = draw(st.integers(1, 3)), draw(st.integers(1, 2)), draw(st.integers(1, 3))
        demands.append(Demand(DATES[:days], (f"post{at}",), 900, 960, steps, seats, staff))
        for who in sorted(staff):
            own = [place for place, bound in enumerate(bounds) if bound.staff == who]
            links.append(Link(who, at, steps * days, draw(st.sampled_from([None, *own]))))
    balance = st.fractions(-6, 6, max_denominator=3)
    return Network(
        account="units",
        people=people,
        weight=weight,
        balance={who: draw(balance) for who in people},
        pool={who: draw(st.sampled_from(["teachers", "teachers", "leaders", None])) for who in people},
        demands=tuple(demands),
        bounds=tuple(bounds),
        links=tuple(links),
    )


def most(network, staff):
    """The most that some people can give: the cheapest of all cuts, each tried."""
    inner = range(2 + len(network.people), network.nodes)
    near_people = {0, *(network.node[who] for who in staff)}
    arcs = list(network.arcs())
    return min(
        sum(limit for tail, head, limit in arcs if tail in near and head not in near)
        for near in (near_people | set(chosen) for chosen in subsets(inner))
    )


def ranks(network):
    """The most that every set of those who share can give."""
    return {frozenset(staff): most(network, staff) for staff in subsets(network.sharing)}


def fairest(network, rank):
    """The leximin loads: again and again the set that is tight at the lowest level."""
    load: dict[str, Fraction] = {}
    while len(load) < len(network.sharing):
        done = frozenset(load)
        rest = [who for who in network.sharing if who not in done]

        def level(staff, done=done):
            given = rank[done | set(staff)] - rank[done]
            return (given + sum(network.balance[who] for who in staff)) / sum(
                network.weight[who] for who in staff
            )

        tight = min((staff for staff in subsets(rest) if staff), key=level)
        lowest = level(tight)
        load |= {who: lowest * network.weight[who] - network.balance[who] for who in tight}
    return load


def together(load, rank):
    """People whom no tight set separates."""
    tight = [staff for staff, given in rank.items() if sum(load[who] for who in staff) == given]
    groups: dict[tuple[bool, ...], set[str]] = {}
    for who in load:
        groups.setdefault(tuple(who in staff for staff in tight), set()).add(who)
    return {frozenset(group) for group in groups.values()}
