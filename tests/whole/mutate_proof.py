"""Mutations of what is claimed: accounts of fairness and certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from solver.domain.levels import Stage
from solver.domain.plan import Account, Certificate, LevelCertificate, Share, StageCertificate
from tests.whole.mutations import Change, World, kind, shuffled


def _account(world: World, name: str, staff: str, share: Share) -> Change:
    account: Account = world.plan.accounts[name]
    changed = replace(account, shares={**account.shares, staff: share})
    plan = replace(world.plan, accounts={**world.plan.accounts, name: changed})
    return f"{name} of {staff}: {account.shares[staff]} → {share}", plan


def _shares(world: World, rng: Random) -> list[tuple[str, str, Share]]:
    return shuffled(
        (
            (name, staff, share)
            for name, account in world.plan.accounts.items()
            for staff, share in account.shares.items()
        ),
        rng,
    )


@kind("shares")
def a_target_changed(world: World, rng: Random) -> Iterator[Change]:
    for name, staff, share in _shares(world, rng):
        yield _account(world, name, staff, replace(share, target=share.target + rng.choice((-1, 1))))


@kind("shares")
def a_reachable_load_changed(world: World, rng: Random) -> Iterator[Change]:
    for name, staff, share in _shares(world, rng):
        more = Fraction(1, rng.choice((1, 2, 7, 1000)))
        yield _account(world, name, staff, replace(share, reachable=share.reachable + more))


@kind("shares")
def a_weight_or_balance_or_due_load_changed(world: World, rng: Random) -> Iterator[Change]:
    for name, staff, share in _shares(world, rng):
        field = rng.choice(("weight", "balance", "due"))
        yield _account(world, name, staff, replace(share, **{field: getattr(share, field) + Fraction(1, 3)}))


@kind("shares")
def somebody_left_out_of_an_account(world: World, rng: Random) -> Iterator[Change]:
    for name, staff, _ in _shares(world, rng):
        account = world.plan.accounts[name]
        shares = {who: share for who, share in account.shares.items() if who != staff}
        accounts = {**world.plan.accounts, name: replace(account, shares=shares)}
        yield f"{name} without {staff}", replace(world.plan, accounts=accounts)


@kind("shares")
def a_shortage_made_up(world: World, rng: Random) -> Iterator[Change]:
    for name, account in shuffled(world.plan.accounts.items(), rng):
        changed = replace(account, shortage=account.shortage + 1)
        yield name, replace(world.plan, accounts={**world.plan.accounts, name: changed})


def _levels(world: World, rng: Random) -> list[tuple[Stage, LevelCertificate]]:
    stages = world.result.certificate.stages
    return shuffled(((stage.stage, level) for stage in stages for level in stage.levels), rng)


def _certified(world: World, stage: Stage, old: LevelCertificate, new: LevelCertificate) -> Change:
    certificate = world.result.certificate
    stages = tuple(
        replace(each, levels=tuple(new if level is old else level for level in each.levels))
        if each.stage == stage
        else each
        for each in certificate.stages
    )
    return f"{stage} {old} → {new}", replace(certificate, stages=stages)


@kind("certificate: level")
def a_value_lowered(world: World, rng: Random) -> Iterator[Change]:
    for stage, level in _levels(world, rng):
        if level.value:
            value = level.value - 1
            yield _certified(world, stage, level, replace(level, value=value, bound=min(level.bound, value)))


@kind("certificate: level")
def a_value_raised(world: World, rng: Random) -> Iterator[Change]:
    for stage, level in _levels(world, rng):
        yield _certified(world, stage, level, replace(level, value=level.value + 1))


@kind("certificate: bound")
def a_bound_above_its_value(world: World, rng: Random) -> Iterator[Change]:
    for stage, level in _levels(world, rng):
        yield _certified(world, stage, level, replace(level, bound=level.value + rng.randint(1, 9)))


@kind("certificate: case")
def a_certificate_of_another_case(world: World, rng: Random) -> Iterator[Change]:
    for _ in range(6):
        other = f"{rng.getrandbits(256):064x}"
        certificate: Certificate = replace(world.result.certificate, case_hash=other)
        yield other, certificate


@kind("certificate: stage")
def a_certificate_of_another_hand_over(world: World, rng: Random) -> Iterator[Change]:
    certificate = world.result.certificate
    for stage in certificate.stages:
        for name in stage.fixed:
            fixed = {**stage.fixed, name: f"{rng.getrandbits(256):064x}"}
            fresh: StageCertificate = replace(stage, fixed=fixed)
            stages = tuple(fresh if each is stage else each for each in certificate.stages)
            yield f"{stage.stage} fixed {name}", replace(certificate, stages=stages)
