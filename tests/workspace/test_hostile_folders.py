"""Whatever lies in the folder of cases or in its store: the list is there, and nothing leads out."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from solver.base.errors import InputError
from solver.io.editing import workbook_bytes
from solver.store import CardRow, Cards, Database
from solver.store.database import FULL, sealed
from solver.store.schema import DraftRow
from solver.workspace import DamagedError, StoreError, UnknownError, Workspace
from solver.workspace.case_folder import CaseFolder


def book_of(workspace: Workspace) -> bytes:
    return workbook_bytes(workspace.drafts.open("tiny").tables, "zh")


def keys(workspace: Workspace) -> list[str]:
    return [card.key for card in workspace.cases.cards()]


def planted(root: Path, *rows: DraftRow | CardRow) -> None:
    """Somebody hands over a folder with a store that says what no workspace wrote."""
    database = Database(root / ".afterbell")
    with database.writing() as session:
        for row in rows:
            session.merge(row)
    database.close()


def draft_row(key: str, content: bytes) -> DraftRow:
    return DraftRow(key=key, revision=1, base="b", digest="d", content=sealed(content))


def test_a_name_that_is_no_text_is_no_case(workspace: Workspace, root: Path) -> None:
    shutil.copytree(root / "tiny", root / os.fsdecode(b"\xff\xfe\xd3"))
    assert keys(workspace) == ["tiny"]


def test_a_folder_that_is_called_like_a_workbook_is_a_case(workspace: Workspace, root: Path) -> None:
    shutil.copytree(root / "tiny", root / "tiny.xlsx")
    assert keys(workspace) == ["tiny", "tiny.xlsx"]
    assert not workspace.cases.cards()[1].book
    assert workspace.drafts.open("tiny.xlsx").key == "tiny.xlsx"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("学校.xlsx.xlsx", "学校-xlsx"),
        ("a.csv.xlsx", "a-csv"),
        ("\0..xlsx", "case"),
        ("..\\..\\x.xlsx", "x"),
        ("𠮷" * 300 + ".xlsx", "𠮷" * 45),
    ],
)
def test_names_of_new_cases_are_harmless(workspace: Workspace, root: Path, name: str, key: str) -> None:
    assert workspace.drafts.take_in(name, book_of(workspace)) == key
    assert (root / key).is_dir()
    assert workspace.cases.cards()[0].fault_count == workspace.cases.cards()[1].fault_count == 0


def test_everybody_who_wants_the_same_name_at_once_gets_a_case(workspace: Workspace) -> None:
    content, together = book_of(workspace), Barrier(4, timeout=10)

    def take_in(_: int) -> str:
        together.wait()
        return workspace.drafts.take_in("新.xlsx", content)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(take_in, range(4))) == {"新", "新-2", "新-3", "新-4"}


def test_a_file_that_can_not_be_read_is_a_fault_of_its_case_alone(
    workspace: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "tiny", root / "locked")
    real = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.parent.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", locked)
        assert [(card.key, card.fault_count) for card in workspace.cases.cards()] == [
            ("locked", 1),
            ("tiny", 0),
        ]
        with pytest.raises(InputError, match="Permission denied"):
            workspace.drafts.open("locked")
    assert [card.fault_count for card in workspace.cases.cards()] == [0, 0]


def test_a_folder_of_cases_that_is_gone_is_told(workspace: Workspace, root: Path) -> None:
    root.rename(root.with_name("elsewhere"))
    try:
        for ask in (workspace.cases.cards, lambda: workspace.drafts.open("tiny")):
            with pytest.raises((UnknownError, StoreError)):
                ask()
        with pytest.raises(UnknownError, match="is gone or can't be opened"):
            CaseFolder(root).paths()
    finally:
        root.with_name("elsewhere").rename(root)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UnknownError):
        Workspace(tmp_path / "mistyped")
    assert list(tmp_path.iterdir()) == []


def test_the_list_is_there_on_a_full_disk(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError(FULL.with_())

    monkeypatch.setattr(Cards, "put", full)
    assert [(card.key, card.fault_count) for card in workspace.cases.cards()] == [("tiny", 0)]


@pytest.mark.parametrize("key", ["../outside", "..", ".", "", "/etc", ".hidden", "a/b", "a\0b"])
def test_a_store_that_somebody_else_wrote_leads_nowhere(workspace: Workspace, root: Path, key: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "school.toml").write_text("theirs", "utf-8")
    planted(root, draft_row(key, workspace.drafts.open("tiny").tables.to_json().encode()))
    assert keys(workspace) == ["tiny"]
    for ask in (
        workspace.drafts.open,
        workspace.drafts.discard,
        lambda name: workspace.drafts.save(name, anyway=True),
    ):
        with pytest.raises(UnknownError):
            ask(key)
    assert [path.name for path in outside.iterdir()] == ["school.toml"]


@pytest.mark.parametrize(
    "content",
    [b"", b"[1,2", b"\xff", b'{"id": 1}', b'{"id":"x","settings":"","tables":{"staff":[1]},"heads":{}}'],
)
def test_edits_of_another_form_are_told_and_can_be_discarded(
    workspace: Workspace, root: Path, content: bytes
) -> None:
    planted(root, draft_row("tiny", content))
    assert workspace.cases.cards()[0].fault_count == 1
    with pytest.raises(DamagedError):
        workspace.drafts.open("tiny")
    workspace.drafts.discard("tiny")
    assert not workspace.drafts.open("tiny").unsaved


def test_a_card_of_another_form_is_worked_out_again(workspace: Workspace, root: Path) -> None:
    (card,) = workspace.cases.cards()
    database = Database(root / ".afterbell")
    with database.reading() as session:
        digest = session.query(CardRow.digest).scalar()
    database.close()
    planted(root, CardRow(key="tiny", digest=digest, content="{"))
    assert workspace.cases.cards() == (card,)
