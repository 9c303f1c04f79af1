"""A change that was made and audited but not kept yet: it waits in the session until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from solver import service
from solver.app.duty.duty_context import OfDuty
from solver.base.errors import AfterbellError
from solver.base.text import Said, Words
from solver.domain import DutyKey
from solver.explain import changes
from solver.explain.edits import Move
from solver.service import Result

PENDING, REFUSED = "duty_pending", "duty_refused"
BY_HAND = Words(
    zh="手工调整：{before} → {after}，{date}“{post}”", en="by hand: {before} → {after}, {date}, {post}"
)
AND_MORE = Words(
    zh="手工调整：{before} → {after} 等{changes}处，{date}“{post}”",
    en="by hand: {before} → {after} and others ({changes}), {date}, {post}",
)
"""Who comes first: a list of plans may be too narrow for more."""
NOTHING = Words(zh="这样改和原来一样。", en="That would change nothing.")


@dataclass(frozen=True)
class Pending:
    """The result of a change to a plan; ``changes`` are who gets and who loses what."""

    plan: int
    duty: DutyKey
    result: Result
    changes: tuple[Said, ...]

    @property
    def label(self) -> Said:
        """What the changed plan will be called."""
        words = BY_HAND if len(self.changes) == 1 else AND_MORE
        return words.with_(**dict(self.changes[0].values), changes=len(self.changes))


def make(of: OfDuty, move: Move) -> None:
    """Make a change, audit it and let it wait; or note why it can't be made."""
    try:
        plan = move.on(of.case, of.plan)
        told = changes(of.case, of.plan, plan)
        if told:
            st.session_state[PENDING] = Pending(of.info.id, of.key, service.edited(of.result, plan), told)
        else:
            st.session_state[REFUSED] = NOTHING.with_()
    except AfterbellError as error:
        st.session_state[REFUSED] = error.message


def waiting(of: OfDuty) -> Pending | None:
    """Return the change of this duty that waits; one of another plan or duty is forgotten."""
    found = st.session_state.get(PENDING)
    if isinstance(found, Pending) and (found.plan, found.duty) == (of.info.id, of.key):
        return found
    drop()
    return None


def drop() -> None:
    """Forget the change."""
    st.session_state.pop(PENDING, None)


def refused() -> Said | None:
    """Return why the last change could not be made, once."""
    said = st.session_state.pop(REFUSED, None)
    return said if isinstance(said, Said) else None
