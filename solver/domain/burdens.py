"""Burdens: kinds of duty that nobody wants too many of, each an account of fairness of its own.

Which burdens a case counts stands in the settings of its rule ``burdens``; shares, model and audit all
count by the same definition, which is this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from solver.base.text import Words, literal
from solver.base.units import Minutes
from solver.domain.case import Case
from solver.domain.duties import Duty

RULE = "burdens"
ACCOUNTS: Mapping[str, Words] = {
    "units": Words(zh="工作量", en="work units"),
    "late": Words(zh="晚结束", en="late finishes"),
    "late_finishes": Words(zh="晚结束", en="late finishes"),
    "gate": Words(zh="门岗", en="gate duties"),
    "gates": Words(zh="门岗", en="gate duties"),
    "friday": Words(zh="周五", en="Fridays"),
    "fridays": Words(zh="周五", en="Fridays"),
}
"""What the usual accounts of fairness are called."""


class Burden(BaseModel):
    """What counts as a burden: a duty that fits every field that is given.

    ``after``: the duty ends later than this minute. ``posts``: kinds or ids. ``weekdays``: of the
    calendar, for it is people's own Friday evening that is spent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Words(zh="名称", en="what it is called")]
    after: Annotated[
        Minutes | None, Words(zh="结束晚于这一分钟", en="the duty ends later than this minute of the day")
    ] = None
    posts: Annotated[tuple[str, ...], Words(zh="岗位的种类或编号", en="kinds or ids of posts")] = ()
    weekdays: Annotated[
        tuple[int, ...], Words(zh="星期几，1 到 7", en="weekdays of the calendar, 1 to 7")
    ] = ()

    def counts(self, duty: Duty) -> bool:
        """Tell whether a duty is such a burden."""
        return (
            (self.after is None or duty.end > self.after)
            and (not self.posts or not duty.names.isdisjoint(self.posts))
            and (not self.weekdays or duty.day.real_weekday in self.weekdays)
        )


USUAL = (
    Burden(name="late", after=17 * 60 + 30),
    Burden(name="gates", posts=("gate",)),
    Burden(name="fridays", weekdays=(5,)),
)
"""Late finishes, gates, Fridays: what a case counts unless its rule ``burdens`` says otherwise."""


@lru_cache(maxsize=32)
def burdens_of(case: Case) -> tuple[Burden, ...]:
    """Return the burdens that a case counts, each name once."""
    settings = [setting for setting in case.rules if setting.code == RULE]
    if not settings:
        return USUAL
    found: dict[str, Burden] = {}
    for setting in settings:
        given: Iterable[object] = setting.params.get("accounts", USUAL) if setting.on else ()
        for row in given:
            burden = row if isinstance(row, Burden) else Burden.model_validate(row)
            found.setdefault(burden.name, burden)
    return tuple(found.values())


def burden_accounts(case: Case) -> tuple[str, ...]:
    """Return the names of the accounts that the burdens of a case are kept under."""
    return tuple(burden.name for burden in burdens_of(case))


def burden_counts(case: Case, account: str, duty: Duty) -> int:
    """Return what one seat of a duty counts in an account of burdens: 1 or 0."""
    return sum(burden.counts(duty) for burden in burdens_of(case) if burden.name == account)


def account_words(name: str) -> Words:
    """Return what an account of fairness is called: one of the school's own as it is written."""
    return ACCOUNTS.get(name) or literal(name.replace("_", " "))
