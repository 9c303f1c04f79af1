"""Reachable shares: the fairest fractional loads that the needed seats allow.

The loads x that fill a maximum flow and minimise Σ(x + balance)²/w are the lexicographically optimal base
of a polymatroid: unique, and found by splitting (S. Fujishige, "Lexicographically optimal base of a
polymatroid with respect to a weight vector", Mathematics of Operations Research 5, 1980). Ask everybody for
the same level. Who can't give that much forms one side of a minimum cut; that side fills the cut at a
lower level, the other side takes the rest at a higher one, and the two never meet again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from solver.domain.plan import Account, Share, TightSet
from solver.engine.maxflow import Flow, Ints, maximum_flow, strong_components
from solver.fairness.flow import SINK, SOURCE, Network


@dataclass(frozen=True)
class _Piece:
    """Some people, what they have to give between them, and their part of the network.

    Arcs from the source are what people of lower levels give into this part; arcs to the sink are what
    leaves it. Both are always full.
    """

    people: tuple[str, ...]
    worth: int
    tails: Ints
    heads: Ints
    limits: Ints


@dataclass(frozen=True)
class _Settled:
    """People who give ``load`` at one common ``level``, in the smallest sets that share exactly their sum."""

    level: Fraction
    load: dict[str, Fraction]
    sets: tuple[tuple[str, ...], ...]


def reachable(network: Network) -> Account:
    """Return the account: plain due loads, reachable loads, whole targets, and who shares what.

    Notes
    -----
    ``reachable`` is the load of this term with the opening balance worked off. ``target`` rounds it by
    largest remainder inside each tight set, so that no set is asked for more than it shares; equal remainders
    go by the order of ids. Pools may meet on seats that both may take; there they share by weight.
    ``due`` is the pool's reachable total by weight alone.
    """
    arcs = np.array(list(network.arcs()), dtype=np.int64).reshape(-1, 3)
    whole = _Piece(network.sharing, 0, arcs[:, 0], arcs[:, 1], arcs[:, 2])
    everyone = _most(network, whole, network.people)
    shortage = network.total - everyone
    if not network.sharing:
        return Account(network.account, {}, shortage=shortage, relaxed=network.relaxed)
    open_pieces = [replace(whole, worth=_most(network, whole, network.sharing))]
    settled: list[_Settled] = []
    while open_pieces:
        outcome = _step(network, open_pieces.pop())
        if isinstance(outcome, _Settled):
            # Lower levels come first: the near side of every cut is the next to be opened.
            settled.append(outcome)
        else:
            open_pieces += outcome
    load = {who: amount for piece in settled for who, amount in piece.load.items()}
    tight = [TightSet(staff, piece.level) for piece in settled for staff in piece.sets]
    target = {
        who: steps
        for tight_set in tight
        for who, steps in rounded({w: load[w] for w in tight_set.staff}).items()
    }
    target |= network.agreed
    due = due_loads(network, load)
    shares = {
        who: Share(network.weight[who], network.balance[who], due[who], load[who], target[who])
        for who in network.sharing
    }
    return Account(network.account, shares, tuple(tight), shortage, network.relaxed)


def due_loads(network: Network, load: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the plain part of each: what the pool gives in all, by weight."""
    weight: dict[str | None, Fraction] = {}
    total: dict[str | None, Fraction] = {}
    for who in network.sharing:
        pool = network.pool[who]
        weight[pool] = weight.get(pool, Fraction(0)) + network.weight[who]
        total[pool] = total.get(pool, Fraction(0)) + load[who]
    return {
        who: total[network.pool[who]] * network.weight[who] / weight[network.pool[who]]
        for who in network.sharing
    }


def rounded(load: dict[str, Fraction]) -> dict[str, int]:
    """Round loads with a whole sum by largest remainder; equal remainders go by the order of ids."""
    whole = {who: amount.__floor__() for who, amount in load.items()}
    left = int(sum(load.values(), Fraction(0))) - sum(whole.values())
    by_remainder = sorted(load, key=lambda who: (whole[who] - load[who], who))
    for who in by_remainder[:left]:
        whole[who] += 1
    return whole


def _most(network: Network, whole: _Piece, people: tuple[str, ...]) -> int:
    """Return the most that some people can give together."""
    supply = {network.node[who]: network.total for who in people}
    return maximum_flow(whole.tails, whole.heads, whole.limits, 1, supply).value


def _step(network: Network, piece: _Piece) -> _Settled | list[_Piece]:
    """Ask all people of a piece for one level: they are settled, or the piece falls in two."""
    weight = sum((network.weight[who] for who in piece.people), Fraction(0))
    balance = sum((network.balance[who] for who in piece.people), Fraction(0))
    level = (piece.worth + balance) / weight
    asked = {who: level * network.weight[who] - network.balance[who] for who in piece.people}
    if len(piece.people) == 1:
        return _Settled(level, asked, (piece.people,))
    scale = lcm(*(amount.denominator for amount in asked.values()))
    # Nobody gives less than nothing: who did far too much before takes no part, and a cut sets them apart.
    supply = {network.node[who]: max(0, int(amount * scale)) for who, amount in asked.items()}
    flow = maximum_flow(piece.tails, piece.heads, piece.limits, scale, supply)
    fixed = int(piece.limits[piece.tails == SOURCE].sum())
    if flow.value == sum(supply.values()) + fixed * scale:
        return _Settled(level, asked, _smallest_sets(network, piece, flow, scale))
    return _split(network, piece, flow)


def _split(network: Network, piece: _Piece, flow: Flow) -> list[_Piece]:
    """Cut a piece where the flow is tight: the far side first, so that the near one is next in line."""
    near_nodes = np.array(sorted(flow.near), dtype=np.int64)
    tail_near, head_near = np.isin(piece.tails, near_nodes), np.isin(piece.heads, near_nodes)
    tail_real = piece.tails != SOURCE
    inside_near = head_near & (tail_near | ~tail_real)
    leaving = tail_near & ~head_near & tail_real
    given = int(piece.limits[head_near & ~tail_real].sum())
    worth = int(piece.limits[leaving].sum()) - given
    near = _Piece(
        tuple(who for who in piece.people if network.node[who] in flow.near),
        worth,
        np.concatenate([piece.tails[inside_near], piece.tails[leaving]]),
        np.concatenate([piece.heads[inside_near], np.full(int(leaving.sum()), SINK, dtype=np.int64)]),
        np.concatenate([piece.limits[inside_near], piece.limits[leaving]]),
    )
    entering = leaving & (piece.heads != SINK)
    inside_far = ~head_near & (~tail_near | ~tail_real)
    far = _Piece(
        tuple(who for who in piece.people if network.node[who] not in flow.near),
        piece.worth - worth,
        np.concatenate([piece.tails[inside_far], np.full(int(entering.sum()), SOURCE, dtype=np.int64)]),
        np.concatenate([piece.heads[inside_far], piece.heads[entering]]),
        np.concatenate([piece.limits[inside_far], piece.limits[entering]]),
    )
    return [far, near]


def _smallest_sets(network: Network, piece: _Piece, flow: Flow, scale: int) -> tuple[tuple[str, ...], ...]:
    """Return the people in groups within which load can move both ways without changing anybody else's."""
    after: dict[int, list[int]] = {network.node[who]: [] for who in piece.people}
    ends = zip(piece.tails.tolist(), piece.heads.tolist(), piece.limits.tolist(), flow.on, strict=True)
    for tail, head, limit, used in ends:
        if tail == SOURCE or head == SINK:
            continue
        after.setdefault(tail, [])
        after.setdefault(head, [])
        if used < limit * scale:
            after[tail].append(head)
        if used > 0:
            after[head].append(tail)
    who = {network.node[name]: name for name in piece.people}
    groups = (tuple(sorted(who[node] for node in group if node in who)) for group in strong_components(after))
    return tuple(group for group in groups if group)
