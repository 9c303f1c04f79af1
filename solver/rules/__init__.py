"""The catalogue of rules: every file of this folder that defines a rule, found by itself.

To exist is to be registered: a new rule is a new file, and nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from inspect import isabstract
from typing import Any, get_args

from pydantic import ValidationError

from solver.base.errors import Fault, InputError
from solver.base.nearest import nearest
from solver.base.text import Words
from solver.domain.case import Case, PostKind
from solver.rules.rule import Example as Example
from solver.rules.rule import Params as Params
from solver.rules.rule import Rule as Rule

AnyRule = Rule[Any]

UNKNOWN = Words(zh="没有名为“{code}”的规则", en="there is no rule called {code}")
NO_POST = Words(
    zh="规则 {code}：“{name}”既不是岗位（或其种类），也不是社团、班级或时段",
    en="rule {code}: “{name}” is no post or kind of post, no club, group or session.",
)
PERHAPS = Words(zh="是不是“{guess}”？", en="Perhaps “{guess}”?")
BAD_PARAM = Words(zh="规则 {code} 的设置不对：{reason}", en="a setting of rule {code} is wrong: {reason}")
LAW = Words(
    zh="规则 {code}（{title}）不能标价：要么是硬性规则，要么关闭",
    en="rule {code} ({title}) can't have a price; it is law, or switched off.",
)
UNPRICED = Words(zh="去掉 cost，或写 on = false", en="Leave cost out, or say on = false")
KNOWN = Words(zh="可用的规则：{codes}", en="Known rules: {codes}")


@lru_cache(maxsize=1)
def catalogue() -> tuple[type[AnyRule], ...]:
    """Return every rule of this folder, in order of stage and code."""
    found: dict[str, type[AnyRule]] = {}
    for info in pkgutil.walk_packages(__path__, f"{__name__}."):
        module = importlib.import_module(info.name)
        for kind in vars(module).values():
            own = isinstance(kind, type) and issubclass(kind, Rule) and kind.__module__ == module.__name__
            if own and not isabstract(kind):
                found[kind.code] = kind
    order = {"timetable": 0, "handover": 1, "rotation": 2}
    return tuple(sorted(found.values(), key=lambda kind: (order[kind.stage], kind.code)))


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
    mentioned = {setting.code for setting in case.rules}
    for setting in case.rules:
        kind = kinds.get(setting.code)
        if kind is None:
            faults.append(
                Fault(
                    UNKNOWN.with_(code=setting.code),
                    file="school.toml",
                    column="rules",
                    value=setting.code,
                    way_out=KNOWN.with_(codes=", ".join(sorted(kinds))),
                )
            )
            continue
        try:
            params = kind.Params.model_validate(dict(setting.params))
        except ValidationError as error:
            reasons = "; ".join(
                f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
            )
            faults.append(
                Fault(BAD_PARAM.with_(code=setting.code, reason=reasons), file="school.toml", column="rules")
            )
            continue
        if kind.always_law and params.cost is not None:
            faults.append(_priced_law(kind, params.cost))
        faults += _strange_posts(case, setting.code, params)
        if setting.on:
            chosen.append(kind(params))
    if faults:
        raise InputError(tuple(faults))
    chosen += [kind(kind.Params()) for kind in catalogue() if kind.by_default and kind.code not in mentioned]
    place = {kind.code: index for index, kind in enumerate(catalogue())}
    return tuple(sorted(chosen, key=lambda rule: place[rule.code]))


def _priced_law(kind: type[AnyRule], cost: int) -> Fault:
    """Return the fault of a price on a rule whose breaches no model knows."""
    return Fault(
        LAW.with_(code=kind.code, title=kind.title.with_()),
        file="school.toml",
        column="rules",
        value=str(cost),
        way_out=UNPRICED.with_(),
    )


def _strange_posts(case: Case, code: str, params: Params) -> list[Fault]:
    """Return a fault for every name among a rule's posts that would never match anything."""
    known = {*get_args(PostKind), *case.post, *case.club, *case.group, *case.session}
    known |= {post.partition("/")[0] for post in case.post}
    faults = []
    for name in params.posts:
        if name not in known and name.partition("@")[0] not in case.club:
            guess = nearest(name, sorted(known))
            way_out = PERHAPS.with_(guess=guess) if guess else None
            message = NO_POST.with_(code=code, name=name)
            faults.append(Fault(message, file="school.toml", column="rules", value=name, way_out=way_out))
    return faults
