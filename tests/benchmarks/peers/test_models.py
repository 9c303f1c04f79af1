"""What peers make of an instance before they solve it."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.peers import environment
from benchmarks.peers.candidates import chords, demands, exclusive, named
from benchmarks.peers.clerk import fill
from benchmarks.peers.evaluate import evaluate
from tests.benchmarks.peers.schools import as_instance, duty, random_school

FOLDER = Path(environment.__file__).parent


@given(seed=st.integers(0, 10**6), scarce_first=st.booleans())
def test_the_clerk_keeps_every_hard_rule(*, seed: int, scarce_first: bool) -> None:
    instance = as_instance(random_school(seed, staff=5, duties=20, days=3))
    assert evaluate(instance, named(instance, fill(instance, scarce_first=scarce_first))).legal


@given(seed=st.integers(0, 10**6), merged=st.booleans())
def test_what_models_exclude_is_what_the_judge_objects_to(*, seed: int, merged: bool) -> None:
    instance = as_instance(random_school(seed))
    wanted = demands(instance, merged=merged)
    apart = {
        (who, pair) for who, group in exclusive(wanted, instance.gap_limit) for pair in combinations(group, 2)
    }
    for first, second in combinations(range(len(wanted)), 2):
        if wanted[first].day != wanted[second].day:
            continue
        for who in set(wanted[first].people) & set(wanted[second].people):
            names = {
                instance.duties[wanted[at].duties[0]].id: instance.staff[who].id for at in (first, second)
            }
            uncapped = tuple(replace(each, max_per_week=9) for each in instance.staff)
            legal = evaluate(replace(instance, staff=uncapped), names).legal
            assert legal == ((who, (first, second)) not in apart)


@given(st.integers(0, 60), st.lists(st.sampled_from((5, 10, 20)), min_size=1, max_size=5))
def test_the_chord_is_below_every_deviation_that_can_be_reached(target: int, earned: list[int]) -> None:
    work = [duty(at, (870, 930, 930, "pm"), day=at, units=units) for at, units in enumerate(earned)]
    raw = random_school(0, staff=2, duties=0, days=6) | {"duties": work}
    raw["staff"][0] |= {"target": target, "unavailable": []}
    chord = chords(as_instance(raw), demands(as_instance(raw), merged=True))[0]
    for taken in product((0, 1), repeat=len(earned)):
        load = sum(units for units, on in zip(earned, taken, strict=True) if on)
        line = chord.step * chord.below + (chord.above - chord.below) * (load - chord.low)
        assert abs(load - target) >= chord.least
        assert chord.step * abs(load - target) >= line


@pytest.mark.parametrize(
    "name", ["clerk", "cpsat", "highs", "timefold", "candidates", "instance", "solution"]
)
def test_no_peer_borrows_from_the_product(name: str) -> None:
    tree = ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))
    named_modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named_modules |= {
        each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    }
    assert not {module for module in named_modules if module.split(".")[0] == "solver"}
    assert not named_modules & {"benchmarks.record", "benchmarks.peers.run"}
