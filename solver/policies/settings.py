"""From what ``school.toml`` says of a policy to its settings, or to every fault with a way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from solver.base.errors import Fault
from solver.base.nearest import nearest
from solver.base.text import Said, Words
from solver.domain import staff_filter
from solver.domain.case import Case
from solver.policies.policy import PEOPLE, TIME, Params

UNKNOWN = Words(zh="没有名为“{code}”的政策", en="There is no policy called {code}.")
NO_SETTING = Words(zh="政策 {code} 没有“{name}”这项设置", en="The policy {code} has no setting {name}.")
MISSING = Words(zh="政策 {code} 缺少设置“{name}”", en="The policy {code} lacks its setting {name}.")
WRONG = Words(
    zh="政策 {code} 的设置“{name}”不对：{value}",
    en="The setting {name} of the policy {code} can't be {value}.",
)
PERHAPS = Words(zh="是不是“{guess}”？", en="Perhaps “{guess}”?")
KNOWN = Words(zh="可用的：{names}", en="There are: {names}.")
WRITE = Words(zh="{meaning}：{form}", en="It is {form}: {meaning}.")
LOW = Words(zh="，至少 {low}", en=", at least {low}")
HIGH = Words(zh="，至多 {high}", en=", at most {high}")
ABOVE = Words(zh="，大于 {low}", en=", above {low}")

FORMS: Mapping[object, Words] = {
    int: Words(zh="整数", en="a whole number"),
    Decimal: Words(zh="数", en="a number"),
    str: Words(zh="文字", en="text"),
    bool: Words(zh="true 或 false", en="true or false"),
    dt.date: Words(zh="日期，如 2026-09-01", en="a date such as 2026-09-01"),
}
SPECIAL = (TIME, PEOPLE)
"""Forms that a setting names itself, because its plain type does not tell."""
LIST = Words(zh="列表 […]，每项是{form}", en="a list […], each {form}")
ONE_OF = Words(zh="{words} 之一", en="one of {words}")


def unknown_code(code: str, known: Collection[str]) -> Fault:
    """Return the fault of a policy that does not exist."""
    return _fault(UNKNOWN.with_(code=code), code, _way_out(code, known))


def params_of(
    code: str, kind: type[Params], given: Mapping[str, object], faults: list[Fault]
) -> Params | None:
    """Return the settings of a policy; faults are added to ``faults``."""
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        seen: set[str] = set()
        for wrong in error.errors():
            name = str(wrong["loc"][0])
            if name in seen:
                continue
            seen.add(name)
            faults.append(_wrong(code, kind, name, given, wrong["type"]))
        return None


def unknown_words(code: str, params: Params, case: Case) -> list[Fault]:
    """Return a fault for every word of a people expression that means nobody in a case."""
    return [
        replace(fault, file="school.toml", column=f"policies.{code}.{name}")
        for name, field in type(params).model_fields.items()
        if PEOPLE in field.metadata
        for fault in staff_filter.check_words(
            staff_filter.parse(str(getattr(params, name))), staff_filter.vocabulary(case)
        )
    ]


def _wrong(code: str, kind: type[Params], name: str, given: Mapping[str, object], what: str) -> Fault:
    fields = kind.model_fields
    if what == "extra_forbidden":
        free = [field for field in fields if field not in given]
        return _fault(NO_SETTING.with_(code=code, name=name), name, _way_out(name, free))
    way_out = WRITE.with_(meaning=meaning_of(fields[name]), form=form_of(fields[name]))
    if name not in given:
        return _fault(MISSING.with_(code=code, name=name), name, way_out)
    value = given[name]
    return _fault(WRONG.with_(code=code, name=name, value=value), str(value), way_out)


def _fault(message: Said, value: str, way_out: Said) -> Fault:
    return Fault(message, file="school.toml", column="policies", value=value, way_out=way_out)


def _way_out(name: str, known: Collection[str]) -> Said:
    guess = nearest(name, sorted(known))
    return PERHAPS.with_(guess=guess) if guess else KNOWN.with_(names=", ".join(sorted(known)))


def meaning_of(field: FieldInfo) -> Words:
    """Return what a setting means."""
    return next(one for one in field.metadata if isinstance(one, Words) and one not in SPECIAL)


def form_of(field: FieldInfo) -> Words:
    """Return how a setting is written, with its bounds."""
    form = next((one for one in SPECIAL if one in field.metadata), None) or _form(field.annotation)
    for words, bound, name in ((LOW, "ge", "low"), (HIGH, "le", "high"), (ABOVE, "gt", "low")):
        limits = [getattr(one, bound) for one in field.metadata if getattr(one, bound, None) is not None]
        for limit in limits:
            form = _joined(form, words.with_(**{name: limit}))
    return form


def _form(annotation: object) -> Words:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return _form(next(part for part in parts if part is not NoneType))
    if origin is Literal:
        return _plain(ONE_OF.with_(words=", ".join(f'"{part}"' for part in parts)))
    if origin is tuple:
        return _plain(LIST.with_(form=_form(parts[0])))
    return FORMS[annotation]


def _plain(said: Said) -> Words:
    return Words(zh=said.say("zh"), en=said.say("en"))


def _joined(form: Words, more: Said) -> Words:
    return Words(zh=form.zh + more.say("zh"), en=form.en + more.say("en"))
