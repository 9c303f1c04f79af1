"""What is proven survives the way through a file, and a damaged file proves nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.base.text import LANGS, Lang
from solver.domain import Account, LevelCertificate, Share, StageCertificate, TightSet
from solver.domain.evidence import Evidence, Multiplier, RowKind, RowName, SeatClass
from solver.domain.levels import STAGES
from solver.domain.plan import Method
from solver.report import PlanView, read_certificate, summary_of, summary_words
from solver.report.certificate_json import certificate_json


def test_a_certificate_reads_back_exactly(handout: PlanView, written: Path):
    assert read_certificate(written) == handout.certificate


WHOLE = st.integers(-(10**15), 10**15)
EXACT = st.fractions(-(10**6), 10**6, max_denominator=10**9)
NAME = st.text(max_size=6)
# Few lists, so that many rows share one.
NAMES = st.sampled_from((("gate",), ("gate", "1-1/care"), ('"[{名}', "")))
DATES = st.sampled_from(((dt.date(2026, 9, 7),), (dt.date(2026, 9, 7), dt.date(2027, 1, 1))))
ROWS = st.builds(
    RowName,
    st.sampled_from(get_args(RowKind)),
    staff=st.none() | NAME,
    post=st.none() | NAME,
    weekday=st.none() | st.integers(1, 7),
    heads=st.none() | WHOLE,
    setting=st.none() | st.integers(0, 5),
    level=st.none() | NAME,
    posts=st.just(()) | NAMES,
    periods=st.just(()) | NAMES,
    dates=st.just(()) | DATES,
)
SEATS = st.lists(st.builds(SeatClass, NAMES, DATES), max_size=2).map(tuple)
EVIDENCE = st.builds(
    Evidence,
    WHOLE,
    st.lists(st.builds(Multiplier, ROWS, EXACT), max_size=4).map(tuple),
    st.lists(SEATS, max_size=2).map(tuple),
    st.booleans(),
)
LEVEL = st.builds(
    LevelCertificate,
    st.sampled_from(("uncovered", "max_deviation", "my_{own}")),
    WHOLE,
    WHOLE,
    st.sampled_from(get_args(Method)),
    st.lists(NAME, max_size=2).map(tuple),
    st.none() | EVIDENCE,
)
FIXED = st.dictionaries(st.sampled_from(STAGES), NAME, max_size=2)
STAGE = st.builds(StageCertificate, st.sampled_from(STAGES), st.lists(LEVEL, max_size=3).map(tuple), FIXED)
SHARES = st.dictionaries(NAME, st.builds(Share, EXACT, EXACT, EXACT, EXACT, WHOLE), max_size=3)
TIGHT = st.lists(st.builds(TightSet, st.lists(NAME, max_size=2).map(tuple), EXACT), max_size=2).map(tuple)
ACCOUNT = st.builds(Account, NAME, SHARES, TIGHT, WHOLE, st.lists(NAME, max_size=2).map(tuple))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificate")


@settings(max_examples=50)
@given(st.lists(STAGE, max_size=2), st.lists(ACCOUNT, max_size=2), st.none() | WHOLE)
def test_whatever_a_certificate_says_comes_back(handout: PlanView, place: Path, stages, accounts, effort):
    known = {account.name: account for account in accounts}
    proof = replace(handout.certificate, stages=tuple(stages), accounts=known, effort=effort)
    (place / "certificate.json").write_bytes(certificate_json(replace(handout, certificate=proof)))
    assert read_certificate(place) == proof


def spoilt(written: Path, place: Path, change: dict[str, Any]) -> Path:
    data = json.loads((written / "certificate.json").read_text("utf-8"))
    place.mkdir()
    (place / "certificate.json").write_text(json.dumps({**data, **change}), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "7"},
        {"seed": True},
        {"effort": 1.5},
        {"stages": [{"stage": "lunch", "levels": []}]},
        {"stages": [{"stage": "rotation", "levels": [{"name": "uncovered", "value": 0}]}]},
        {"stages": None},
    ],
    ids=str,
)
def test_a_damaged_certificate_is_refused_with_its_place(
    written: Path, tmp_path: Path, change: dict[str, Any]
):
    with pytest.raises(InputError) as error:
        read_certificate(spoilt(written, tmp_path / "plan", change))
    (fault,) = error.value.faults
    assert fault.file == "certificate.json"
    assert next(iter(change)) in fault.say("en")


MANY = 20_000


def many_rows(row: object) -> dict[str, Any]:
    evidence = {"proven": 1, "multipliers": [row] * MANY}
    level = {"name": "a", "value": 1, "bound": 1, "method": "flow", "evidence": evidence}
    return {"stages": [{"stage": "rotation", "levels": [level]}]}


@pytest.mark.parametrize(
    "change",
    [
        {"stages": [1] * MANY},
        {"stages": [{"stage": "lunch", "levels": []}] * MANY},
        {"accounts": [{}] * MANY},
        {"accounts": [{"name": "units", "shares": [{"staff": f"{at}"} for at in range(MANY)]}]},
        {"lists": [[1]] * MANY},
        many_rows({}),
        many_rows({"row": "crew", "times": 1}),
    ],
    ids=range(7),
)
def test_a_file_full_of_faults_is_refused_at_the_first(written: Path, tmp_path: Path, change: dict[str, Any]):
    with pytest.raises(InputError) as error:
        read_certificate(spoilt(written, tmp_path / "plan", change))
    (fault,) = error.value.faults
    assert not re.search(r"\.1\b", fault.say("en")), "of the second nothing is said"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{", b'{"case": "mini"}'])
def test_what_is_no_certificate_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "certificate.json").write_bytes(content)
    with pytest.raises(InputError):
        read_certificate(tmp_path)
    (tmp_path / "certificate.json").unlink()
    with pytest.raises(InputError, match="no plan folder"):
        read_certificate(tmp_path)


def test_a_summary_counts_what_the_handout_holds(handout: PlanView):
    figures = summary_of(handout)
    assert figures.seats == sum(duty.need for duty in handout.work.duties)
    assert figures.seats - figures.covered == sum(handout.short(duty) for duty in handout.work.duties)
    assert figures.by_rule == (("need", 1),)
    assert figures.largest_bound == 4 * handout.case.grid.step
    assert isinstance(figures.largest, Fraction)


@pytest.mark.parametrize("lang", LANGS)
def test_a_summary_is_said_in_either_language(handout: PlanView, lang: Lang):
    text = "\n".join(summary_words(handout, lang))
    assert "{" not in text
    assert ("席位" in text) == (lang == "zh")
