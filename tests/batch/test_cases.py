"""Which cases are meant, and what their folders are called: one part of a path, inside, told apart."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import batch
from solver.batch import cases
from solver.report import OutputError
from tests.batch.conftest import SETTINGS, Rehearsal, school, states


def test_a_folder_stands_for_all_cases_under_it_in_order(county: Path, out: Path, repository: Path) -> None:
    school(county / "north" / "deep" / "d", repository, "d")
    (county / "north" / "实验小学.xlsx").write_bytes(b"")
    (county / "north" / "~$实验小学.xlsx").write_bytes(b"")
    school(county / ".hidden", repository, "h")
    found = cases.find_cases([county], out)
    names = [path.relative_to(county).as_posix() for path in found]
    assert names == ["a", "b", "c", "north/实验小学.xlsx", "north/deep/d"]


def test_a_list_names_cases_relative_to_itself_and_nothing_is_done_twice(county: Path, out: Path) -> None:
    (county / "list.txt").write_text("# two schools\nc\n\na\nc\n", "utf-8")
    found = cases.find_cases([county / "list.txt", county / "a"], out)
    assert [path.name for path in found] == ["c", "a"]


def test_plans_and_the_batch_s_own_folder_are_no_cases(county: Path) -> None:
    inside = county / "out"
    batch.run([county], inside, SETTINGS, Rehearsal())
    assert [path.name for path in cases.find_cases([county], inside)] == ["a", "b", "c"]
    assert [path.name for path in cases.find_cases([county], county / "elsewhere")] == ["a", "b", "c"]


def test_a_folder_that_the_app_works_in_is_a_folder_of_cases_and_no_batch(
    county: Path, tmp_path: Path
) -> None:
    (county / "north/.afterbell").mkdir(parents=True)
    (county / "north/book.xlsx").write_bytes(b"")
    assert "book.xlsx" in [path.name for path in cases.find_cases([county], tmp_path / "out")]
    with pytest.raises(OutputError, match="no folder of a batch"):
        batch.run([county / "a"], county / "north", SETTINGS, Rehearsal())


def test_what_is_not_there_is_a_row(county: Path, out: Path) -> None:
    executor = Rehearsal()
    batch.run([county / "a", county / "nowhere"], out, SETTINGS, executor)
    assert executor.submitted == {"a": 1, "nowhere": 1}


HOSTILE = (
    "..",
    "../../x",
    "/etc/x",
    "C:\\x",
    ".afterbell",
    "batch.csv",
    "NUL",
    "com1.x",
    "a" * 300,
    "名" * 64,
    "a\x00b",
    "-rf",
    "x.",
    " ",
    "=1+1",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_id_leads_out_of_the_folder(tmp_path: Path, repository: Path, out: Path, hostile: str) -> None:
    text = hostile.replace("\\", "\\\\").replace("\x00", "\\u0000")
    folder = school(tmp_path / "county" / "a", repository, "tiny")
    settings = (folder / "school.toml").read_text("utf-8").replace("id = 'tiny'", f'id = "{text}"')
    (folder / "school.toml").write_text(settings, "utf-8")
    before = {path for path in tmp_path.rglob("*") if out not in path.parents}
    outcome = batch.run([tmp_path / "county"], out, SETTINGS, Rehearsal())
    assert outcome.clean
    assert {path for path in tmp_path.rglob("*") if out not in path.parents} - {out} == before
    home = [path.name for path in out.iterdir() if path.is_dir() and path.name != ".afterbell"]
    assert home == [outcome.rows[0].name]


@given(st.lists(st.text(max_size=90), max_size=8))
def test_names_are_single_parts_of_a_path_and_differ_in_more_than_case(ids: list[str]) -> None:
    paths = [Path(f"county/{number}") for number in range(len(ids))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "case_id", lambda path: ids[int(path.name)])
        names = list(cases.folder_names(paths).values())
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert PurePosixPath(name).parts == PureWindowsPath(name).parts == (name,)
        assert not name.startswith((".", "-"))
        assert len(name.encode()) < 200


def test_schools_with_one_id_get_folders_of_their_own(county: Path, out: Path, repository: Path) -> None:
    school(county / "twin", repository, "a")
    school(county / "loud", repository, "A")
    outcome = batch.run([county], out, SETTINGS, Rehearsal())
    names = list(states(outcome))
    assert len(set(names)) == 5
    assert sum(name.lower().startswith("a-") for name in names) == 3
    assert all((out / name / "roster.csv").exists() for name in names)
