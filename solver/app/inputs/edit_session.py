"""One session's work on a case's inputs: kept at once, undone at will, though others may be at it too."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from solver.app.grid.operations import Batch, Change, Redo, SetCell, Undo, changed
from solver.app.page import Page
from solver.base.errors import InputError
from solver.io.editing import CaseTables
from solver.workspace import Draft, StaleDraftError, Workspace

TABLE, JUMP, DRAWN = "inputs_table", "inputs_jump", "inputs_drawn"
"""Where the session keeps which table is looked at, which cell is to be shown, and what was drawn."""
STEPS = 100
"""Changes that can be undone."""

Edit = Callable[[CaseTables], CaseTables]


def _history() -> deque[CaseTables]:
    return deque(maxlen=STEPS)


@dataclass
class Work:
    """The inputs of a case as one session has them.

    Every change is kept in the workspace at once, as an edit of ``revision``. ``apart`` says that it could
    not be: somebody else changed the same table meanwhile, and the reader has to say what is to hold.
    ``joined`` says that others' changes have come in, ``missed`` what was typed into a cell that is another
    one by now. ``heard`` names the last operation done: whose, and which.
    """

    workspace: Workspace
    key: str
    tables: CaseTables
    revision: int
    apart: bool = False
    joined: bool = False
    missed: str | None = None
    past: deque[CaseTables] = field(default_factory=_history)
    future: deque[CaseTables] = field(default_factory=_history)
    heard: tuple[str, int] = ("", 0)

    def catch_up(self, draft: Draft) -> None:
        """Take in what others kept meanwhile; ours was kept before it, so nothing is lost."""
        if self.apart or draft.revision == self.revision:
            return
        if draft.tables.digest != self.tables.digest:
            self.past.append(self.tables)
            self.future.clear()
            self.tables, self.joined = draft.tables, True
        self.revision = draft.revision

    def hear(self, batch: Batch) -> None:
        """Do what a browser asks, each operation once, and keep the outcome."""
        client, done = self.heard
        if client != batch.client:
            done = 0
        for seq, op in batch.after(done):
            self.heard = (batch.client, seq)
            if isinstance(op, Undo):
                self.undo()
            elif isinstance(op, Redo):
                self.redo()
            elif op is not None:
                self._change(batch.table, op)

    def _change(self, table: str, change: Change) -> None:
        if isinstance(change, SetCell) and not change.fits(self.tables.tables.get(table, ())):
            self.missed = change.text
        else:
            self.edit(lambda tables: changed(tables, table, change), table)

    def edit(self, edit: Edit, table: str = "") -> None:
        """Change the inputs and keep them; ``table`` is where ("" for the settings)."""
        after = edit(self.tables)
        if after.digest == self.tables.digest:
            return
        before = self.tables
        self._set(after)
        if self.apart or self._keep():
            return
        # Somebody else was faster. Where they changed another table, this change is as good on theirs.
        draft = self.workspace.drafts.open(self.key)
        if _part(draft.tables, table) == _part(before, table):
            self.past.append(draft.tables)
            self.tables, self.revision, self.joined = edit(draft.tables), draft.revision, True
            self.apart = not self._keep()
        else:
            self.apart = True

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self.past, self.future)

    def redo(self) -> None:
        """Do what was taken back once more."""
        self._step(self.future, self.past)

    def _step(self, source: deque[CaseTables], other: deque[CaseTables]) -> None:
        if not source:
            return
        other.append(self.tables)
        self.tables = source.pop()
        if not self.apart:
            self.apart = not self._keep()

    def take(self, tables: CaseTables) -> None:
        """Let these inputs hold, whatever others kept; what held before can be had back by undoing."""
        draft = self.workspace.drafts.open(self.key)
        if draft.tables.digest not in {self.tables.digest, tables.digest}:
            self.past.append(draft.tables)
        if tables.digest != self.tables.digest:
            self._set(tables)
        self.revision, self.apart = draft.revision, False
        if draft.tables.digest != tables.digest:
            self.apart = not self._keep()

    def discard(self) -> None:
        """Go back to what the files hold; what was unsaved can be had back by undoing."""
        self.revision = self.workspace.drafts.discard(self.key)
        self._set(self.workspace.drafts.open(self.key).tables)
        self.apart = False

    def save(self, *, anyway: bool = False) -> None:
        """Write what is unsaved into the files.

        Raises
        ------
        ChangedOnDiskError
            If the files changed meanwhile; with ``anyway`` they are replaced all the same.
        NotSavedError
            If they can't be written.
        """
        self.revision = self.workspace.drafts.save(self.key, anyway=anyway)

    def _set(self, tables: CaseTables) -> None:
        self.past.append(self.tables)
        self.future.clear()
        self.tables = tables

    def _keep(self) -> bool:
        try:
            self.revision = self.workspace.drafts.keep(self.key, self.tables, self.revision)
        except StaleDraftError:
            return False
        return True


def _part(tables: CaseTables, table: str) -> object:
    """Return the part of the inputs that a change in a table, or in the settings, is about."""
    return (tables.tables.get(table), tables.head(table)) if table else tables.settings


def current(page: Page) -> tuple[Work, Draft]:
    """Return the session's work on the chosen case, with what the office has of it now.

    Raises
    ------
    InputError
        If the case's files can't be read.
    """
    st.session_state[DRAWN] = None
    draft = page.workspace.drafts.open(str(page.key))
    st.session_state[DRAWN] = _mark(draft)
    name = f"inputs_work:{draft.key}"
    work = st.session_state.get(name)
    if not isinstance(work, Work):
        work = st.session_state[name] = Work(page.workspace, draft.key, draft.tables, draft.revision)
    work.catch_up(draft)
    return work, draft


def is_behind(page: Page) -> bool:
    """Tell whether the case is another by now than the one that was drawn."""
    try:
        now: object = _mark(page.workspace.drafts.open(str(page.key)))
    except InputError:
        now = None
    return bool(now != st.session_state.get(DRAWN))


def _mark(draft: Draft) -> tuple[str, int, bool]:
    return draft.key, draft.revision, draft.changed_on_disk
