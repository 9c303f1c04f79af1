"""The catalogue of rules: every file of this folder that defines a rule, found by itself.

To exist is to be registered: a new rule is a new file, and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, get_args

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.domain import Case
from solver.domain.case import PostKind
from solver.domain.levels import STAGES, not_a_level
from solver.domain.params import Owner, classes_of, set_in
from solver.rules.rule import Example as Example
from solver.rules.rule import Params as Params
from solver.rules.rule import Rule as Rule

AnyRule = Rule[Any]

NO_POST = Words(
    zh="规则 {code}：“{name}”既不是岗位（或其种类），也不是社团、班级或时段",
    en="rule {code}: “{name}” is no post or kind of post, no club, group or session.",
)
LAW = Words(
    zh="规则 {code}（{title}）不能标价：要么是硬性规则，要么关闭",
    en="rule {code} ({title}) can't have a price; it is law, or switched off.",
)
UNPRICED = Words(zh="去掉 cost，或写 on = false", en="Leave cost out, or say on = false")


@lru_cache(maxsize=1)
def catalogue() -> tuple[type[AnyRule], ...]:
    """Return every rule of this folder, in order of stage and code."""
    kinds = (kind for kind in classes_of(__name__) if issubclass(kind, Rule))
    return tuple(sorted(kinds, key=lambda kind: (STAGES.index(kind.stage), kind.code)))


@lru_cache(maxsize=32)
def rules_of(case: Case) -> tuple[AnyRule, ...]:
    """Return the rules that hold for a case: those it sets, and the defaults that it doesn't mention.

    The same rule may be set several times, e.g. once per staff group.

    Raises
    ------
    InputError
        If the case names an unknown rule, a setting that the rule does not have, or a price for what is
        always law.
    """
    kinds = {kind.code: kind for kind in catalogue()}
    faults: list[Fault] = []
    chosen: list[AnyRule] = []
    for setting, owner, params in set_in(case, "rules", case.rules, kinds, faults):
        kind = kinds[setting.code]
        if kind.always_law and params.cost is not None:
            message = LAW.with_(code=kind.code, title=kind.title)
            faults.append(owner.fault(message, UNPRICED.with_(), value=str(params.cost), at="cost"))
        faults += _strange_posts(case, owner, kind.code, params)
        rule = kind(params)
        faults += _strange_levels(rule, owner)
        if setting.on:
            chosen.append(rule)
    if faults:
        raise InputError(tuple(faults))
    mentioned = {setting.code for setting in case.rules}
    chosen += [
        kind(kind.params_type()) for kind in catalogue() if kind.by_default and kind.code not in mentioned
    ]
    place = {code: index for index, code in enumerate(kinds)}
    return among(sorted(chosen, key=lambda rule: place[rule.code]))


def among(rules: Sequence[AnyRule]) -> tuple[AnyRule, ...]:
    """Return the same rules as the rules of one case: each knows who of them refuses pairs."""
    beside = [rule for rule in rules if rule.stage == "rotation" and rule.refuses_pairs]
    return tuple(type(rule)(rule.params, beside) for rule in rules)


def _strange_levels(rule: AnyRule, owner: Owner) -> Iterator[Fault]:
    """Yield a fault for every level that a rule names but its stage does not have: it would count nowhere."""
    for name, level in rule.levels.items():
        if wrong := not_a_level(level, rule.stage):
            message, instead = wrong
            yield owner.fault(message, instead, value=level, at=name)


def _strange_posts(case: Case, owner: Owner, code: str, params: Params) -> list[Fault]:
    """Return a fault for every name among a rule's posts that would never match anything."""
    known = {*get_args(PostKind), *case.post, *case.club, *case.group, *case.session}
    known |= {post.partition("/")[0] for post in case.post}
    faults = []
    for name in params.posts:
        if name not in known and name.partition("@")[0] not in case.club:
            message, instead = NO_POST.with_(code=code, name=name), way_out(name, sorted(known))
            faults.append(owner.fault(message, instead, value=name, at="posts"))
    return faults
