"""What is wrong with parameters of rules and policies is told plainly, one fault for each key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from solver import policies, rules
from solver.base.errors import Fault, InputError
from solver.base.units import clock
from solver.domain.case import Case, RuleSetting
from solver.domain.params import Clock, parameters_of

LIBRARY = ("Input should", "Field required", "Extra inputs", "Value error", "validation")
"""What pydantic says."""
KINDS = [pytest.param("rules", kind, id=kind.code) for kind in rules.catalogue()]
KINDS += [pytest.param("policies", kind, id=kind.code) for kind in policies.catalogue()]

CLOCK = TypeAdapter(Clock)

Kind = type[rules.AnyRule] | type[policies.AnyPolicy]


def story(kind: Kind) -> tuple[Case, dict[str, object]]:
    """Return a small case and parameters with which the requirement can be asked of it."""
    example = kind.examples()[0]
    case = example.case if isinstance(example, rules.Example) else example.broken
    return case.model_copy(update={"rules": (), "policies": ()}), dict(example.params)


def faults(case: Case, section: str, *settings: tuple[str, Mapping[str, object]]) -> tuple[Fault, ...]:
    chosen = tuple(RuleSetting(code=code, params=params) for code, params in settings)
    ask = rules.rules_of if section == "rules" else policies.policies_of
    with pytest.raises(InputError) as refused:
        ask(case.model_copy(update={section: chosen}))
    return refused.value.faults


def is_plain(fault: Fault) -> bool:
    zh, en = fault.say("zh"), fault.say("en")
    return (
        zh != en
        and fault.way_out is not None
        and bool(fault.value)
        and fault.file == "school.toml"
        and any("一" <= letter <= "鿿" for letter in zh)
        and not any("一" <= letter <= "鿿" for letter in en.replace(fault.value, ""))
        and not any(said in zh + en for said in LIBRARY)
    )


def wrong_values(model: type[BaseModel]) -> Iterator[tuple[str, object]]:
    """Yield values that no parameter can have: a table each, and what lies beyond its bounds."""
    for name, field in model.model_fields.items():
        yield name, {"x": 1}
        for limit in field.metadata:
            if (low := getattr(limit, "ge", None)) is not None:
                yield name, low - 1
            if (high := getattr(limit, "le", None)) is not None:
                yield name, high + 1
            if (low := getattr(limit, "gt", None)) is not None:
                yield name, low
            if getattr(limit, "min_length", None):
                yield name, ()


@pytest.mark.parametrize(("section", "kind"), KINDS)
def test_a_value_of_the_wrong_type_or_beyond_its_bounds_is_told_at_its_key(section: str, kind: Kind) -> None:
    case, params = story(kind)
    for name, value in wrong_values(kind.params_type):
        (fault,) = faults(case, section, (kind.code, {**params, name: value}))
        assert fault.column == f"{section}.{kind.code}.{name}"
        assert is_plain(fault), fault.say("en")
        assert parameters_of(kind.params_type)[name].meaning.zh in fault.say("zh")


@pytest.mark.parametrize(("section", "kind"), KINDS)
def test_an_unknown_key_gets_the_nearest_one_that_is_free(section: str, kind: Kind) -> None:
    case, params = story(kind)
    free = next(name for name in kind.params_type.model_fields if name not in params)
    (fault,) = faults(case, section, (kind.code, {**params, f"{free}s": 1}))
    assert (fault.column, fault.value) == (f"{section}.{kind.code}.{free}s", f"{free}s")
    assert is_plain(fault)
    assert f"Perhaps “{free}”?" in fault.say("en")


@pytest.mark.parametrize(("section", "kind"), KINDS)
def test_every_parameter_that_must_be_there_is_missed_by_name(section: str, kind: Kind) -> None:
    required = [name for name, one in parameters_of(kind.params_type).items() if one.required]
    if not required:
        assert kind.params_type().model_fields_set == set()
        return
    case, _ = story(kind)
    told = faults(case, section, (kind.code, {}))
    assert [fault.column for fault in told] == [f"{section}.{kind.code}.{name}" for name in required]
    assert all(is_plain(fault) for fault in told)


def test_every_wrong_key_is_told_and_none_twice() -> None:
    case, _ = story(next(kind for kind in rules.catalogue() if kind.code == "caps"))
    wrong = {"most": -1, "per": "year", "posts": [1, 2, 3], "of": "heads"}
    told = faults(case, "rules", ("caps", wrong), ("caps", {"most": "many"}), ("capz", {}))
    assert [fault.column for fault in told] == [
        "rules.caps.posts",
        "rules.caps.most",
        "rules.caps.per",
        "rules.caps.of",
        "rules.caps#2.most",
        "rules.capz",
    ]
    assert told[0].say("en") == (
        "school.toml, rules.caps.posts: The setting posts of the rule caps can't be [1, 2, 3]. "
        "It is a list […], each text: only these posts (kinds or ids)."
    )
    assert told[0].say("zh") == (
        "school.toml，rules.caps.posts：规则 caps 的设置“posts”不对：[1, 2, 3]。"
        "只对这些岗位（种类或编号）：列表 […]，每项是文字"
    )
    assert told[-1].say("en") == ("school.toml, rules.capz: There is no rule called capz. Perhaps “caps”?")


def test_a_part_of_a_list_is_told_at_its_own_place() -> None:
    case, _ = story(next(kind for kind in rules.catalogue() if kind.code == "burdens"))
    accounts = ({"name": "late", "after": 1050}, {"nam": "gates", "weekdays": (5, "Sat")})
    told = faults(case, "rules", ("burdens", {"accounts": accounts}))
    assert [fault.column for fault in told] == [
        "rules.burdens.accounts[2].name",
        "rules.burdens.accounts[2].weekdays",
        "rules.burdens.accounts[2].nam",
    ]
    assert all(is_plain(fault) for fault in told)
    assert "Perhaps “name”?" in told[2].say("en")


@pytest.mark.parametrize("section", ["rules", "policies"])
@pytest.mark.parametrize("people", ["own or (", "own or leder", 5])
def test_people_who_are_none_are_told(section: str, people: object) -> None:
    kind = next(
        kind
        for kind in (rules if section == "rules" else policies).catalogue()
        if kind.code in {"subject_own_staff", "subject_work"}
    )
    case, params = story(kind)
    (fault,) = faults(case, section, (kind.code, {**params, "by": people}))
    assert fault.column == f"{section}.{kind.code}.by"
    assert is_plain(fault)


@given(st.integers(0, 24 * 60))
def test_every_minute_of_the_day_can_be_written(minutes: int) -> None:
    assert CLOCK.validate_python(clock(minutes)) == minutes
    if minutes < 24 * 60:
        assert CLOCK.validate_python(dt.time(minutes // 60, minutes % 60)) == minutes


@pytest.mark.parametrize("text", ["24:01", "17:60", "17", "-1:00", "", "5pm", 1050, 17.5, True, None])
def test_what_is_no_time_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="not a time"):
        CLOCK.validate_python(text)
