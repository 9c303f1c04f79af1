"""Edits of a roster: who leaves a seat, who takes it, for one date or a whole period; pins that keep it so.

Every edit is a `Move` (assignments that go, and that come) and makes a new plan; the old one stays as it is.
Whether the new one is any good is for the audit to say. Only nonsense is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from solver.base.errors import AfterbellError
from solver.base.text import Said, Words
from solver.domain.case import Case
from solver.domain.duties import Block, Duty, DutyKey, facts
from solver.domain.plan import Assignment, Plan
from solver.domain.plan_edit import reseated

Away = Callable[[Block, str], Iterable[Duty]]
"""Tells which duties of a period somebody can't do; `solver.explain.replacements.missed` asks the rules."""
NO_DUTY = Words(zh="{date}没有“{post}”这个班次", en="there is no duty {post} on {date}")
NOBODY = Words(zh="没有编号为“{staff}”的人员", en="there is nobody with the id {staff}")
NOT_THERE = Words(zh="{person}不在{date}的“{post}”里", en="{person} is not on {post} on {date}")
THERE = Words(zh="{person}已经在{date}的“{post}”里了", en="{person} is on {post} on {date} already")
FULL = Words(
    zh="{date}的“{post}”已有{there}人，最多{want}人；请用“换人”",
    en="{post} on {date} has {there} of at most {want}; replace somebody instead",
)
ONE_DATE = Words(
    zh="{person}在{date}的“{post}”只是代班，只能按单日改",
    en="{person} only stands in at {post} on {date}: change this date alone",
)
KEEPS = Words(zh="{person}已经固定值“{post}”的这一轮", en="{person} keeps {post} in this period already")
PINS = "pins"
"""The table's name."""
Row = Mapping[str, str]
"""A row of a table: column key to text, as it is typed."""


class EditError(AfterbellError):
    """An edit that makes no sense in this roster; the message says why."""


@dataclass(frozen=True, slots=True)
class Move:
    """The assignments that an edit takes away and those that it adds."""

    gone: frozenset[Assignment] = frozenset()
    come: frozenset[Assignment] = frozenset()

    def on(self, case: Case, plan: Plan) -> Plan:
        """Return the plan after this move."""
        return reseated(case, plan, self.gone, self.come)


def everywhere(block: Block, staff: str) -> Iterable[Duty]:  # noqa: ARG001 -- nobody misses anything
    """Tell that a person can do every duty of a period."""
    return ()


def leaving(case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False) -> Move:
    """Return the move of somebody who leaves a seat, which stays empty.

    Parameters
    ----------
    whole
        For the whole rotation period, not only this date. Whoever stood in for the person on single dates
        goes on doing so.

    Raises
    ------
    EditError
        If the person is not there, or only stands in and is to leave the whole period.
    """
    seen = facts(case, plan)
    duty = _duty(case, plan, key)
    _person(case, staff)
    rows = [row for row in seen.crew.get(key, ()) if row.staff == staff]
    if not rows:
        raise EditError(_about(NOT_THERE, case, plan, duty, staff))
    if not whole:
        return Move(gone=frozenset(rows))
    if all(row.cover for row in rows):
        raise EditError(_about(ONE_DATE, case, plan, duty, staff))
    block = seen.work.block_of[key]
    kept = [row for each in block.duties for row in seen.crew.get(each.key, ())]
    return Move(gone=frozenset(row for row in kept if row.staff == staff and not row.cover))


def taking(
    case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False, away: Away = everywhere
) -> Move:
    """Return the move of somebody who takes a seat, however many sit there.

    Raises
    ------
    EditError
        If there is no such duty or person, or the person is there already.
    """
    seen = facts(case, plan)
    duty = _duty(case, plan, key)
    _person(case, staff)
    block = seen.work.block_of[key]
    rows = [row for each in block.duties for row in seen.crew.get(each.key, ())]
    keeps = any(row.staff == staff and not row.cover for row in rows)
    if any(row.staff == staff for row in seen.crew.get(key, ())) and (keeps or not whole):
        raise EditError(_about(THERE, case, plan, duty, staff))
    if keeps and whole and not block.single:
        raise EditError(_about(KEEPS, case, plan, duty, staff))
    if not whole or block.single:
        # Who keeps the post all the same is not standing in for anybody.
        cover = not block.single and not keeps
        return Move(come=frozenset({Assignment(key.date, key.post, staff, cover=cover)}))
    missed = set(away(block, staff))
    present = [each for each in block.duties if each not in missed]
    gone = {row for row in rows if row.staff == staff}
    for each in present:
        there = [row for row in seen.crew.get(each.key, ()) if row.staff != staff]
        spare = len(there) + 1 - each.want
        gone.update([row for row in there if row.cover][: max(0, spare)])
    come = frozenset(Assignment(each.date, each.post, staff) for each in present)
    return Move(frozenset(gone), come)


def free_seat(case: Case, plan: Plan, key: DutyKey, *, whole: bool = False) -> None:
    """Refuse to seat anybody where all seats are taken.

    Raises
    ------
    EditError
        If there is no such duty, or it has as many people as it wants.
    """
    seen = facts(case, plan)
    duty = _duty(case, plan, key)
    block = seen.work.block_of[key]
    crew, want = seen.crew.get(key, ()), duty.want
    if whole and not block.single:
        crew = tuple(row for each in block.duties for row in seen.crew.get(each.key, ()) if not row.cover)
        want = block.want
    there = len({row.staff for row in crew})
    if there >= want:
        post = seen.name(duty)
        raise EditError(FULL.with_(date=duty.date, post=post, there=there, want=want))


def replacing(
    case: Case,
    plan: Plan,
    key: DutyKey,
    out: str,
    into: str,
    *,
    whole: bool = False,
    away: Away = everywhere,
) -> Move:
    """Return the move of one person who takes another's seat.

    On a single date of a longer period the newcomer stands in. For the whole period they keep the post
    on all dates they can do; whoever stood in on such a date for the one who left is not needed any more.

    Raises
    ------
    EditError
        If one of them is not in that seat, or the other has one there already.
    """
    left = leaving(case, plan, key, out, whole=whole)
    taken = taking(case, left.on(case, plan), key, into, whole=whole, away=away)
    return Move(left.gone | taken.gone, taken.come)


def _duty(case: Case, plan: Plan, key: DutyKey) -> Duty:
    duty = facts(case, plan).work.duty.get(key)
    if duty is None:
        raise EditError(NO_DUTY.with_(date=key.date, post=key.post))
    return duty


def _person(case: Case, staff: str) -> None:
    if staff not in case.person:
        raise EditError(NOBODY.with_(staff=staff))


def _about(words: Words, case: Case, plan: Plan, duty: Duty, staff: str) -> Said:
    post = facts(case, plan).name(duty)
    return words.with_(person=case.person[staff].name, date=duty.date, post=post)


def pin_rows(case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False) -> tuple[Row, ...]:
    """Return the rows that keep a person where they are in a plan.

    Parameters
    ----------
    whole
        On all dates that they do of this rotation period, not only on this one. Dates that they miss
        are left out: a row for each stretch between.

    Raises
    ------
    EditError
        If the person is not there, or only stands in and the whole period is asked for.
    """
    rows = leaving(case, plan, key, staff, whole=whole).gone
    work = facts(case, plan).work
    block = work.block_of[key]
    kept = {row.date for row in rows}
    weekday = block.duties[0].day.weekday if whole and work.posts[key.post].rotation == "weekday" else None
    of_post = [
        duty
        for duty in work.duties
        if duty.post == key.post and (weekday is None or duty.day.weekday == weekday)
    ]
    stretches = groupby(of_post, key=lambda duty: duty.date in kept)
    return tuple(_row(staff, list(run), weekday) for there, run in stretches if there)


def _row(staff: str, run: Sequence[Duty], weekday: int | None) -> Row:
    row = {"action": "assign", "staff": staff, "post": run[0].post}
    if len(run) == 1:
        return {**row, "date": run[0].date.isoformat()}
    dates = {"from": run[0].date.isoformat(), "to": run[-1].date.isoformat()}
    return {**row, **({"weekday": str(weekday)} if weekday is not None else {}), **dates}


def pinned(table: Iterable[Row], rows: Iterable[Row]) -> bool:
    """Tell whether all of these rows are in the table as they are."""
    there = [dict(row) for row in table]
    return all(dict(row) in there for row in rows)


def with_pins(table: Iterable[Row], rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the table with these rows at its end, each once."""
    old = tuple(table)
    return old + tuple(row for row in rows if not pinned(old, [row]))


def without_pins(table: Iterable[Row], rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the table without these rows; whatever else was pinned by hand stays."""
    gone = [dict(row) for row in rows]
    return tuple(row for row in table if dict(row) not in gone)
