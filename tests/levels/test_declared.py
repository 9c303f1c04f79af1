"""Levels are a closed list: whatever names one names one of these, or is told at its key."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from solver import policies, service
from solver.app.solve.form import AIMS
from solver.base.errors import Fault, InputError
from solver.base.text import LANGS, Lang
from solver.domain.levels import DECLARED, LEVEL, LEVELS, STAGES, Measure, Stage, short_level_words
from solver.domain.plan import Finding
from solver.io.editing import open_tables
from solver.io.settings.rules import LEVELS_FORM, levels_of
from solver.policies.policy import ADVICE
from solver.rules import AnyRule, Example, catalogue
from solver.scenarios import apply, case_of, parse

TINY = Path(__file__).parents[2] / "data/tiny"

Broken = Callable[[Path], object]


def of_stage(stage: Stage) -> set[str]:
    return {group[0][0] for group in LEVELS[stage]}


def test_every_level_is_declared_once_with_its_own_words() -> None:
    assert len(LEVEL) == len(DECLARED)
    for lang in LANGS:
        assert len({level.words.say(lang) for level in DECLARED}) == len(DECLARED)
        assert all(short_level_words(level.name).say(lang).strip() for level in DECLARED)
    assert {level.measures for level in DECLARED} == set(get_args(Measure))


def examples() -> Iterator[tuple[AnyRule, Example]]:
    """Every rule as each of its examples sets it."""
    for kind in catalogue():
        yield from (
            (kind(kind.params_type.model_validate(example.params)), example) for example in kind.examples()
        )


def test_rules_speak_of_levels_of_their_stage_only_and_charge_no_others() -> None:
    for rule, example in examples():
        assert set(rule.levels.values()) <= of_stage(rule.stage), rule.code
        charged = {charge.level for charge in rule.charges}
        for finding in rule.check(example.case, example.broken):
            assert {finding.level, finding.peak_level} - {None} <= charged, rule.code


def test_a_rule_that_counts_something_charges_it_to_levels_that_are_just_that() -> None:
    for rule, _ in examples():
        for charge in rule.charges:
            level = LEVEL[charge.level]
            alike = (charge.measures, charge.peak) == (level.measures, level.peak)
            assert alike or level.measures == "price", rule.code


def test_names_of_levels_elsewhere_are_of_the_list() -> None:
    assert set(AIMS) == of_stage("rotation")
    assert ADVICE in LEVEL
    assert {finding.level for finding in policies_findings()} <= {None, *LEVEL}


def policies_findings() -> Iterator[Finding]:
    for policy in policies.catalogue():
        for example in policy.examples():
            yield from policy(policy.params_type.model_validate(example.params)).check(example.broken)


@pytest.mark.parametrize("lang", LANGS)
def test_the_levels_that_the_product_recommends_exist(lang: Lang) -> None:
    form = LEVELS_FORM.say(lang).removeprefix("如 ").removeprefix("Such as ").removesuffix(".")
    assert {name for group in levels_of(form) for name, _ in group} <= of_stage("rotation")


def school_with(text: str) -> Broken:
    """A folder whose ``school.toml`` says so."""

    def opened(tmp: Path) -> object:
        folder = tmp / "school"
        shutil.copytree(TINY, folder)
        file = folder / "school.toml"
        old = file.read_text("utf-8")
        file.write_text(
            text + "\n" + old if text.startswith("levels") else old + "\n" + text, encoding="utf-8"
        )
        return service.open_case(folder)

    return opened


def typed_with(key: str, text: str) -> Broken:
    """The app's form, and the cells of a sheet of settings."""

    def examined(_: Path) -> object:
        found = service.examine(open_tables(TINY).with_setting(key, text))
        if found.loaded is None:
            raise InputError(tuple(one.fault for one in found.faults))
        return found

    return examined


def scenario_with(setting: str, to: str) -> Broken:
    def applied(_: Path) -> object:
        text = f'title = "x"\n[[change]]\nsetting = "{setting}"\nto = {to}\n'
        return case_of(apply(open_tables(TINY), parse("x", text)))

    return applied


CAPS = '[[rules]]\ncode = "caps"\nmost = 2\nper = "week"\n'
WRITTEN: dict[str, tuple[Broken, str]] = {
    "order": (school_with('levels = ["uncovered", "wishs"]'), "levels"),
    "merged": (school_with('levels = ["uncovered", ["wishs:3", "wanted"]]'), "levels"),
    "weighted": (school_with('levels = ["uncovered", [["wishs", 3], "wanted"]]'), "levels"),
    "order in the form": (typed_with("levels", "uncovered; wishs:3 + wanted"), "levels"),
    "a rule": (school_with(CAPS + 'cost = 5\nlevel = "wishs"'), "rules.caps.level"),
    "a hard rule": (school_with(CAPS + 'level = "wishs"'), "rules.caps.level"),
    "a rule switched off": (school_with(CAPS + 'on = false\nlevel = "wishs"'), "rules.caps.level"),
    "the second of a rule": (
        school_with(CAPS + CAPS.replace("week", "term") + 'cost = 2\nlevel = "wishs"'),
        "rules.caps#2.level",
    ),
    "the level of pupils": (
        school_with('[[rules]]\ncode = "uncovered"\npupils_level = "wishs"'),
        "rules.uncovered.pupils_level",
    ),
    "the level of the largest": (
        school_with('[[rules]]\ncode = "fair_share"\npeak_level = "wishs"'),
        "rules.fair_share.peak_level",
    ),
    "a rule in the form": (typed_with("rules.wanted.level", "wishs"), "rules.wanted.level"),
    "order in a scenario": (scenario_with("levels", '"uncovered; wishs"'), ""),
    "a rule in a scenario": (scenario_with("rules.wanted.level", '"wishs"'), ""),
}
"""Where a level may be written, with the key at which a misspelt one is told."""


def refusal(broken: Broken, tmp: Path) -> Fault:
    with pytest.raises(InputError) as error:
        broken(tmp)
    (fault,) = error.value.faults
    return fault


@pytest.mark.parametrize("where", WRITTEN)
def test_a_level_that_nobody_declared_is_a_fault_at_its_key(where: str, tmp_path: Path) -> None:
    broken, key = WRITTEN[where]
    fault = refusal(broken, tmp_path)
    assert "wishs" in fault.value
    assert fault.way_out is not None
    assert fault.way_out.say("en") == "Perhaps “wishes”?"
    assert "wishs" in fault.message.say("zh")
    assert fault.message.say("zh") != fault.message.say("en")
    if key:
        assert fault.column == key


@pytest.mark.parametrize(
    "broken",
    [
        school_with('levels = ["uncovered", "waiting"]'),
        school_with(CAPS + 'cost = 5\nlevel = "waiting"'),
        school_with('[[rules]]\ncode = "line_waiting"\nlevel = "burdens"'),
    ],
    ids=["order", "rule of the rotation", "rule of the hand-over"],
)
def test_a_level_of_another_stage_would_count_nowhere_and_is_a_fault(broken: Broken, tmp_path: Path) -> None:
    fault = refusal(broken, tmp_path)
    assert "is none of the" in fault.message.say("en")
    assert fault.way_out is not None
    assert "levels of the" in fault.way_out.say("en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('levels = ["rules", ["wishes", "rules"]]', "there twice"),
        ('levels = ["rules:0"]', "can't be read"),
        ('levels = ["rules:9999999999"]', "can't be read"),
        ("levels = [[]]", "can't be read"),
    ],
)
def test_an_order_that_means_nothing_is_a_fault(text: str, told: str, tmp_path: Path) -> None:
    assert told in refusal(school_with(text), tmp_path).message.say("en")


def test_stages_have_the_usual_orders() -> None:
    assert [group[0][0] for group in LEVELS["timetable"]] == ["unplaced", "rules", "stability"]
    assert [group[0][0] for group in LEVELS["handover"]] == ["stranded", "rules", "latest", "waiting"]
    assert " ".join(group[0][0] for group in LEVELS["rotation"]) == (
        "uncovered_pupils uncovered rules wanted max_deviation sum_deviation burdens wishes"
    )
    assert set(LEVELS) == set(STAGES)
