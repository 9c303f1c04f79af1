"""One session's work on a case: kept at once, undone, and never at the cost of somebody else's work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.app.grid.operations import Batch, batch_of
from solver.app.inputs.edit_session import STEPS, Work
from solver.io.editing import ChangedOnDiskError, open_tables
from solver.workspace import Workspace

KEY = "tiny"


@pytest.fixture
def workspace(cases: Path) -> Iterator[Workspace]:
    """An workspace on a folder with the smallest case."""
    with Workspace(cases, cores=1) as opened:
        yield opened


def begun(workspace: Workspace) -> Work:
    """A session that has just turned to the page."""
    draft = workspace.drafts.open(KEY)
    return Work(workspace, draft.key, draft.tables, draft.revision)


def typed(row: int, text: str, was: str, *, column: str = "name", seq: int = 1, client: str = "one") -> Batch:
    """What a browser sends when somebody types into a cell."""
    return sent({"op": "set", "row": row, "column": column, "text": text, "was": was}, seq=seq, client=client)


def sent(*ops: dict[str, Any], seq: int = 1, client: str = "one", table: str = "staff") -> Batch:
    """A batch of operations, numbered."""
    numbered = [{"seq": seq + at, **op} for at, op in enumerate(ops)]
    batch = batch_of({"client": client, "table": table, "ops": numbered})
    assert batch is not None
    return batch


def name(work: Work, row: int = 0) -> str:
    """The name in a row of the people."""
    return work.tables.tables["staff"][row]["name"]


def test_what_is_typed_outlives_the_session(workspace: Workspace) -> None:
    work = begun(workspace)
    was = name(work)
    work.hear(typed(0, "王老师", was))
    assert name(begun(workspace)) == "王老师"
    assert workspace.drafts.open(KEY).unsaved
    assert name(work) == "王老师"
    assert workspace.drafts.open(KEY).saved.tables["staff"][0]["name"] == was


def test_a_batch_that_comes_twice_is_done_once(workspace: Workspace) -> None:
    work = begun(workspace)
    rows = len(work.tables.tables["staff"])
    batch = sent({"op": "duplicate", "rows": [0]})
    work.hear(batch)
    work.hear(batch)
    assert len(work.tables.tables["staff"]) == rows + 1
    assert work.heard == ("one", 1)


def test_another_window_counts_from_one_again(workspace: Workspace) -> None:
    work = begun(workspace)
    work.hear(typed(0, "王", name(work), seq=9))
    work.hear(typed(0, "李", "王", client="two"))
    assert name(work) == "李"


def test_undo_and_redo(workspace: Workspace) -> None:
    work = begun(workspace)
    was = name(work)
    work.hear(typed(0, "王", was))
    work.hear(sent({"op": "undo"}, seq=2))
    assert name(work) == was
    assert not workspace.drafts.open(KEY).unsaved
    work.hear(sent({"op": "redo"}, seq=3))
    assert name(work) == "王"
    assert workspace.drafts.open(KEY).unsaved
    work.hear(sent({"op": "undo"}, {"op": "undo"}, {"op": "undo"}, seq=4))
    assert name(work) == was


def test_a_change_after_undo_forgets_what_was_undone(workspace: Workspace) -> None:
    work = begun(workspace)
    was = name(work)
    work.hear(typed(0, "王", was))
    work.hear(sent({"op": "undo"}, seq=2))
    work.hear(typed(0, "李", was, seq=3))
    work.hear(sent({"op": "redo"}, seq=4))
    assert name(work) == "李"


def test_the_oldest_steps_are_forgotten(workspace: Workspace) -> None:
    work = begun(workspace)
    work.past.extend([work.tables] * (STEPS + 5))
    assert len(work.past) == STEPS


def test_others_changes_come_in_when_the_page_is_drawn(workspace: Workspace) -> None:
    mine, theirs = begun(workspace), begun(workspace)
    was = name(mine)
    theirs.hear(typed(0, "王", was))
    mine.catch_up(workspace.drafts.open(KEY))
    assert name(mine) == "王"
    assert mine.joined
    mine.hear(sent({"op": "undo"}))
    assert name(mine) == was


def test_changes_in_different_tables_go_together(workspace: Workspace) -> None:
    mine, theirs = begun(workspace), begun(workspace)
    group = mine.tables.tables["groups"][0]["name"]
    edit = {"op": "set", "row": 0, "column": "name", "text": "一甲班", "was": group}
    theirs.hear(sent(edit, table="groups"))
    mine.hear(typed(0, "王", name(mine)))
    assert not mine.apart
    kept = workspace.drafts.open(KEY).tables
    assert kept.tables["groups"][0]["name"] == "一甲班"
    assert kept.tables["staff"][0]["name"] == "王"


def test_what_could_not_be_written_is_told(workspace: Workspace) -> None:
    work = begun(workspace)
    work.hear(typed(0, "王", "nobody saw this"))
    assert work.missed == "王"
    assert not work.past


@pytest.fixture
def apart(workspace: Workspace) -> Work:
    """A session whose last change met somebody else's in the same table: theirs 王, ours 李."""
    mine, theirs = begun(workspace), begun(workspace)
    was = name(mine)
    theirs.hear(typed(0, "王", was))
    mine.hear(typed(0, "李", was))
    return mine


def test_two_changes_of_one_table_are_both_there_until_somebody_decides(
    workspace: Workspace, apart: Work
) -> None:
    assert apart.apart
    assert name(apart) == "李"
    assert workspace.drafts.open(KEY).tables.tables["staff"][0]["name"] == "王"
    apart.catch_up(workspace.drafts.open(KEY))
    assert name(apart) == "李"


def test_taking_theirs_leaves_mine_to_be_had_by_undoing(workspace: Workspace, apart: Work) -> None:
    apart.take(workspace.drafts.open(KEY).tables)
    assert not apart.apart
    assert name(apart) == "王"
    apart.undo()
    assert name(apart) == "李"
    assert workspace.drafts.open(KEY).tables.tables["staff"][0]["name"] == "李"


def test_keeping_mine_leaves_theirs_to_be_had_by_undoing(workspace: Workspace, apart: Work) -> None:
    apart.take(apart.tables)
    assert not apart.apart
    assert workspace.drafts.open(KEY).tables.tables["staff"][0]["name"] == "李"
    apart.undo()
    assert name(apart) == "王"


def test_saving_writes_the_files_and_nothing_is_unsaved(workspace: Workspace, cases: Path) -> None:
    work = begun(workspace)
    work.hear(typed(0, "王", name(work)))
    work.save()
    assert open_tables(cases / KEY).tables["staff"][0]["name"] == "王"
    assert not workspace.drafts.open(KEY).unsaved
    work.hear(sent({"op": "undo"}, seq=2))
    assert workspace.drafts.open(KEY).unsaved


def test_discarding_can_be_undone(workspace: Workspace) -> None:
    work = begun(workspace)
    was = name(work)
    work.hear(typed(0, "王", was))
    work.discard()
    assert name(work) == was
    assert not workspace.drafts.open(KEY).unsaved
    work.undo()
    assert name(work) == "王"
    assert workspace.drafts.open(KEY).unsaved


def test_files_changed_meanwhile_are_not_written_over_unless_told(workspace: Workspace, cases: Path) -> None:
    work = begun(workspace)
    work.hear(typed(0, "王", name(work)))
    file = cases / KEY / "groups.csv"
    file.write_bytes(file.read_bytes() + b"9,nine,9\r\n")
    assert workspace.drafts.open(KEY).changed_on_disk
    with pytest.raises(ChangedOnDiskError):
        work.save()
    work.save(anyway=True)
    assert open_tables(cases / KEY).tables["staff"][0]["name"] == "王"


OPS = st.one_of(
    st.builds(
        lambda row, text: {"op": "set", "row": row, "column": "name", "text": text, "was": ""},
        st.integers(0, 6),
        st.text(max_size=5),
    ),
    st.builds(lambda rows: {"op": "delete", "rows": rows}, st.lists(st.integers(0, 5), max_size=3)),
    st.builds(lambda rows: {"op": "duplicate", "rows": rows}, st.lists(st.integers(0, 5), max_size=3)),
    st.builds(
        lambda text: {"op": "paste", "rows": [1, 2], "columns": ["id", "name"], "text": text},
        st.text(alphabet="ab\t\n", max_size=9),
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ops=st.lists(OPS, min_size=1, max_size=5))
def test_undoing_everything_gives_back_what_was(workspace: Workspace, ops: list[dict[str, Any]]) -> None:
    work = begun(workspace)
    start = work.tables
    work.hear(sent(*ops))
    last = work.tables
    steps = len(work.past)
    for _ in range(steps):
        work.undo()
    assert work.tables.digest == start.digest
    for _ in range(steps):
        work.redo()
    assert work.tables.digest == last.digest
    work.discard()
