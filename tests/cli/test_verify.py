"""``afterbell verify``: a table and an exit code; of a hostile file a message, and never a crash."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver import service
from solver.engine.budget import Options
from tests.cli.conftest import Afterbell
from tests.verify.conftest import school
from tests.written import as_folder

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of which every bound is above nothing, as ``case``, and what came of it, as ``plan``."""
    folder = tmp_path_factory.mktemp("kept")
    as_folder(school(), folder / "case")
    case = service.open_case(folder / "case").case
    service.write(service.solve(case, Options(effort=5, workers=1)), folder / "plan", "en")
    return folder


@pytest.fixture
def case(kept: Path) -> Path:
    return kept / "case"


@pytest.fixture
def plan(kept: Path, tmp_path: Path) -> Path:
    """A copy of the plan, to be spoilt."""
    return Path(shutil.copytree(kept / "plan", tmp_path / "plan"))


def rewrite(plan: Path, spoil: Spoil) -> None:
    path = plan / "certificate.json"
    data = json.loads(path.read_text("utf-8"))
    spoil(data)
    path.write_text(json.dumps(data), "utf-8")


def levels(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {level["name"]: level for level in data["stages"][-1]["levels"]}


def rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The multipliers behind the sum of deviations."""
    found: list[dict[str, Any]] = levels(data)["sum_deviation"]["evidence"]["multipliers"]
    return found


def test_a_true_certificate_is_confirmed_in_both_languages(
    afterbell: Afterbell, case: Path, plan: Path
) -> None:
    english = afterbell("verify", case, plan, "--lang", "en")
    assert english.code == 0
    assert "Nothing in the certificate is wrong" in english.out
    assert "from duals, re-checked exactly" in english.out
    chinese = afterbell("verify", case, plan, "--lang", "zh")
    assert chinese.code == 0
    assert "证书没有错" in chinese.out


def test_as_data_every_level_has_its_claim_and_what_was_worked_out(
    afterbell: Afterbell, case: Path, plan: Path
) -> None:
    data = afterbell("verify", case, plan, "--json").data
    assert data["exit_code"] == 0
    found = {level["level"]: level for level in data["levels"] if level["stage"] == "rotation"}
    assert found["uncovered_pupils"]["worked_out"] == found["uncovered_pupils"]["bound"] == 5
    assert found["max_deviation"]["verdict"] == "confirmed"


def test_a_certificate_of_another_case_is_refuted(afterbell: Afterbell, plan: Path, tiny: Path) -> None:
    found = afterbell("verify", tiny, plan, "--lang", "en")
    # Its roster names people whom this case does not have.
    assert found.code == 2
    assert "the case has no" in found.err


def test_a_changed_case_is_refuted(afterbell: Afterbell, case: Path, plan: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(case, tmp_path / "changed"))
    toml = changed / "school.toml"
    toml.write_text(toml.read_text("utf-8").replace("Sketch", "Other"), "utf-8")
    found = afterbell("verify", changed, plan, "--lang", "en")
    assert found.code == 1
    assert "speaks of another case" in found.out


TAMPERED: dict[str, Spoil] = {
    "a bound raised": lambda data: levels(data)["max_deviation"].update(bound=6, value=6),
    "a bound above its proof": lambda data: levels(data)["wishes"].update(bound=3, value=4),
    "a proof that says more": lambda data: levels(data)["sum_deviation"]["evidence"].update(proven=10**9),
    "rows left out": lambda data: rows(data).clear(),
    "a row twice": lambda data: rows(data).append(rows(data)[0]),
    "a negative multiplier": lambda data: rows(data)[0].update(times="-1"),
    "a huge multiplier": lambda data: rows(data)[0].update(times="9" * 40),
    "a fine multiplier": lambda data: rows(data)[0].update(times="1/" + "9" * 40),
    "many odd denominators": lambda data: [
        row.update(times=f"1/{1000003 + 2 * at}") for at, row in enumerate(rows(data))
    ],
    "a person from elsewhere": lambda data: rows(data)[0].update(staff="\x1b[2J{name}"),
    "no accounts": lambda data: data.update(accounts=[]),
    "an account twice as fine": lambda data: data["accounts"][0]["shares"][0].update(
        reachable="1/" + "7" * 40
    ),
    "no levels": lambda data: data["stages"][-1].update(levels=[]),
}
"""Readable certificates that are not true."""


@pytest.mark.parametrize("spoil", TAMPERED.values(), ids=TAMPERED)
def test_what_is_not_true_is_refuted(afterbell: Afterbell, case: Path, plan: Path, spoil: Spoil) -> None:
    rewrite(plan, spoil)
    found = afterbell("verify", case, plan, "--lang", "en")
    assert found.code == 1
    assert "does not hold" in found.out
    assert "\x1b" not in found.out


DAMAGED: dict[str, Spoil] = {
    "a multiplier that is no text": lambda data: rows(data)[0].update(times=1),
    "a multiplier in floating point": lambda data: rows(data)[0].update(times="0.5"),
    "a multiplier beyond the stars": lambda data: rows(data)[0].update(times="1e999999999"),
    "no number": lambda data: rows(data)[0].update(times="NaN"),
    "a multiplier of a million digits": lambda data: rows(data)[0].update(times="1" * 10**6),
    "a list that is not told": lambda data: rows(data)[0].update(posts=10**9),
    "a list before the first": lambda data: rows(data)[0].update(dates=-1),
    "posts where dates should be": lambda data: data["lists"].__setitem__(slice(None), [["x"]] * 50),
    "dates that never were": lambda data: data["lists"].__setitem__(slice(None), [["2026-02-31"]] * 50),
    "an unknown row": lambda data: rows(data)[0].update(row="__class__"),
    "a bound without end": lambda data: levels(data)["wishes"].update(bound=10**4000),
    "a weekday of the wrong kind": lambda data: rows(data)[0].update(weekday="Monday"),
    "evidence of the wrong kind": lambda data: levels(data)["wishes"].update(evidence=[[[]]]),
    "an account of the wrong kind": lambda data: data.update(accounts={"units": 1}),
    "a share over nothing": lambda data: data["accounts"][0]["shares"][0].update(due="1/0"),
}
"""Certificates that cannot be read."""


@pytest.mark.parametrize("spoil", DAMAGED.values(), ids=DAMAGED)
def test_what_cannot_be_read_is_refused(afterbell: Afterbell, case: Path, plan: Path, spoil: Spoil) -> None:
    rewrite(plan, spoil)
    found = afterbell("verify", case, plan, "--lang", "en")
    assert found.code == 2
    assert "certificate" in found.err


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[" * 100_000, b'{"stages":' * 50_000, b'{"case": NaN}', b" " * 20_000_001],
    ids=["empty", "no text", "deep lists", "deep objects", "no number", "too large"],
)
def test_a_file_that_is_no_certificate_is_refused(
    afterbell: Afterbell, case: Path, plan: Path, content: bytes
) -> None:
    (plan / "certificate.json").write_bytes(content)
    assert afterbell("verify", case, plan).code == 2


def test_a_proof_as_long_as_a_file_can_be_is_refused_in_time(
    afterbell: Afterbell, case: Path, plan: Path
) -> None:
    def endless(data: dict[str, Any]) -> None:
        first = len(data["lists"])
        data["lists"] += [[f"post{number}" for number in range(20_000)], ["2026-09-07"] * 20_000]
        own = {"times": "1", "row": "one_place", "staff": "ann", "posts": first, "dates": first + 1}
        rows(data)[:] = [dict(own, heads=number) for number in range(1000)]

    rewrite(plan, endless)
    found = afterbell("verify", case, plan, "--lang", "en")
    assert found.code == 1
    assert "longer than any" in found.out
