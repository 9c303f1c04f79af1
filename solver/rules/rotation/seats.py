"""A block is kept by its holders; a duty has no more heads than it wants; cover is for single dates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from solver.base.text import WEEKDAYS, Words, literal
from solver.domain import Block, Case, Duty, Facts, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Rule

CROWDED = Words(
    zh="{date}“{post}”最多{want}人，排了{there}人",
    en="{date}: {post} takes {want} at most, has {there}",
)
LEFT = Words(
    zh="{person}是“{post}”（{period}）的固定值班人，{date}有空却没有上岗",
    en="{person} keeps {post} ({period}) and is free on {date}, but isn't there",
)
TOO_OFTEN_AWAY = Words(
    zh="{person}在“{post}”（{period}）的{all}次中只能到{there}次，不能作固定值班人",
    en="{person} can be at only {there} of the {all} duties of {post} ({period}) and can't keep it",
)
SINGLE = Words(
    zh="{date}“{post}”每天轮换，不存在代班（{person}）",
    en="{date}: {post} rotates daily, so {person} can't be cover there",
)
STRAY = Words(
    zh="{date}没有“{post}”这个班次，或没有“{person}”这个人",
    en="{date}: there is no duty {post}, or nobody called {person}",
)
TWICE = Words(
    zh="{date}“{post}”里{person}出现了两次",
    en="{date}: {person} is in the crew of {post} twice",
)


class Seats(Rule[Params]):
    """Holders are there whenever they can be; nobody is added beyond the heads wanted."""

    code = "seats"
    title = Words(zh="席位与固定值班", en="Seats and holders")
    meaning = Words(
        zh="一个轮换周期内同一人守同一岗；缺勤的单日由代班人补；人数不超过想要的人数。",
        en="Within a rotation period the same person keeps a post; "
        "single dates missed are covered by others; no duty has more people than it wants.",
    )
    guarantees = "crews"
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """No more heads than wanted, as holders and on every date; nobody holds and covers the same duty."""
        for block in model.blocks():
            for duty in block.duties:
                model.at_most(model.heads(duty), duty.want)
            if block.single:
                continue
            model.at_most(total(lin for _, lin, _ in model.holders(block)), block.want)
            for duty in block.duties:
                for _, lin in model.crew(duty):
                    model.at_most(lin, 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at every crew, then at every block's holders."""
        seen = facts(case, plan)
        for row in seen.stray:
            yield self.finding(
                STRAY.with_(date=row.date, post=row.post, person=row.staff), post=row.post, date=row.date
            )
        for key, rows in seen.crew.items():
            duty = seen.work.duty[key]
            name = seen.name(duty)
            people = [row.staff for row in rows]
            for staff in sorted({staff for staff in people if people.count(staff) > 1}):
                message = TWICE.with_(date=duty.date, post=name, person=case.person[staff].name)
                yield self.finding(message, staff=(staff,), post=duty.post, date=duty.date)
            if len(rows) > duty.want:
                message = CROWDED.with_(date=duty.date, post=name, want=duty.want, there=len(rows))
                yield self.finding(message, post=duty.post, date=duty.date, group=duty.group)
        for block in seen.work.blocks:
            yield from self._check_block(case, seen, block)

    def _check_block(self, case: Case, seen: Facts, block: Block) -> Iterator[Finding]:
        name = seen.work.posts[block.key.post].name
        holders: dict[str, set[Duty]] = {}
        for duty in block.duties:
            for row in seen.crew_of(duty):
                if not row.cover:
                    holders.setdefault(row.staff, set()).add(duty)
                elif block.single:
                    message = SINGLE.with_(date=duty.date, post=name, person=case.person[row.staff].name)
                    yield self.finding(message, staff=(row.staff,), post=duty.post, date=duty.date)
        if len(holders) > block.want:
            message = CROWDED.with_(date=block.duties[0].date, post=name, want=block.want, there=len(holders))
            yield self.finding(message, post=block.key.post, date=block.duties[0].date)
        if block.single:
            return
        for staff, present in sorted(holders.items()):
            person = case.person[staff]
            possible = [duty for duty in block.duties if not self.barred(case, person, duty)]
            if len(possible) < Fraction(block.hold) * len(block.duties):
                message = TOO_OFTEN_AWAY.with_(
                    person=person.name,
                    post=name,
                    period=_said(block),
                    all=len(block.duties),
                    there=len(possible),
                )
                yield self.finding(message, staff=(staff,), post=block.key.post, date=block.duties[0].date)
            for duty in possible:
                if duty not in present:
                    message = LEFT.with_(person=person.name, post=name, period=_said(block), date=duty.date)
                    yield self.finding(
                        message, staff=(staff,), post=duty.post, date=duty.date, group=duty.group
                    )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a weekly post, kept by one person, and once handed on in the middle."""
        case = sketch(staff="ann bo", posts=[a_post("care", rotation="weekly")], days=3)
        return (
            Example(
                case,
                clean=roster("0 care ann", "1 care ann", "2 care ann"),
                broken=roster("0 care ann", "1 care bo", "2 care ann"),
            ),
            Example(
                sketch(staff="ann bo", posts=[a_post("gate", "gate")], days=2),
                clean=roster("0 gate ann", "1 gate bo"),
                broken=roster("0 gate ann", "0 gate bo", "1 gate bo"),
            ),
        )


def _said(block: Block) -> Words:
    """Return a block's period for a reader: its weekday, or its first and last date."""
    first, last = block.duties[0].day, block.duties[-1].day
    if block.key.period == f"d{first.weekday}":
        return WEEKDAYS[first.weekday]
    return literal(f"{first.date:%m-%d} – {last.date:%m-%d}")
