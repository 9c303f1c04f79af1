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
from solver.office import DamagedError, Office, StoreError, UnknownError
from solver.office.shelf import Shelf
from solver.store import CardRow, Cards, Database
from solver.store.checksum import sealed
from solver.store.database import FULL
from solver.store.schema import DraftRow


def book_of(office: Office) -> bytes:
    return workbook_bytes(office.open("tiny").tables, "zh")


def keys(office: Office) -> list[str]:
    return [card.key for card in office.cases()]


def planted(root: Path, *rows: DraftRow | CardRow) -> None:
    """Somebody hands over a folder with a store that says what no office wrote."""
    database = Database(root / ".afterbell")
    with database.writing() as session:
        for row in rows:
            session.merge(row)
    database.close()


def draft_row(key: str, content: bytes) -> DraftRow:
    return DraftRow(key=key, revision=1, base="b", digest="d", content=sealed(content))


def test_a_name_that_is_no_text_is_no_case(office: Office, root: Path) -> None:
    shutil.copytree(root / "tiny", root / os.fsdecode(b"\xff\xfe\xd3"))
    assert keys(office) == ["tiny"]


def test_a_folder_that_is_called_like_a_workbook_is_a_case(office: Office, root: Path) -> None:
    shutil.copytree(root / "tiny", root / "tiny.xlsx")
    assert keys(office) == ["tiny", "tiny.xlsx"]
    assert not office.cases()[1].book
    assert office.open("tiny.xlsx").key == "tiny.xlsx"


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
def test_names_of_new_cases_are_harmless(office: Office, root: Path, name: str, key: str) -> None:
    assert office.take_in(name, book_of(office)) == key
    assert (root / key).is_dir()
    assert office.cases()[0].fault_count == office.cases()[1].fault_count == 0


def test_everybody_who_wants_the_same_name_at_once_gets_a_case(office: Office) -> None:
    content, together = book_of(office), Barrier(4, timeout=10)

    def take_in(_: int) -> str:
        together.wait()
        return office.take_in("新.xlsx", content)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(take_in, range(4))) == {"新", "新-2", "新-3", "新-4"}


def test_a_file_that_can_not_be_read_is_a_fault_of_its_case_alone(
    office: Office, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "tiny", root / "locked")
    real = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.parent.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", locked)
        assert [(card.key, card.fault_count) for card in office.cases()] == [("locked", 1), ("tiny", 0)]
        with pytest.raises(InputError, match="Permission denied"):
            office.open("locked")
    assert [card.fault_count for card in office.cases()] == [0, 0]


def test_a_folder_of_cases_that_is_gone_is_told(office: Office, root: Path) -> None:
    root.rename(root.with_name("elsewhere"))
    try:
        for ask in (office.cases, lambda: office.open("tiny")):
            with pytest.raises((UnknownError, StoreError)):
                ask()
        with pytest.raises(UnknownError, match="is gone or can't be opened"):
            Shelf(root).paths()
    finally:
        root.with_name("elsewhere").rename(root)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UnknownError):
        Office(tmp_path / "mistyped")
    assert list(tmp_path.iterdir()) == []


def test_the_list_is_there_on_a_full_disk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError(FULL.with_())

    monkeypatch.setattr(Cards, "put", full)
    assert [(card.key, card.fault_count) for card in office.cases()] == [("tiny", 0)]


@pytest.mark.parametrize("key", ["../outside", "..", ".", "", "/etc", ".hidden", "a/b", "a\0b"])
def test_a_store_that_somebody_else_wrote_leads_nowhere(office: Office, root: Path, key: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "school.toml").write_text("theirs", "utf-8")
    planted(root, draft_row(key, office.open("tiny").tables.to_json().encode()))
    assert keys(office) == ["tiny"]
    for ask in (office.open, office.discard, lambda name: office.save(name, anyway=True)):
        with pytest.raises(UnknownError):
            ask(key)
    assert [path.name for path in outside.iterdir()] == ["school.toml"]


@pytest.mark.parametrize(
    "content",
    [b"", b"[1,2", b"\xff", b'{"id": 1}', b'{"id":"x","settings":"","tables":{"staff":[1]},"heads":{}}'],
)
def test_edits_of_another_form_are_told_and_can_be_discarded(
    office: Office, root: Path, content: bytes
) -> None:
    planted(root, draft_row("tiny", content))
    assert office.cases()[0].fault_count == 1
    with pytest.raises(DamagedError):
        office.open("tiny")
    office.discard("tiny")
    assert not office.open("tiny").unsaved


def test_a_card_of_another_form_is_worked_out_again(office: Office, root: Path) -> None:
    (card,) = office.cases()
    database = Database(root / ".afterbell")
    with database.reading() as session:
        inputs = session.query(CardRow.inputs).scalar()
    database.close()
    planted(root, CardRow(key="tiny", inputs=inputs, content="{"))
    assert office.cases() == (card,)
