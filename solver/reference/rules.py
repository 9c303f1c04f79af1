"""``docs/rules.md``: every rule, what it means and what it may be told, written from the rules themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel

from solver.base.text import Listed
from solver.domain.levels import DECLARED, STAGE_WORDS, STAGES, DeclaredLevel
from solver.domain.params import Parameter, parameters_of, written
from solver.reference.catalogue_page import REQUIRED, own_parameters, table, told
from solver.rules import AnyRule, Params, catalogue

PAGE = Path("docs/rules.md")

HEAD = """\
# Rules 规则

This page is made from the code (`make docs`); a test keeps it up to date. 本页由程序生成。

A school switches rules on and off, and sets them, in `school.toml`; the same rule may be set several
times, e.g. once per staff group. Rules that are *on* hold unless the school says `on = false`.
学校在 `school.toml` 里开关和设置规则；同一规则可以设置多次，如每类人员一次。“默认开”的规则，
学校写明 `on = false` 才不执行。

```toml
[[rules]]
code = "caps"
most = 2
per = "week"
posts = ["gate"]
cost = 5
```

A *hard* rule holds in every plan. A *priced* rule may be broken: each breach is told and its price is
added to a level; earlier levels come first. `cost = "hard"` makes a priced rule hard. Some
rules are *always hard*: they say what a plan is or who may do what at all; they are law, or switched off, and
a `cost` is refused there.
硬性规则必须满足；计价规则可以违反，每处违反都会列出，价格计入所属层级；
`cost = "hard"` 使规则成为硬性。“必为硬性”的规则规定什么才算一份安排、谁能做什么：要么执行，
要么关闭，不接受 `cost`。

## Settings of every rule 所有规则共有的设置
"""
TABLE = ("setting", "type", "default", "说明", "meaning")
LEVELS_HEAD = """\

## Levels 目标层级

What rules charge is added to one of these levels. Those of a stage are optimised in this order; `levels` in
`school.toml` may put those of the rotation in another order or count some together, each with a weight;
levels that it leaves out follow in this order.
规则的扣分计入下列层级之一。每个阶段按此先后优化；`school.toml` 的 `levels` 可以改变轮岗排班各层的先后，
或把几层合在一起、各带权重；没有写到的层级按此先后排在最后。
"""
TYPE_NAMES: Mapping[object, str] = {
    int: "whole number 整数",
    Decimal: "number 数",
    str: "text 文字",
    bool: "true / false",
    dt.date: "date 日期",
}


def markdown() -> str:
    """Return the page."""
    lines = [HEAD.rstrip("\n"), *table(TABLE, map(_row, parameters_of(Params).values()))]
    lines += LEVELS_HEAD.rstrip("\n").split("\n")
    lines += table(("level", "阶段", "stage", "说明", "meaning"), map(_level, DECLARED))
    for stage in STAGES:
        kinds = [kind for kind in catalogue() if kind.stage == stage]
        lines += ["", f"## {STAGE_WORDS[stage].en.capitalize()} {STAGE_WORDS[stage].zh}"]
        rows = (
            (f"[`{rule.code}`](#{rule.code})", rule.title.zh, rule.title.en, _default(rule)) for rule in kinds
        )
        lines += table(("code", "规则", "rule", "默认 default"), rows)
        for kind in kinds:
            lines += _entry(kind)
    return "\n".join(lines) + "\n"


def _level(level: DeclaredLevel) -> tuple[str, ...]:
    stages = Listed(STAGE_WORDS[stage] for stage in level.stages)
    said = (stages.say("zh") or "—", stages.say("en") or "—")
    return (f"`{level.name}`", *said, level.words.zh, level.words.en)


def _default(kind: type[AnyRule]) -> str:
    return "on 开" if kind.by_default else "off 关"


def _entry(kind: type[AnyRule]) -> Iterator[str]:
    """Yield the lines of one rule."""
    yield from ("", f"### {kind.code}", "")
    yield from (f"**{kind.title.zh} {kind.title.en}** ({_default(kind)}; {_price(kind)})", "")
    yield from (kind.meaning.zh, kind.meaning.en)
    if kind.source:
        yield from ("", f"Source 来源: {kind.source}")
    own = [one for one in own_parameters(kind.params_type, Params) if one.name not in {"cost", "level"}]
    if own:
        yield from table(TABLE, map(_row, own))
        yield from told(kind.params_type)


def _price(kind: type[AnyRule]) -> str:
    if kind.always_law:
        return "always hard, never priced 必为硬性，不能标价"
    params = parameters_of(kind.params_type)
    if params["cost"].default is None:
        return "hard 硬性"
    return f"price 价格 {params['cost'].default}, level 层级 `{params['level'].default}`"


def _row(parameter: Parameter) -> tuple[str, ...]:
    default = REQUIRED if parameter.required else _show(parameter.default)
    meaning = parameter.meaning
    return (f"`{parameter.name}`", _type(parameter), default, meaning.zh, meaning.en)


def _show(default: object) -> str:
    if default is None or default in ((), ""):
        return "—"
    if isinstance(default, tuple):
        return "<br>".join(_show(one) for one in default)
    if isinstance(default, BaseModel):
        given = default.model_dump(exclude_defaults=True)
        return "`" + ", ".join(f"{name} = {written(value)}" for name, value in given.items()) + "`"
    return f"`{written(default)}`"


def _type(parameter: Parameter) -> str:
    """Return a type in words that a reader of ``school.toml`` understands."""
    if parameter.parts:
        words = "{ " + ", ".join(parameters_of(parameter.parts)) + " }"
    elif parameter.choices and parameter.kind is str:
        words = " / ".join(written(choice) for choice in parameter.choices)
    else:
        words = TYPE_NAMES[parameter.kind]
    return f"list 列表: {words}" if parameter.many else words
