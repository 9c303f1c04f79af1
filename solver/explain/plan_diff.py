"""What differs between two plans of one case: findings, and who gets and who loses what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from solver.base.text import WEEKDAYS, Listed, Message, Said, Words
from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.plan import Finding, Plan

NOBODY = Words(zh="无人", en="nobody")
ONCE = Words(
    zh="{date}（{weekday}）“{post}”：{before} → {after}", en="{date} ({weekday}), {post}: {before} → {after}"
)
OFTEN = Words(
    zh="{date}至{last}共{count}次“{post}”：{before} → {after}",
    en="{date} to {last} ({count} times), {post}: {before} → {after}",
)


def fresh(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are there after but were not before, as often as they are more."""
    known = Counter(before)
    found = []
    for finding in after:
        if known[finding]:
            known[finding] -= 1
        else:
            found.append(finding)
    return tuple(found)


def changes(case: Case, before: Plan, after: Plan) -> tuple[Said, ...]:
    """Return in words who gets and who loses which duties, in order of time."""
    old, new = facts(case, before), facts(case, after)
    moved = set(before.roster) ^ set(after.roster)
    same: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Duty]] = defaultdict(list)
    for key in sorted({DutyKey(row.date, row.post) for row in moved}):
        duty = new.work.duty.get(key) or old.work.duty.get(key)
        left = {row.staff for row in old.crew.get(key, ())}
        come = {row.staff for row in new.crew.get(key, ())}
        if duty is not None and left != come:
            same[key.post, tuple(sorted(left - come)), tuple(sorted(come - left))].append(duty)
    return tuple(
        _said(case, new.work.posts[post].name, duties, left, come)
        for (post, left, come), duties in same.items()
    )


def _said(case: Case, post: str, duties: list[Duty], left: tuple[str, ...], come: tuple[str, ...]) -> Said:
    words = ONCE if len(duties) == 1 else OFTEN
    return words.with_(
        date=duties[0].date,
        weekday=WEEKDAYS[duties[0].day.real_weekday],
        last=duties[-1].date,
        count=len(duties),
        post=post,
        before=_names(case, left),
        after=_names(case, come),
    )


def _names(case: Case, staff: tuple[str, ...]) -> Message:
    return Listed(case.person[one].name for one in staff) or NOBODY
