"""Reachable shares are the fairest loads that the seats allow, exactly."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from solver.domain.plan import TightSet
from solver.engine import maxflow
from solver.engine.reachable_shares import reachable, rounded
from tests.fairness.networks import fairest, most, networks, ranks, simple, together


def loads(account):
    return {who: share.reachable for who, share in account.shares.items()}


def targets(account):
    return {who: share.target for who, share in account.shares.items()}


@settings(max_examples=100, deadline=None)
@given(networks())
def test_the_loads_are_those_found_by_trying_every_set_of_people(network):
    rank = ranks(network)
    account = reachable(network)
    assert loads(account) == fairest(network, rank)
    assert {frozenset(own.staff) for own in account.tight} == together(loads(account), rank)
    assert account.shortage == network.total - most(network, network.people)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_targets_are_whole_and_each_tight_set_gets_exactly_what_it_shares(network):
    account = reachable(network)
    for own in account.tight:
        shares = [account.shares[who] for who in own.staff]
        assert sum(share.target for share in shares) == sum(share.reachable for share in shares)
        assert all(abs(share.target - share.reachable) < 1 for share in shares)
        assert all((share.reachable + share.balance) / share.weight == own.level for share in shares)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_numbers_too_large_for_the_solver_give_the_same_loads(network):
    by_solver = reachable(network)
    safe, maxflow.MAX_SAFE_SUM = maxflow.MAX_SAFE_SUM, 0
    try:
        assert reachable(network) == by_solver
    finally:
        maxflow.MAX_SAFE_SUM = safe


def test_a_monopoly_keeps_its_load_and_the_others_share_the_rest():
    network = simple([(12, "ab", 12), (6, "abcd", 6)], {"a": 1, "b": 1, "c": 1, "d": 1})
    account = reachable(network)
    assert loads(account) == {"a": 6, "b": 6, "c": 3, "d": 3}
    assert account.tight == (TightSet(("c", "d"), Fraction(3)), TightSet(("a", "b"), Fraction(6)))
    assert {who: share.due for who, share in account.shares.items()} == dict.fromkeys("abcd", Fraction(9, 2))


def test_half_a_load_carries_half_and_who_did_more_last_term_does_less():
    half = reachable(simple([(9, "ab", 9)], {"a": 1, "b": "1/2"}))
    assert loads(half) == {"a": 6, "b": 3}
    ahead = reachable(simple([(9, "ab", 9)], {"a": 1, "b": 1}, {"a": 3}))
    assert loads(ahead) == {"a": 3, "b": 6}
    assert ahead.shares["a"].due == Fraction(9, 2)


def test_who_is_far_ahead_rests_and_nobody_works_a_negative_load():
    account = reachable(simple([(9, "abc", 9)], dict.fromkeys("abc", 1), {"c": 100}))
    assert loads(account) == {"a": Fraction(9, 2), "b": Fraction(9, 2), "c": 0}


def test_equal_levels_that_share_nothing_are_rounded_apart():
    account = reachable(simple([(3, "ab", 3), (3, "cd", 3)], dict.fromkeys("abcd", 1)))
    assert targets(account) == {"a": 2, "b": 1, "c": 2, "d": 1}
    assert [own.staff for own in account.tight] == [("a", "b"), ("c", "d")]


def test_people_outside_fairness_take_only_what_no_pool_can():
    network = simple([(4, "ax", 4), (2, "x", 2)], {"a": 1, "x": 1}, pool={"a": "teachers"})
    account = reachable(network)
    assert loads(account) == {"a": 4}
    assert account.shortage == 0


def test_seats_that_nobody_can_take_are_the_shortage():
    account = reachable(simple([(4, "a", 1), (2, "", 0)], {"a": 1}))
    assert targets(account) == {"a": 1}
    assert account.shortage == 5


def test_nobody_in_a_pool_means_no_shares():
    account = reachable(simple([(4, "a", 3)], {"a": 1}, pool={}))
    assert account.shares == {}
    assert account.shortage == 1


def test_a_third_typed_by_a_spreadsheet_stays_exact():
    third = Fraction("0.3333333333333333")
    account = reachable(
        simple([(100, "abc", 100)], {"a": 1, "b": third, "c": Fraction("0.7777777777777777")})
    )
    assert account.shares["b"].reachable / account.shares["a"].reachable == third
    assert sum(loads(account).values()) == 100


def test_largest_remainders_are_rounded_up_and_ties_go_by_id():
    assert rounded({"b": Fraction(3, 2), "a": Fraction(3, 2), "c": Fraction(1)}) == {"a": 2, "b": 1, "c": 1}
    assert rounded({"a": Fraction(5, 4), "b": Fraction(7, 4)}) == {"a": 1, "b": 2}
