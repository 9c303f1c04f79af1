"""Catalogues of rules and policies, and their parameters: declared as pydantic models, set by a school.

Whoever reads settings, tells faults or writes pages about them follows these declarations.
"""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import re
from abc import ABC
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from inspect import isabstract
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Listed, Said, Words
from solver.base.units import Minutes
from solver.domain import staff_filter
from solver.domain.case import Case, RuleSetting

NO_PARAMETER = Words(zh="{owner}没有“{name}”这项设置", en="The {owner} has no setting {name}.")
MISSING = Words(zh="{owner}缺少设置“{name}”", en="The {owner} lacks its setting {name}.")
WRONG = Words(
    zh="{owner}的设置“{name}”不对：{value}", en="The setting {name} of the {owner} can't be {value}."
)
WRITE = Words(zh="{meaning}：{form}", en="It is {form}: {meaning}.")
LOW = Words(zh="{form}，至少 {bound}", en="{form}, at least {bound}")
HIGH = Words(zh="{form}，至多 {bound}", en="{form}, at most {bound}")
ABOVE = Words(zh="{form}，大于 {bound}", en="{form}, above {bound}")
SHORT = Words(zh="{form}，至多 {bound} 个字", en="{form} of at most {bound} letters")
BOUNDS = (("ge", LOW), ("le", HIGH), ("gt", ABOVE), ("max_length", SHORT))

FORMS: Mapping[object, Words] = {
    int: Words(zh="整数", en="a whole number"),
    Decimal: Words(zh="数", en="a number"),
    str: Words(zh="文字", en="text"),
    bool: Words(zh="true 或 false", en="true or false"),
    dt.date: Words(zh="日期，如 2026-09-01", en="a date such as 2026-09-01"),
}
TABLE = Words(zh="{{ … }}，可以写 {names}", en="{{ … }} with {names}")
LIST = Words(zh="列表 […]，每项是{form}", en="a list […], each {form}")
ONE_OF = Words(zh="{words} 之一", en="one of {words}")
MAX_SHOWN = 100
"""Letters of a wrong value that are shown."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written, where its plain type does not tell; stands in the annotation."""

    words: Words


def _minutes_of(value: object) -> object:
    """Read a time of the day as settings hold it: ``"17:30"``, or a time of TOML or of a spreadsheet."""
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    found = re.fullmatch(r"(\d{1,2})[:：](\d{2})(?::00)?", value.strip()) if isinstance(value, str) else None
    if found and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 24 * 60:
        return int(found[1]) * 60 + int(found[2])
    # A bare number of minutes is refused: nobody means 00:17 by 17.
    msg = "not a time of the day"
    raise ValueError(msg)


TIME = Form(Words(zh='时刻，如 "17:30"', en='a time such as "17:30"'))
Clock = Annotated[Minutes, BeforeValidator(_minutes_of), TIME]
"""A time of the day, written ``"17:30"``."""


def _expression(value: object) -> object:
    """Refuse what is no people expression; its words are looked up when the people are known."""
    try:
        staff_filter.parse(str(value))
    except staff_filter.WhoError as error:
        msg = str(error)
        raise ValueError(msg) from None
    return value


PEOPLE = Form(Words(zh='人员条件，如 "own or leader"', en='a people expression such as "own or leader"'))
People = Annotated[str, BeforeValidator(_expression), PEOPLE]
"""Who is meant: an expression as in the data format."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as its model declares it.

    ``kind`` is its plain type, or the model of its parts; ``many`` tells whether it is a list of them.
    ``choices`` are the words among which it chooses. ``special`` is its form where the annotation names one.
    """

    name: str
    kind: object
    many: bool
    choices: tuple[str, ...]
    form: Words | Said
    meaning: Words
    required: bool
    default: object
    special: Form | None

    @property
    def parts(self) -> type[BaseModel] | None:
        """The model of its parts, where it has any."""
        return self.kind if isinstance(self.kind, type) and issubclass(self.kind, BaseModel) else None

    @property
    def way_out(self) -> Said:
        """How it is written and what it means."""
        return WRITE.with_(meaning=self.meaning, form=self.form)


@lru_cache(maxsize=256)
def parameters_of(model: type[BaseModel]) -> Mapping[str, Parameter]:
    """Return the parameters that a model declares, by name."""
    return {name: _parameter(model, name, field) for name, field in model.model_fields.items()}


def _parameter(model: type[BaseModel], name: str, field: FieldInfo) -> Parameter:
    kind, many, choices = _unwrapped(field.annotation)
    special = next((one for one in field.metadata if isinstance(one, Form)), None)
    form = special.words if special else _bounded(_form(kind, choices, many=many), field.metadata)
    return Parameter(
        name=name,
        kind=kind,
        many=many,
        choices=tuple(str(choice) for choice in choices) or (("true", "false") if kind is bool else ()),
        form=form,
        meaning=_meaning(model, name),
        required=field.is_required(),
        default=field.default,
        special=special,
    )


def _meaning(model: type[BaseModel], name: str) -> Words:
    """Return what a parameter means; one that a model only gives another default means what it did before."""
    bases = [base for base in model.__mro__ if issubclass(base, BaseModel) and name in base.model_fields]
    said = (one for base in bases for one in base.model_fields[name].metadata if isinstance(one, Words))
    return next(said)


def _unwrapped(annotation: object) -> tuple[object, bool, tuple[object, ...]]:
    """Return the plain type behind an annotation, whether it is a list of it, and what it chooses from."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _unwrapped(parts[0])
    if origin in {Union, UnionType}:
        return _unwrapped(next(part for part in parts if part is not NoneType))
    if origin is Literal:
        return type(parts[0]), False, parts
    if origin in {tuple, list}:
        kind, _, choices = _unwrapped(parts[0])
        return kind, True, choices
    return annotation, False, ()


def _form(kind: object, choices: Sequence[object], *, many: bool) -> Words | Said:
    if many:
        return LIST.with_(form=_form(kind, choices, many=False))
    if choices:
        return ONE_OF.with_(words=Listed(map(written, choices)))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return TABLE.with_(names=Listed(kind.model_fields))
    return FORMS[kind]


def _bounded(form: Words | Said, metadata: Sequence[object]) -> Words | Said:
    for name, words in BOUNDS:
        for limit in metadata:
            if (bound := getattr(limit, name, None)) is not None:
                form = words.with_(form=form, bound=bound)
    return form


def written(value: object) -> str:
    """Return a value as a person writes it in ``school.toml``."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {written(one)}" for name, one in value.items()) + " }"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose parameters they are: what a message calls it, and where it stands."""

    name: Words | Said
    key: str = ""
    file: str = "school.toml"
    sheet: str = ""

    def fault(self, message: Said, way_out: Said, *, value: str = "", at: str = "") -> Fault:
        """Return a fault of this owner, at one of its parameters if one is to blame."""
        column = ".".join(part for part in (self.key, at) if part)
        return Fault(message, self.file, self.sheet, column=column, value=value, way_out=way_out)


P = TypeVar("P", bound=BaseModel)


def params_of(
    owner: Owner, model: type[P], given: Mapping[str, object], case: Case, faults: list[Fault]
) -> P | None:
    """Return the parameters as their model has them; faults are added to ``faults``, one for each key."""
    try:
        params = model.model_validate(dict(given))
    except ValidationError as error:
        faults += faults_of(error, owner, model, given)
        return None
    faults += _strangers(owner, params, case)
    return params


def faults_of(
    error: ValidationError, owner: Owner, model: type[BaseModel], given: Mapping[str, object]
) -> list[Fault]:
    """Return what a model of parameters refuses, one fault for each key."""
    told = [_told(owner, model, given, wrong["loc"]) for wrong in error.errors()]
    return list({fault.column: fault for fault in told}.values())


def _told(
    owner: Owner,
    model: type[BaseModel],
    given: Mapping[str, Any],
    place: Sequence[int | str],
    within: str = "",
) -> Fault:
    """Return the fault of one parameter; what is wrong with an item of a list is the list's, or a part's."""
    name, *inner = str(place[0]), *place[1:]
    at = f"{within}{name}"
    parameters = parameters_of(model)
    if name not in parameters:
        free = [one for one in parameters if one not in given]
        return owner.fault(
            NO_PARAMETER.with_(owner=owner.name, name=at), way_out(name, sorted(free)), value=name, at=at
        )
    parameter = parameters[name]
    if name not in given:
        return owner.fault(MISSING.with_(owner=owner.name, name=at), parameter.way_out, value=name, at=at)
    if parameter.parts and len(inner) > 1:
        number = int(inner[0])
        return _told(owner, parameter.parts, given[name][number], inner[1:], within=f"{at}[{number + 1}].")
    value = given[name] if isinstance(given[name], str) else written(given[name])
    value = value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}…"
    return owner.fault(
        WRONG.with_(owner=owner.name, name=at, value=value), parameter.way_out, value=value, at=at
    )


def _strangers(owner: Owner, params: BaseModel, case: Case) -> Iterator[Fault]:
    """Yield a fault for every word of a people expression that means nobody in a case."""
    for name, parameter in parameters_of(type(params)).items():
        if parameter.special is PEOPLE and name in params.model_fields_set:
            for fault in staff_filter.check_words(
                staff_filter.parse(getattr(params, name)), staff_filter.vocabulary(case)
            ):
                yield owner.fault(
                    fault.message, fault.way_out or parameter.way_out, value=fault.value, at=name
                )


Section = Literal["rules", "policies"]
"""The part of the settings in which a catalogue is set."""
UNKNOWN: Mapping[Section, Words] = {
    "rules": Words(zh="没有名为“{code}”的规则", en="There is no rule called {code}."),
    "policies": Words(zh="没有名为“{code}”的政策", en="There is no policy called {code}."),
}
NAMES: Mapping[Section, Words] = {
    "rules": Words(zh="规则 {code} ", en="rule {code}"),
    "policies": Words(zh="政策 {code} ", en="policy {code}"),
}


class Requirement(ABC, Generic[P]):
    """A rule or a policy of its catalogue: ``class Caps(Rule[CapsParams])`` may be told ``CapsParams``."""

    code: ClassVar[str]
    title: ClassVar[Words]
    meaning: ClassVar[Words]
    params_type: ClassVar[type[BaseModel]]

    def __init_subclass__(cls) -> None:
        """Take the type of the parameters from the head of the class, where it names one."""
        for base in cls.__dict__.get("__orig_bases__", ()):
            for part in get_args(base):
                if isinstance(part, type):
                    cls.params_type = part

    def __init__(self, params: P) -> None:
        self.params = params


def classes_of(package: str) -> Iterator[type]:
    """Yield every class that is defined in a module of a package, however deep, and can be made."""
    path = importlib.import_module(package).__path__
    for info in pkgutil.walk_packages(path, f"{package}."):
        module = importlib.import_module(info.name)
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__ and not isabstract(kind):
                yield kind


def set_in(
    case: Case,
    section: Section,
    settings: Iterable[RuleSetting],
    kinds: Mapping[str, type[Requirement[Any]]],
    faults: list[Fault],
) -> Iterator[tuple[RuleSetting, Owner, Any]]:
    """Yield what a case sets of a catalogue with its parameters; faults are added to ``faults``.

    ``kinds`` is the catalogue by code. The second setting of a code has the key ``<code>#2``.
    """
    numbers: Counter[str] = Counter()
    for setting in settings:
        code = setting.code
        numbers[code] += 1
        number = f"#{numbers[code]}" if numbers[code] > 1 else ""
        owner = Owner(NAMES[section].with_(code=code), f"{section}.{code}{number}")
        if code not in kinds:
            instead = way_out(code, sorted(kinds))
            faults.append(owner.fault(UNKNOWN[section].with_(code=code), instead, value=code))
            continue
        params = params_of(owner, kinds[code].params_type, setting.params, case, faults)
        if params is not None:
            yield setting, owner, params
