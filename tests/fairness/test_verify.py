"""The audit accepts the true account and nothing else."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.audit.shares import verify
from solver.domain.plan import TightSet
from solver.engine.reachable_shares import due_loads, reachable, rounded
from tests.fairness.networks import networks, simple

ONE = Fraction(1)


def shifted(account, who, **changes):
    share = dataclasses.replace(account.shares[who], **changes)
    return dataclasses.replace(account, shares={**account.shares, who: share})


@settings(max_examples=80, deadline=None)
@given(networks())
def test_the_true_account_is_accepted(network):
    assert verify(network, reachable(network)) == ()


@settings(max_examples=80, deadline=None)
@given(networks(), st.data())
def test_any_other_number_is_rejected(network, data):
    account = reachable(network)
    assume(account.shares)
    who = data.draw(st.sampled_from(sorted(account.shares)))
    by = data.draw(st.sampled_from([Fraction(1, 7), -ONE, ONE]))
    field = data.draw(st.sampled_from(["weight", "balance", "due", "reachable", "target"]))
    value = getattr(account.shares[who], field)
    assert verify(network, shifted(account, who, **{field: value + by}))
    assert verify(network, dataclasses.replace(account, shortage=account.shortage + 1))
    assert verify(network, dataclasses.replace(account, relaxed=("caps",)))


@settings(max_examples=80, deadline=None)
@given(networks(), st.data())
def test_other_loads_are_rejected_even_with_all_that_follows_from_them(network, data):
    account = reachable(network)
    assume(len(account.shares) > 1)
    giver, taker = data.draw(st.permutations(sorted(account.shares)))[:2]
    by = min(data.draw(st.sampled_from([Fraction(1, 5), ONE])), account.shares[giver].reachable)
    assume(by)
    load = {who: share.reachable for who, share in account.shares.items()}
    load[giver] -= by
    load[taker] += by
    level = {who: (load[who] + network.balance[who]) / network.weight[who] for who in load}
    tight = tuple(TightSet((who,), level[who]) for who in sorted(load, key=lambda who: level[who]))
    due = due_loads(network, load)
    shares = {
        who: dataclasses.replace(
            share, reachable=load[who], due=due[who], target=rounded({who: load[who]})[who]
        )
        for who, share in account.shares.items()
    }
    assert verify(network, dataclasses.replace(account, shares=shares, tight=tight))


@pytest.fixture
def two_pairs():
    return simple([(3, "ab", 3), (3, "cd", 3)], dict.fromkeys("abcd", 1))


def test_tight_sets_that_are_too_coarse_or_too_fine_are_rejected(two_pairs):
    account = reachable(two_pairs)
    level = account.tight[0].level
    coarse = (TightSet(("a", "b", "c", "d"), level),)
    fine = tuple(TightSet((who,), level) for who in "abcd")
    twice = (*account.tight, account.tight[0])
    for tight in (coarse, fine, twice, account.tight[:1]):
        assert verify(two_pairs, dataclasses.replace(account, tight=tight))


def test_tight_sets_are_checked_even_where_all_loads_are_whole():
    even = simple([(2, "ab", 2)], {"a": 1, "b": 1})
    apart = (TightSet(("a",), ONE), TightSet(("b",), ONE))
    assert verify(even, dataclasses.replace(reachable(even), tight=apart))
    # Anna could take from Ben, but not the other way: each stands alone.
    one_way = simple([(1, "a", 1), (1, "ab", 1)], {"a": 1, "b": 1})
    account = reachable(one_way)
    assert [own.staff for own in account.tight] == [("b",), ("a",)]
    assert verify(one_way, dataclasses.replace(account, tight=(TightSet(("a", "b"), ONE),)))
    assert verify(one_way, dataclasses.replace(account, tight=account.tight[::-1]))


def even_loads(network, each):
    """An account in which everybody carries `each`, and all that follows from it is in order."""
    account = reachable(network)
    shares = {
        who: dataclasses.replace(share, due=each, reachable=each, target=int(each))
        for who, share in account.shares.items()
    }
    return dataclasses.replace(account, shares=shares, tight=(TightSet(tuple(shares), each),))


def test_loads_too_high_for_any_roster_or_too_low_for_the_seats_are_told():
    network = simple([(4, "ab", 4)], {"a": 1, "b": 1})
    assert verify(network, even_loads(network, 2 * ONE)) == ()
    (high,) = verify(network, even_loads(network, 3 * ONE))
    assert high.say("en") == "work units: no roster gives everybody their reachable load: 2 steps don't fit"
    (low,) = verify(network, even_loads(network, ONE))
    assert low.say("en") == "work units: a could take more seats than their reachable loads say"


def test_someone_who_does_not_share_is_rejected(two_pairs):
    account = reachable(two_pairs)
    extra = {**account.shares, "z": account.shares["a"]}
    (said,) = verify(two_pairs, dataclasses.replace(account, shares=extra))
    assert "z" in said.say("en")
    assert "z" in said.say("zh")


def test_the_sentence_says_who_could_relieve_whom():
    network = simple([(4, "ab", 4)], {"a": 1, "b": 1})
    account = reachable(network)
    uneven = shifted(shifted(account, "a", reachable=ONE, target=1), "b", reachable=3 * ONE, target=3)
    uneven = dataclasses.replace(uneven, tight=(TightSet(("a",), ONE), TightSet(("b",), 3 * ONE)))
    (said,) = verify(network, uneven)
    assert said.say("en") == "work units: a could relieve b: the reachable loads are not the fairest"
