"""The words say what was proven and no more, in both languages."""

import string
from dataclasses import replace

import pytest

from solver.base.text import Words
from solver.domain import LevelCertificate, StageCertificate
from solver.report import PlanView, proofs_of, status_words, words
from solver.report.certificate_json import certificate_json

CATALOGUES = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, dict)]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_word_fills_the_same_blanks_in_both_languages():
    every = [word for catalogue in CATALOGUES for word in catalogue.values()]
    assert len(every) > 100
    for word in every:
        assert isinstance(word, Words)
        assert fields(word.zh) == fields(word.en), word
        assert bool(word.zh.strip()) == bool(word.en.strip())


def test_every_kind_has_a_name():
    from typing import get_args

    from solver.domain.case import PostKind

    assert set(get_args(PostKind)) <= set(words.KINDS)


def rotation(handout: PlanView, *levels: LevelCertificate) -> PlanView:
    proof = replace(handout.certificate, stages=(StageCertificate("rotation", levels),))
    return replace(handout, certificate=proof)


def sentence(handout: PlanView, lang) -> str:
    return proofs_of(handout, lang)[0].sentences[-1]


def test_a_first_level_is_bounded_among_all_legal_plans(handout: PlanView):
    proven = rotation(handout, LevelCertificate("max_deviation", 2, 2, "solver_claim"))
    assert sentence(proven, "zh").startswith(
        "没有任何合规轮岗排班能让最大偏差低于 0.5 个工作量；本表为 0.5 个工作量。"
    )
    assert sentence(proven, "en").startswith(
        "No legal rotation has a lower largest deviation than 0.5 units; yours has 0.5 units."
    )


def test_a_later_level_speaks_only_of_plans_as_good_before(handout: PlanView):
    first = LevelCertificate("uncovered", 1, 1, "flow")
    second = LevelCertificate("max_deviation", 2, 1, "count_relaxation")
    said = sentence(rotation(handout, first, second), "en")
    assert said.startswith("No legal rotation that is as good on everything above has a lower")
    assert "at most 0.25 units could be gained" in said
    assert "Conditional" not in said


def test_an_unproven_level_before_makes_it_conditional(handout: PlanView):
    first = LevelCertificate("rules", 9, 7, "solver_claim")
    second = LevelCertificate("max_deviation", 2, 2, "solver_claim", ("rules",))
    said = sentence(rotation(handout, first, second), "en")
    assert "Conditional: price of broken rules not proven best" in said
    assert "有条件：可让步规则的扣分尚未证明最优" in sentence(rotation(handout, first, second), "zh")


def test_an_unknown_level_with_braces_is_no_template(handout: PlanView):
    odd = rotation(handout, LevelCertificate("my_{level.x}", 0, 0, "trivial"))
    assert "my {level.x}" in sentence(odd, "en")


def test_a_draft_is_called_a_draft(handout: PlanView):
    assert status_words(replace(handout, findings=()), "en").startswith("Audited and clean")
    assert "priced findings: 1" in status_words(handout, "en")
    hard = replace(handout.findings[0], level=None)
    assert status_words(replace(handout, findings=(hard,)), "zh").startswith("草稿")


def test_certificate_json_holds_no_clock_and_both_languages(handout: PlanView):
    import json

    data = json.loads(certificate_json(handout))
    assert set(data["words"]) == {"zh", "en"}
    assert data["stages"][1]["fixed"] == {"handover": "cd" * 32, "timetable": "ab" * 32}
    assert data["case_hash"] == handout.case.hash


def test_a_certificate_of_another_case_is_refused(handout: PlanView):
    from solver.base.errors import AfterbellError

    other = handout.case.model_copy(update={"title": "another"})
    other.__dict__.pop("hash", None)
    with pytest.raises(AfterbellError, match="speaks of case"):
        replace(handout, case=other)
