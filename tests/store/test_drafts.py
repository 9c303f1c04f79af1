"""Two who edit at once: the newer state stands, the other one is told."""

from __future__ import annotations

import pytest

from solver.store import Database, Drafts, StaleDraftError
from solver.store.cases import content_of


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


def test_an_edit_follows_the_revision_that_was_seen(drafts: Drafts) -> None:
    seen = drafts.seen("tiny", "files")
    kept = drafts.keep("tiny", seen.revision, b"mine", "d")
    row = drafts.seen("tiny", "files")
    assert (row.revision, content_of(row)) == (kept, b"mine")


def test_who_edits_what_somebody_else_has_changed_is_told_and_theirs_stands(drafts: Drafts) -> None:
    seen = drafts.seen("tiny", "files")
    drafts.keep("tiny", seen.revision, b"theirs", "d")
    with pytest.raises(StaleDraftError) as stale:
        drafts.keep("tiny", seen.revision, b"mine", "e")
    assert "另一个窗口" in stale.value.message.say("zh")
    assert content_of(drafts.seen("tiny", "files")) == b"theirs"


def test_looking_twice_changes_nothing(drafts: Drafts) -> None:
    assert drafts.seen("tiny", "files").revision == drafts.seen("tiny", "files").revision


def test_new_files_are_a_new_revision_for_whoever_saw_the_old_ones(drafts: Drafts) -> None:
    old = drafts.seen("tiny", "files")
    drafts.seen("tiny", "other files")
    with pytest.raises(StaleDraftError):
        drafts.keep("tiny", old.revision, b"made on the old files", "d")


def test_edits_keep_the_files_they_were_made_on(drafts: Drafts) -> None:
    drafts.keep("tiny", drafts.seen("tiny", "files").revision, b"mine", "d")
    row = drafts.seen("tiny", "other files")
    assert (row.base, content_of(row)) == ("files", b"mine")


def test_saved_edits_are_unsaved_no_more(drafts: Drafts) -> None:
    kept = drafts.keep("tiny", drafts.seen("tiny", "files").revision, b"mine", "d")
    drafts.saved("tiny", kept, "new files")
    row = drafts.seen("tiny", "new files")
    assert (row.revision, row.content) == (kept, None)


def test_edits_that_came_while_saving_stay(drafts: Drafts) -> None:
    kept = drafts.keep("tiny", drafts.seen("tiny", "files").revision, b"mine", "d")
    drafts.keep("tiny", kept, b"more", "e")
    drafts.saved("tiny", kept, "new files")
    row = drafts.seen("tiny", "new files")
    assert (row.base, content_of(row)) == ("new files", b"more")


def test_discarded_edits_can_not_be_gone_on_with(drafts: Drafts) -> None:
    kept = drafts.keep("tiny", drafts.seen("tiny", "files").revision, b"mine", "d")
    seen = drafts.discard("tiny", "files")
    with pytest.raises(StaleDraftError):
        drafts.keep("tiny", kept, b"more", "e")
    drafts.keep("tiny", seen, b"anew", "f")


def test_a_case_that_nobody_opened_has_no_edits(drafts: Drafts) -> None:
    with pytest.raises(StaleDraftError):
        drafts.keep("never seen", 1, b"mine", "d")
