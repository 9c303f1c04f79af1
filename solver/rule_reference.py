"""``docs/rules.md``: every rule, what it means and what it may be told, written from the rules themselves."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from solver.base.text import Words
from solver.domain.plan import STAGES, Stage
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

| setting | type | default | 说明 | meaning |
|---|---|---|---|---|
"""

COMMON: Mapping[str, Words] = {
    "cost": Words(
        zh='每处违反的价格；没有价格或写 "hard" 就是硬性规则',
        en='the price of a breach; without one, or with "hard", the rule is hard',
    ),
    "level": Words(zh="价格计入的层级", en="the level that prices are added to"),
    "staff": Words(zh="只对这些人员（人员条件）", en="only these people (an expression)"),
    "posts": Words(zh="只对这些岗位（种类或编号）", en="only these posts (kinds or ids)"),
    "first": Words(zh="从这一天起", en="from this date on"),
    "last": Words(zh="到这一天为止", en="until this date"),
}
STAGE_NAMES: Mapping[Stage, Words] = {
    "timetable": Words(zh="社团课表", en="Timetable"),
    "handover": Words(zh="放学交接", en="Hand-over"),
    "rotation": Words(zh="值班轮换", en="Rotation"),
}
TYPE_NAMES: Mapping[object, str] = {
    int: "whole number 整数",
    Decimal: "number 数",
    str: "text 文字",
    bool: "true / false",
    dt.date: "date 日期",
}


def markdown() -> str:
    """Return the page."""
    lines = [HEAD.rstrip("\n")]
    lines += [_row(name, Params.model_fields[name], doc) for name, doc in COMMON.items()]
    for stage in STAGES:
        kinds = [kind for kind in catalogue() if kind.stage == stage]
        name = STAGE_NAMES[stage]
        lines += [
            "",
            f"## {name.en} {name.zh}",
            "",
            "| code | 规则 | rule | 默认 default |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| [`{kind.code}`](#{kind.code}) | {kind.title.zh} | {kind.title.en} | {_default(kind)} |"
            for kind in kinds
        ]
        for kind in kinds:
            lines += ["", *_entry(kind)]
    return "\n".join(lines) + "\n"


def _default(kind: type[AnyRule]) -> str:
    return "on 开" if kind.by_default else "off 关"


def _entry(kind: type[AnyRule]) -> Iterator[str]:
    """Yield the lines of one rule."""
    yield f"### {kind.code}"
    yield ""
    yield f"**{kind.title.zh} {kind.title.en}** ({_default(kind)}; {_price(kind)})"
    yield ""
    yield kind.meaning.zh
    yield kind.meaning.en
    if kind.source:
        yield ""
        yield f"Source 来源: {kind.source}"
    own = [name for name in kind.Params.model_fields if _is_own(kind, name)]
    if own:
        yield ""
        yield "| setting | type | default | 说明 | meaning |"
        yield "|---|---|---|---|---|"
        for name in own:
            field = kind.Params.model_fields[name]
            yield _row(name, field, _words(field) or COMMON.get(name))
        told = inspect.cleandoc(kind.Params.__doc__ or "").replace("``", "`")
        if told:
            yield ""
            yield " ".join(told.split())


def _is_own(kind: type[AnyRule], name: str) -> bool:
    """Tell whether a setting is the rule's own, or has another default than usual."""
    usual = Params.model_fields.get(name)
    return usual is None or (
        kind.Params.model_fields[name].default != usual.default and name not in {"cost", "level"}
    )


def _price(kind: type[AnyRule]) -> str:
    fields = kind.Params.model_fields
    if kind.always_law:
        return "always hard, never priced 必为硬性，不能标价"
    cost = fields["cost"].default
    if cost is None:
        return "hard 硬性"
    return f"price 价格 {cost}, level 层级 `{fields['level'].default}`"


def _words(field: FieldInfo) -> Words | None:
    return next((one for one in field.metadata if isinstance(one, Words)), None)


def _row(name: str, field: FieldInfo, doc: Words | None) -> str:
    zh, en = (doc.zh, doc.en) if doc is not None else ("", "")
    default = "*required 必填*" if field.is_required() else _show(field.default)
    return f"| `{name}` | {_type(field.annotation)} | {default} | {zh} | {en} |"


def _show(default: object) -> str:
    if default is None or default in ((), ""):
        return "—"
    if isinstance(default, tuple):
        return "<br>".join(_show(one) for one in default)
    if isinstance(default, BaseModel):
        given = default.model_dump(exclude_defaults=True)
        return "`" + ", ".join(f"{name} = {_plain(value)}" for name, value in given.items()) + "`"
    return f"`{_plain(default)}`"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_plain(one) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _type(annotation: object) -> str:
    """Return a type in words that a reader of ``school.toml`` understands."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(parts[0])
    if origin in {Union, UnionType}:
        return _type(next(part for part in parts if part is not NoneType))
    if origin is Literal:
        return " / ".join(f'"{part}"' for part in parts)
    if origin in {tuple, list}:
        return f"list 列表: {_type(parts[0])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{ " + ", ".join(annotation.model_fields) + " }"
    if annotation is NoneType:
        return "—"
    return TYPE_NAMES.get(annotation, getattr(annotation, "__name__", "text 文字"))


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8")
