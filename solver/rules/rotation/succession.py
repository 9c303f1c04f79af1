"""A late finish buys a later start: no early duty on the next service day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Finding, Plan, facts, service_days
from solver.domain.example_cases import a_post, at, roster, sketch, weekdays
from solver.rules.model_builder import ZERO, LinearExpr, ModelBuilder
from solver.rules.rotation.base import PersonRule
from solver.rules.rule import Example, Params

TOO_EARLY = Words(
    zh="{person}{late_date}值“{late}”到{until}，{early_date}{start}又值“{early}”",
    en="{person} has {late} until {until} on {late_date} and {early} from {start} on {early_date}",
)


class SuccessionParams(Params):
    """Minutes of the day. ``posts`` narrows both duties, ``late_posts`` and ``early_posts`` one each."""

    after: Annotated[Minutes, Words(zh="晚于此时结束算晚", en="a finish after this minute is late")] = 19 * 60
    before: Annotated[Minutes, Words(zh="早于此时开始算早", en="a start before this minute is early")] = (
        8 * 60
    )
    late_posts: Annotated[tuple[str, ...], Words(zh="晚班的岗位", en="posts of the late duty")] = ()
    early_posts: Annotated[tuple[str, ...], Words(zh="早班的岗位", en="posts of the early duty")] = ()
    max_days: Annotated[
        int,
        Words(zh="两个服务日最多相隔几天才算", en="only where the two days are no further apart than this"),
    ] = 7


class Succession(PersonRule[SuccessionParams]):
    """After a late duty nobody has an early one on the next service day."""

    code = "succession"
    title = Words(zh="晚班后不排早班", en="No early start after a late finish")
    meaning = Words(
        zh="值班结束得晚的人，下一个服务日不排开始得早的班次。",
        en="Whoever finishes late has no duty that begins early on the next service day.",
    )
    source = "S11"
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Not late on one service day and early on the next."""
        params = self.params
        dates = [day.date for day in service_days(case)]
        for _, rows in self.possible(case, model):
            late: dict[dt.date, list[LinearExpr]] = defaultdict(list)
            early: dict[dt.date, list[LinearExpr]] = defaultdict(list)
            for duty, lin in rows:
                if duty.busy_until > params.after and (
                    not params.late_posts or duty.names & {*params.late_posts}
                ):
                    late[duty.date].append(lin)
                if duty.start < params.before and (
                    not params.early_posts or duty.names & {*params.early_posts}
                ):
                    early[duty.date].append(lin)
            for one, following in pairwise(dates):
                if (following - one).days > params.max_days or one not in late or following not in early:
                    continue
                finishes_late = model.any_of(late[one])
                starts_early = model.any_of(early[following])
                if ZERO not in (finishes_late, starts_early):
                    self.limit(model, finishes_late + starts_early, 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Compare the last finish of each service day with the first start of the next."""
        params = self.params
        seen = facts(case, plan)
        next_day = dict(pairwise(day.date for day in service_days(case)))
        for person, own in self.served(case, plan):
            for date, following in next_day.items():
                late = [
                    duty
                    for duty in own
                    if duty.date == date
                    and duty.busy_until > params.after
                    and (not params.late_posts or duty.names & set(params.late_posts))
                ]
                early = [
                    duty
                    for duty in own
                    if duty.date == following
                    and duty.start < params.before
                    and (not params.early_posts or duty.names & set(params.early_posts))
                ]
                if late and early and (following - date).days <= params.max_days:
                    message = TOO_EARLY.with_(
                        person=person.name,
                        late_date=date,
                        late=seen.name(late[-1]),
                        until=clock(late[-1].busy_until),
                        early_date=following,
                        early=seen.name(early[0]),
                        start=clock(early[0].start),
                    )
                    yield self.finding(message, staff=(person.id,), post=early[0].post, date=following)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return evenings and arrivals over a weekend; two of each on a day count once."""
        posts = [
            a_post("arrival", "arrival", start=at(7), end=at(8)),
            a_post("evening", "evening", start=at(18), end=at(21)),
        ]
        case = sketch(staff="ann", posts=posts, days=3)
        more = [*posts, a_post("patrol", "patrol", start=at(7), end=at(8))]
        friday = sketch(
            staff="ann",
            posts=[post.model_copy(update={"dates": weekdays(1, 5)}) for post in more],
            days=8,
        )
        return (
            Example(
                case,
                clean=roster("0 evening ann", "1 evening ann", "0 arrival ann"),
                broken=roster("0 arrival ann", "1 evening ann", "2 arrival ann"),
                params={"after": at(20), "before": at(8)},
            ),
            Example(
                friday,
                clean=roster("0 evening ann", "4 arrival ann", "4 patrol ann", "4 evening ann"),
                broken=roster("4 evening ann", "7 arrival ann", "7 patrol ann"),
                params={"cost": 2, "late_posts": ["evening"], "early_posts": ["arrival", "patrol"]},
            ),
        )
