"""Burdens (late finishes, gates, Fridays) are shared among those who can take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated

from solver.base.text import Words
from solver.domain import Account, Case, Duty, Finding, Plan, facts
from solver.domain.burdens import USUAL, Burden
from solver.domain.example_cases import a_post, at, roster, sketch, targets
from solver.rules.model_builder import ZERO, ModelBuilder
from solver.rules.rule import Example, Params, Price, Rule

NAMES: Mapping[str, Words] = {
    "late": Words(zh="晚结束的班次", en="late finishes"),
    "gates": Words(zh="门岗", en="gate duties"),
    "fridays": Words(zh="周五的班次", en="Friday duties"),
}
OTHER = Words(zh="“{name}”", en="{name}")
UNEVEN = Words(
    zh="{person}的{burden}有{there}次，可达份额是{target}次",
    en="{person} has {there} {burden}, the reachable share is {target}",
)


class BurdensParams(Params):
    """``accounts`` says what counts as which burden; ``cost`` is the price of each one off the share."""

    cost: Price = 1
    level: str = "burdens"
    accounts: Annotated[
        tuple[Burden, ...],
        Words(
            zh="各项负担：name 名称、after 结束晚于的分钟数、posts 岗位、weekdays 星期",
            en="the burdens: name, after (ends later than this minute), posts, weekdays",
        ),
    ] = USUAL


class Burdens(Rule[BurdensParams]):
    """Everybody's number of each burden is as close as can be to the reachable share of it."""

    code = "burdens"
    title = Words(zh="负担均衡", en="Burdens are shared")
    meaning = Words(
        zh="晚结束的班次（默认17:30以后）、门岗、周五的班次，各在能承担的人之间按同一公式分摊，偏差逐次计。",
        en="Late finishes (after 17:30 unless told otherwise), gates and Fridays are each shared by the same "
        "formula among those who can take them; every duty off the share counts.",
    )
    measures = "duties"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each person's deviation in each account."""
        params = self.params
        for burden in params.accounts:
            account = model.accounts.get(burden.name)
            if account is None:
                continue
            loads = model.loads(partial(self._counts, burden))
            for staff, share in account.shares.items():
                if not model.free(staff) or not self.concerns_staff(case, case.person[staff]):
                    continue
                there = loads.get(staff, ZERO)
                self.limit(model, there, share.target)
                self.limit(model, -there, -share.target)

    def _counts(self, burden: Burden, duty: Duty) -> int:
        return int(burden.counts(duty) and self.concerns(duty))

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count each person's duties of each burden."""
        seen = facts(case, plan)
        for burden in self.params.accounts:
            account = plan.accounts.get(burden.name)
            if account is None:
                continue
            for staff, share in account.shares.items():
                person = case.person[staff]
                if not self.concerns_staff(case, person):
                    continue
                duties = [duty for duty in seen.by_person.get(staff, ()) if self.concerns(duty)]
                there = sum(burden.counts(duty) for duty in duties)
                if there != share.target:
                    message = UNEVEN.with_(
                        person=person.name,
                        burden=NAMES.get(burden.name, OTHER).with_(name=burden.name),
                        there=there,
                        target=share.target,
                    )
                    yield self.finding(message, amount=abs(there - share.target), staff=(staff,))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return gates and late duties that two people share, one of each due to both."""
        posts = [
            a_post("gate", "gate", end=at(17)),
            a_post("care", start=at(17), end=at(18)),
        ]
        case = sketch(posts=posts, days=2)
        one_each = {name: targets(name, {"ann": 1, "bo": 1}) for name in ("late", "gates")}
        fair = roster("0 gate ann", "0 care bo", "1 gate bo", "1 care ann")
        unfair = roster("0 gate ann", "0 care ann", "1 gate ann", "1 care bo")
        late = roster("0 gate bo", "0 care ann", "1 gate bo", "1 care ann")
        friday = {"fridays": targets("fridays", {"ann": 0, "bo": 1})}
        own = sketch(posts=[a_post("gate", "gate")], days=5)
        return (
            Example(case, clean=_with(fair, one_each), broken=_with(unfair, one_each)),
            Example(
                own,
                clean=_with(roster("0 gate ann", "4 gate bo"), friday),
                broken=_with(roster("0 gate bo", "4 gate ann"), friday),
                params={"cost": 2},
            ),
            Example(
                case,
                clean=_with(fair, {"early": targets("early", {"ann": 1, "bo": 1})}),
                broken=_with(late, {"early": targets("early", {"ann": 1, "bo": 1})}),
                params={"accounts": [{"name": "early", "posts": ["care"], "after": at(17, 30)}]},
            ),
        )


def _with(plan: Plan, accounts: dict[str, Account]) -> Plan:
    return Plan(roster=plan.roster, accounts=accounts)
