"""The school's settings: term, calendar, rules, levels; from ``school.toml`` or the sheet ``school``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from solver.base.did_you_mean import nearest, way_out
from solver.base.errors import Fault
from solver.base.text import Words
from solver.domain.case import RuleSetting, Term
from solver.io.settings.rules import Levels, levels_of, rules_of, rules_of_cells, truth
from solver.io.tables.cell_error import CellError, split
from solver.io.tables.cells import chosen, identifier, number, text_of, whole
from solver.io.tables.dates_times import date_of, dates_of, weekday_of
from solver.io.tables.raw import SETTINGS_FILE, Reading, Setting
from solver.io.tables.vocabulary import STAFF_KINDS, YES_NO

KEYS: Mapping[str, tuple[str, Words]] = {
    "id": (
        "编号",
        Words(zh="方案编号；空为文件夹或文件名", en="The case's id; the folder's or file's name if absent."),
    ),
    "title": ("名称", Words(zh="方案名称", en="The case's title.")),
    "term.start": ("学期开始", Words(zh="学期第一天", en="The term's first day.")),
    "term.end": ("学期结束", Words(zh="学期最后一天", en="The term's last day.")),
    "term.national": (
        "法定节假日",
        Words(zh="按国家放假安排（默认是）", en="Follow the national holidays (yes unless said)."),
    ),
    "term.closed": (
        "停课日",
        Words(
            zh="学校自己的停课日，如 2027-01-01..2027-01-03",
            en="The school's own closed days, such as 2027-01-01..2027-01-03.",
        ),
    ),
    "term.makeup": (
        "调休上班",
        Words(
            zh="调休上班日按星期几的课上，如 2026-10-10=3",
            en="Which weekday's lessons a make-up workday follows, such as 2026-10-10=3.",
        ),
    ),
    "settings.grid_step": (
        "工作量单位",
        Words(zh="工作量的最小单位；空为自动", en="The smallest step of work units; found if absent."),
    ),
    "settings.hold": (
        "到岗比例",
        Words(
            zh="固定人在一个轮换期里至少能到岗的比例（默认 0.8）",
            en="Part of a rotation period on which a holder must be available (0.8 unless said).",
        ),
    ),
    "settings.walk_default": (
        "默认步行分钟",
        Words(
            zh="没有写步行分钟的两个区域之间（默认 3）",
            en="Walking minutes between zones that nobody measured (3 unless said).",
        ),
    ),
    "settings.pay": (
        "课酬",
        Words(
            zh="一个工作量多少元，按人员身份，如 校外人员=120; 本校教师=45；空为不计",
            en="Yuan for one work unit by kind of staff, such as external=120; own=45; none if absent.",
        ),
    ),
    "levels": (
        "目标层级",
        Words(
            zh="目标的先后：层用 ; 隔开，同层用 + 相连，可带 :权重",
            en="The order of aims: levels separated by ;, parts of one joined by +, each with :weight.",
        ),
    ),
}
"""Settings by key: the Chinese name in the sheet, and the meaning."""
CATALOGUES = {"rules": "rules", "规则": "rules", "policies": "policies", "政策": "policies"}
"""Settings that choose from a catalogue, by the names under which they may stand."""
_KEY_OF = {name: key for key, (zh, _) in KEYS.items() for name in (key, zh)}


def key_of(name: str) -> str:
    """Return the key of a setting by any of its names; a name that is none stays as it is."""
    return _KEY_OF.get(name, name)


UNKNOWN_KEY = Words(zh="没有“{name}”这项设置", en="There is no setting “{name}”.")
MISSING = Words(zh="缺少必填的设置“{name}”", en="The required setting “{name}” is missing.")
ADD = Words(zh="请加上，如 {example}", en="Add it, such as {example}.")
END_FIRST = Words(
    zh="学期结束 {end} 早于开始 {start}", en="The term ends on {end}, before it starts on {start}."
)
FAR_TERM = Words(
    zh="学期 {start} 至 {end} 不在 2000 至 2100 年之间",
    en="The term {start} to {end} is not between 2000 and 2100.",
)
LONG_TERM = Words(zh="学期有 {days} 天，超过一年", en="The term has {days} days, more than a year.")
SWAP = Words(zh="请核对两个日期", en="Check both dates.")
OUTSIDE_TERM = Words(zh="{date} 不在学期内", en="{date} is not within the term.")
BOTH = Words(zh="{date} 既写了停课又写了调休上班", en="{date} is both closed and a make-up workday.")
ABOVE_ZERO = Words(zh="{value} 应大于 0", en="{value} must be above 0.")
BELOW_ZERO = Words(zh="{value} 小于 0", en="{value} is below 0.")
OUT_OF_RANGE = Words(zh="{value} 应在 0 到 {high} 之间", en="{value} must be from 0 to {high}.")
BAD_MAKEUP = Words(zh="“{value}”不是“日期=星期”", en="“{value}” is not “date=weekday”.")
MAKEUP_FORM = Words(zh="如 2026-10-10=3", en="Such as 2026-10-10=3.")
BAD_PAY = Words(zh="“{value}”不是“身份=元”", en="“{value}” is not “kind=yuan”.")
PAY_FORM = Words(zh="如 校外人员=120; 本校教师=45", en="Such as external=120; own=45.")
PAID_TWICE = Words(zh="“{value}”写了两次", en="“{value}” is there twice.")


@dataclass(slots=True)
class School:
    """The settings, read. ``term`` is ``None`` where it can't be used."""

    id: str
    title: str = ""
    term: Term | None = None
    optional: dict[str, object] = field(default_factory=dict)
    rules: tuple[RuleSetting, ...] = ()
    policies: tuple[RuleSetting, ...] = ()
    levels: Levels = ()


def read_school(reading: Reading, faults: list[Fault]) -> School:
    """Return the settings of what was read; faults are added to ``faults``."""
    settings = reading.settings
    values: dict[str, object] = {}
    chosen_of: dict[str, list[RuleSetting]] = {"rules": [], "policies": []}
    cells_of: dict[str, list[tuple[str, Setting]]] = {"rules": [], "policies": []}
    for setting in settings:
        key = key_of(setting.key)
        try:
            head, dot, path = key.partition(".")
            catalogue = CATALOGUES.get(head)
            if catalogue and dot:
                cells_of[catalogue].append((path, setting))
            elif catalogue:
                chosen_of[catalogue] += rules_of(setting.value, catalogue)
            elif key in KEYS:
                values[key] = _read(key, setting.value)
            else:
                guess = nearest(setting.key, _KEY_OF)
                if guess is not None:
                    values.setdefault(_KEY_OF[guess], None)
                instead = way_out(setting.key, _KEY_OF, told=KEYS)
                faults.append(setting.fault(UNKNOWN_KEY.with_(name=setting.key), instead))
        except CellError as error:
            values[key] = None
            faults.append(setting.fault(error.message, error.way_out))
    for catalogue, cells in cells_of.items():
        chosen_of[catalogue] += rules_of_cells(cells, catalogue, faults)
    case_id = values.get("id") or slug(reading.stem)
    school = School(id=str(case_id), title=str(values.get("title") or case_id))
    school.rules, school.policies = tuple(chosen_of["rules"]), tuple(chosen_of["policies"])
    levels = values.get("levels")
    school.levels = levels if isinstance(levels, tuple) else ()
    for key in ("grid_step", "hold", "walk_default", "pay"):
        if values.get(f"settings.{key}") is not None:
            school.optional[key] = values[f"settings.{key}"]
    school.term = _term(values, reading, faults)
    return school


def slug(stem: str) -> str:
    """Return a file's stem as a safe id: letters of any script and digits, other things become ``-``."""
    kept = re.sub(r"[^\w.]+", "-", stem).strip("-.")
    return re.sub(r"\.{2,}", ".", kept)[:64] or "case"


def _read(key: str, value: object) -> object:
    name = key.rpartition(".")[2]
    if name in _READERS:
        return _READERS[name](value)
    found = number(str(value))
    if name == "grid_step" and found <= 0:
        raise CellError(ABOVE_ZERO.with_(value=found))
    return _within(found, 1) if name == "hold" else found


def _within(value: int | Decimal, high: int) -> int | Decimal:
    if not 0 <= value <= high:
        raise CellError(OUT_OF_RANGE.with_(value=value, high=high))
    return value


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else date_of(str(value))


def _closed(value: object) -> tuple[dt.date, ...]:
    parts = value if isinstance(value, list) else split(str(value), also=",")
    found: set[dt.date] = set()
    for part in parts:
        found.update((_date(part),) if isinstance(part, dt.date) else dates_of(str(part)))
    return tuple(sorted(found))


def _makeup(value: object) -> tuple[tuple[dt.date, int], ...]:
    if isinstance(value, dict):
        pairs = [(str(date), str(weekday)) for date, weekday in value.items()]
    else:
        pairs = []
        for part in split(str(value), also=","):
            date, sign, weekday = re.sub(r"[＝:：]", "=", part).partition("=")
            if not sign:
                raise CellError(BAD_MAKEUP.with_(value=part), MAKEUP_FORM.with_())
            pairs.append((date, weekday))
    return tuple(sorted({date_of(date): weekday_of(weekday) for date, weekday in pairs}.items()))


def _pay(value: object) -> tuple[tuple[str, Decimal], ...]:
    """Read what a work unit costs by kind of staff, in the order in which kinds are listed everywhere."""
    if isinstance(value, dict):
        pairs = [(str(kind), str(yuan)) for kind, yuan in value.items()]
    else:
        pairs = []
        for part in split(str(value), also=",，"):
            kind, sign, yuan = re.sub(r"[＝:：]", "=", part).partition("=")
            if not sign:
                raise CellError(BAD_PAY.with_(value=part), PAY_FORM.with_())
            pairs.append((kind, yuan))
    found: dict[str, Decimal] = {}
    for kind, yuan in pairs:
        known, price = chosen(kind, STAFF_KINDS), number(yuan)
        if known in found:
            raise CellError(PAID_TWICE.with_(value=kind), PAY_FORM.with_())
        if price < 0:
            raise CellError(BELOW_ZERO.with_(value=price))
        found[known] = price
    return tuple((kind, found[kind]) for kind in STAFF_KINDS if kind in found)


_READERS: Mapping[str, Callable[[object], object]] = {
    "id": lambda value: identifier(str(value)),
    "title": lambda value: text_of(str(value)),
    "start": _date,
    "end": _date,
    "national": lambda value: chosen(truth(value), YES_NO) == "yes",
    "closed": _closed,
    "makeup": _makeup,
    "walk_default": lambda value: _within(whole(str(value)), 120),
    "levels": levels_of,
    "pay": _pay,
}


def _term(values: Mapping[str, object], reading: Reading, faults: list[Fault]) -> Term | None:
    file = SETTINGS_FILE if reading.text is not None else reading.file
    start, end = values.get("term.start"), values.get("term.end")
    for key, example in (("term.start", "2026-09-01"), ("term.end", "2027-01-22")):
        if key not in values and reading.asked:
            name = Words(zh=KEYS[key][0], en=key)
            faults.append(
                Fault(MISSING.with_(name=name), file=file, column=key, way_out=ADD.with_(example=example))
            )
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    if end < start:
        faults.append(
            Fault(END_FIRST.with_(start=start, end=end), file=file, column="term.end", way_out=SWAP.with_())
        )
        return None
    if not 2000 <= start.year <= end.year <= 2100:
        faults.append(
            Fault(FAR_TERM.with_(start=start, end=end), file=file, column="term.end", way_out=SWAP.with_())
        )
        return None
    if (end - start).days > 370:
        faults.append(
            Fault(
                LONG_TERM.with_(days=(end - start).days + 1),
                file=file,
                column="term.end",
                way_out=SWAP.with_(),
            )
        )
        return None
    closed, makeup = values.get("term.closed") or (), values.get("term.makeup") or ()
    national = values.get("term.national")
    term = Term.model_validate(
        {
            "start": start,
            "end": end,
            "closed": closed,
            "makeup": makeup,
            "national": True if national is None else national,
        }
    )
    for date, _ in term.makeup:
        if not start <= date <= end:
            faults.append(
                Fault(OUTSIDE_TERM.with_(date=date), file=file, column="term.makeup", way_out=SWAP.with_())
            )
        if date in term.closed:
            faults.append(Fault(BOTH.with_(date=date), file=file, column="term.makeup", way_out=SWAP.with_()))
    return term
