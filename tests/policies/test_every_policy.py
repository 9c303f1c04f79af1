"""Every policy, by itself: its examples, its words, its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver import policies
from solver.domain.case import Case, RuleSetting
from solver.domain.example_cases import a_post
from solver.domain.params import parameters_of
from solver.io import load
from solver.policies import AnyPolicy, Example, catalogue
from solver.reference.policies import PAGE, markdown
from tests.written import as_folder, as_workbook

EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.code}-{number}")
    for kind in catalogue()
    for number, example in enumerate(kind.examples())
]
BY_CODE = [pytest.param(kind, id=kind.code) for kind in catalogue()]


def chosen(case: Case, kind: type[AnyPolicy], **params: object) -> Case:
    return case.model_copy(update={"policies": (RuleSetting(code=kind.code, params=params),)})


def test_the_policies_that_schemes_ask_for_are_there() -> None:
    assert [kind.code for kind in catalogue()] == [
        "fee_cap",
        "five_days",
        "latest_end",
        "nap_rooms",
        "off_work",
        "qualifications",
        "subject_work",
        "two_hours",
        "two_periods",
    ]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_the_clean_case_is_clean_and_the_broken_one_is_found(kind: type[AnyPolicy], example: Example) -> None:
    policy = kind(kind.params_type.model_validate(dict(example.params)))
    assert list(policy.check(example.clean)) == []
    found = list(policy.check(example.broken))
    assert found
    for finding in found:
        assert (finding.rule, finding.stage, finding.hard) == (kind.code, "case", True)
        assert finding.say("zh") != finding.say("en")
        assert not any("一" <= letter <= "鿿" for letter in finding.say("en"))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_a_policy_holds_only_where_it_is_set_and_on(kind: type[AnyPolicy], example: Example) -> None:
    assert policies.findings(example.broken) == ()
    off = RuleSetting(code=kind.code, on=False, params=example.params)
    assert policies.findings(example.broken.model_copy(update={"policies": (off,)})) == ()
    assert policies.findings(chosen(example.broken, kind, **example.params))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_with_warn_the_same_is_told_and_nothing_is_blemished(kind: type[AnyPolicy], example: Example) -> None:
    hard = policies.findings(chosen(example.broken, kind, **example.params))
    soft = policies.findings(chosen(example.broken, kind, **example.params, warn=True))
    assert [finding.message for finding in soft] == [finding.message for finding in hard]
    assert all(finding.blemish for finding in hard)
    assert not any(finding.blemish for finding in soft)


@pytest.mark.parametrize("kind", BY_CODE)
def test_a_case_with_a_policy_is_the_same_from_folder_and_workbook(
    kind: type[AnyPolicy], tmp_path: Path
) -> None:
    example = kind.examples()[0]
    post = example.broken.posts or _care(example.broken)
    case = chosen(example.broken.model_copy(update={"posts": post}), kind, **example.params)
    as_folder(case, tmp_path / "folder")
    folder = load(tmp_path / "folder").case
    book = load(as_workbook(case, tmp_path / "book.xlsx", "zh")).case
    assert folder.hash == book.hash
    assert policies.findings(folder) == policies.findings(book) == policies.findings(case)


def _care(case: Case) -> tuple[object, ...]:
    session = case.sessions[0]
    group = next(row for row in case.groups if not session.grades or row.grade in session.grades)
    return (a_post("care", session=session.id, group=group.id),)


def test_the_page_of_the_policies_is_up_to_date(repository: Path) -> None:
    assert (repository / PAGE).read_text("utf-8") == markdown(), "run make docs"


@pytest.mark.parametrize("kind", BY_CODE)
def test_the_page_names_every_policy_its_source_and_settings(kind: type[AnyPolicy]) -> None:
    page = markdown()
    entry = page.split(f"\n### {kind.code}\n")[1].split("\n### ")[0]
    for words in (kind.title, kind.meaning, kind.source):
        assert words.zh in entry
        assert words.en in entry
    assert kind.source.en.startswith("S")
    for name, parameter in parameters_of(kind.params_type).items():
        if name in {"warn", "kinds", "grades", "first", "last"}:
            assert f"| `{name}` |" in page
        else:
            form = parameter.form
            assert f"| `{name}` | {form.say('en')} | {form.say('zh')} |" in entry
        assert parameter.meaning.zh != parameter.meaning.en
