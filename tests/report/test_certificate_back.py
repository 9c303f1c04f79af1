"""What is proven survives the way through a file, and a damaged file proves nothing."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from solver.base.errors import InputError
from solver.base.text import LANGS, Lang
from solver.report import PlanView, read_certificate, summary_of, summary_words


def test_a_certificate_reads_back_exactly(handout: PlanView, written: Path):
    assert read_certificate(written) == handout.certificate


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
