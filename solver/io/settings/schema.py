"""The settings of a school: each declared once, as the columns of tables are.

Reading ``school.toml`` and the sheet ``school``, writing both, the form of the app, scenarios and the page
``docs/data_format.md`` follow from the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from solver.base.did_you_mean import nearest, way_out
from solver.base.text import Listed, Said, Words
from solver.domain.case import Case
from solver.io.settings.rules import Levels, level_groups, levels_of
from solver.io.settings.safe_toml import cell_of, toml_value
from solver.io.tables.cell_error import NO_VALUE, PLAIN_VALUE, CellError, split
from solver.io.tables.cells import pairs_of, read_cell, spell
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import YES_NO, choice

UNKNOWN = Words(zh="没有“{name}”这项设置", en="There is no setting “{name}”.")
KEYS_ARE = Words(
    zh="可用的设置：{keys}，以及 rules.代号.参数、policies.代号.参数",
    en="The settings are: {keys}; rules.<code>.<parameter> and policies.<code>.<parameter>.",
)
CATALOGUES = {"rules": "rules", "规则": "rules", "policies": "policies", "政策": "policies"}
"""Settings that choose from a catalogue, by the names under which they may stand."""
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,30})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSetting(Column):
    """One setting. ``key`` is its path, such as ``term.start``; ``name`` is what a form calls it.

    ``section`` is the table of ``school.toml`` that it stands in where its path does not say so.
    """

    name: Words
    section: str = ""
    example: str = ""

    @property
    def home(self) -> tuple[str, str]:
        """The table of ``school.toml`` in which it is written, "" for none, and its name there."""
        head, _, name = self.key.rpartition(".")
        return self.section or head, name

    @property
    def target(self) -> str:
        """The field of the case that it becomes."""
        return self.key.removeprefix("settings.")


SETTINGS = (
    SchoolSetting(
        "id",
        ("编号",),
        "id",
        Words(zh="方案编号；空为文件夹或文件名", en="The case's id; the folder's or file's name if absent."),
        name=Words(zh="编号", en="Id"),
    ),
    SchoolSetting(
        "title",
        ("名称",),
        "text",
        Words(zh="方案名称", en="The case's title."),
        section="school",
        name=Words(zh="名称", en="Title"),
    ),
    SchoolSetting(
        "term.start",
        ("学期开始",),
        "date",
        Words(zh="学期第一天", en="The term's first day."),
        required=True,
        name=Words(zh="学期开始", en="Term starts"),
        example="2026-09-01",
    ),
    SchoolSetting(
        "term.end",
        ("学期结束",),
        "date",
        Words(zh="学期最后一天", en="The term's last day."),
        required=True,
        name=Words(zh="学期结束", en="Term ends"),
        example="2027-01-22",
    ),
    SchoolSetting(
        "term.national",
        ("法定节假日",),
        "yes_no",
        Words(zh="按国家放假安排（默认是）", en="Follow the national holidays (yes unless said)."),
        name=Words(zh="按国家法定节假日放假", en="Follow the national holidays"),
    ),
    SchoolSetting(
        "term.closed",
        ("停课日",),
        "dates",
        Words(
            zh="学校自己的停课日，如 2027-01-01..2027-01-03",
            en="The school's own closed days, such as 2027-01-01..2027-01-03.",
        ),
        name=Words(zh="停课日", en="Closed days"),
        example="2027-01-01..2027-01-03",
    ),
    SchoolSetting(
        "term.makeup",
        ("调休上班",),
        "makeup",
        Words(
            zh="调休上班日按星期几的课上，如 2026-10-10=3",
            en="Which weekday's lessons a make-up workday follows, such as 2026-10-10=3.",
        ),
        name=Words(zh="调休上班", en="Make-up workdays"),
        example="2026-10-10=3",
    ),
    SchoolSetting(
        "settings.grid_step",
        ("工作量单位",),
        "decimal",
        Words(zh="工作量的最小单位；空为自动", en="The smallest step of work units; found if absent."),
        above=0,
        name=Words(zh="工作量单位", en="Step of work units"),
    ),
    SchoolSetting(
        "settings.hold",
        ("到岗比例",),
        "decimal",
        Words(
            zh="固定人在一个轮换期里至少能到岗的比例（默认 0.8）",
            en="Part of a rotation period on which a holder must be available (0.8 unless said).",
        ),
        low=0,
        high=1,
        name=Words(zh="到岗比例", en="Share to hold a post"),
        example="0.8",
    ),
    SchoolSetting(
        "settings.walk_default",
        ("默认步行分钟",),
        "int",
        Words(
            zh="没有写步行分钟的两个区域之间（默认 3）",
            en="Walking minutes between zones that nobody measured (3 unless said).",
        ),
        low=0,
        high=120,
        name=Words(zh="默认步行分钟", en="Walking minutes unless measured"),
        example="3",
    ),
    SchoolSetting(
        "settings.pay",
        ("课酬",),
        "pay",
        Words(
            zh="一个工作量多少元，按人员身份，如 校外人员=120; 本校教师=45；空为不计",
            en="Yuan for one work unit by kind of staff, such as external=120; own=45; none if absent.",
        ),
        name=Words(zh="课酬", en="Pay"),
    ),
    SchoolSetting(
        "levels",
        ("目标层级",),
        "levels",
        Words(
            zh="目标的先后：层用 ; 隔开，同层用 + 相连，可带 :权重",
            en="The order of aims: levels separated by ;, parts of one joined by +, each with :weight.",
        ),
        name=Words(zh="目标层级", en="Order of aims"),
    ),
)
SETTING: Mapping[str, SchoolSetting] = {setting.key: setting for setting in SETTINGS}
SECTIONS = ("", "school", "term", "settings")
_KEY_OF = {name: setting.key for setting in SETTINGS for name in (setting.key, *setting.zh)}


def key_of(name: str) -> str:
    """Return the key of a setting by any of its names; a name that is none stays as it is."""
    return _KEY_OF.get(name, name)


def nearest_key(name: str) -> str | None:
    """Return the key of the setting that was probably meant by a name that is none."""
    guess = nearest(name, _KEY_OF)
    return guess and _KEY_OF[guess]


def unknown(name: str) -> tuple[Said, Said]:
    """Return what is wrong with the name of a setting that there is not, and a way out."""
    return UNKNOWN.with_(name=name), way_out(name, _KEY_OF, KEYS_ARE.with_(keys=Listed(SETTING)))


def read_setting(setting: SchoolSetting, value: object) -> object:
    """Return what a setting means, as TOML or a cell gives it.

    Raises
    ------
    CellError
        If it can't be read.
    """
    if setting.kind == "levels":
        return levels_of(value)
    text = setting_cell(setting, value)
    if text is None:
        raise CellError(NO_VALUE.with_(), PLAIN_VALUE.with_())
    return read_cell(setting, text)


def setting_cell(setting: SchoolSetting, value: object) -> str | None:
    """Return a value of TOML as the cell of a sheet ``school`` that means the same; ``None`` for no cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and setting.kind == "levels":
        try:
            return _levels_cell(level_groups(value))
        except CellError:
            return toml_value(value)
    if isinstance(value, dict):
        parts = {name: cell_of(part) for name, part in value.items()}
        return None if None in parts.values() else ";".join(f"{name}={part}" for name, part in parts.items())
    return toml_value(value) if isinstance(value, bool) else cell_of(value)


def setting_toml(setting: SchoolSetting, text: str) -> str:
    """Return a cell of the sheet ``school`` as TOML writes it: a text where it can't be understood."""
    try:
        return toml_value(_TOML.get(setting.kind, str)(text))
    except CellError:
        return toml_value(text)


def setting_of(setting: SchoolSetting, case: Case) -> str:
    """Return what a case has as the cell of the sheet ``school``."""
    value = attrgetter(setting.target)(case)
    if setting.kind == "levels":
        return _levels_cell(value)
    if setting.kind in {"makeup", "pay"}:
        return ";".join(f"{spell(name)}={spell(part)}" for name, part in value)
    return spell(value)


def _levels_cell(levels: Levels) -> str:
    return "; ".join(" + ".join(_weighted(*part) for part in level) for level in levels)


def _weighted(name: str, weight: int) -> str:
    return name if weight == 1 else f"{name}:{weight}"


def _levels_toml(text: str) -> list[object]:
    groups = [[_weighted(*part) for part in level] for level in level_groups(text)]
    return [group[0] if len(group) == 1 else group for group in groups]


def _truth(text: str) -> object:
    word = choice(text, YES_NO)
    return text if word is None else word == "yes"


def _plain_number(text: str) -> object:
    if not _NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)


def _pairs(text: str) -> dict[str, object]:
    return {name: _plain_number(part) for name, part in pairs_of(text, "")}


_TOML: Mapping[str, Callable[[str], object]] = {
    "yes_no": _truth,
    "decimal": _plain_number,
    "int": _plain_number,
    "dates": lambda text: split(text, also=","),
    "makeup": _pairs,
    "pay": _pairs,
    "levels": _levels_toml,
}
"""How the kinds of settings that TOML has values of its own for are written; all others are texts."""
