"""The example of the template: a tiny school that can be solved. Two classes, four people, one gate."""

from __future__ import annotations

from solver.base.text import Lang, Words
from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import Column
from solver.io.tables.spelling import Row, Settings, Sheets
from solver.io.tables.vocabulary import ROTATIONS, YES_NO, spelt

Cell = str | Words

CHINESE = Words(zh="语文", en="Chinese")
MATHS = Words(zh="数学", en="Maths")
ART = Words(zh="美术", en="Art")
EACH = Words(zh="每班", en="each")
TEACHES = Words(zh="教本班", en="teaches")

TITLE = Words(zh="示例小学（请换成自己的学校）", en="Example school (put your own here)")
SETTINGS: tuple[tuple[str, str], ...] = (
    ("term.start", "2026-09-07"),
    ("term.end", "2026-09-30"),
    ("term.national", "true"),
    ("term.closed", "2026-09-18"),
    ("term.makeup", "2026-09-20=2"),
    ("settings.hold", "0.8"),
    ("settings.walk_default", "3"),
)

ROWS: dict[str, tuple[dict[str, Cell], ...]] = {
    "staff": (
        {
            "id": "T1",
            "name": Words(zh="王芳", en="Wang Fang"),
            "kind": "own",
            "subjects": CHINESE,
            "share": "1",
        },
        {
            "id": "T2",
            "name": Words(zh="李强", en="Li Qiang"),
            "kind": "own",
            "subjects": CHINESE,
            "share": "1",
        },
        {
            "id": "T3",
            "name": Words(zh="张敏", en="Zhang Min"),
            "kind": "own",
            "subjects": MATHS,
            "share": "1",
        },
        {
            "id": "T4",
            "name": Words(zh="陈静", en="Chen Jing"),
            "kind": "own",
            "subjects": ART,
            "share": "0.8",
        },
    ),
    "groups": (
        {
            "id": "1-1",
            "name": Words(zh="一（1）班", en="Class 1-1"),
            "grade": "1",
            "room": "R101",
            "head": "T1",
        },
        {
            "id": "2-1",
            "name": Words(zh="二（1）班", en="Class 2-1"),
            "grade": "2",
            "room": "R201",
            "head": "T2",
        },
    ),
    "enrolment": (
        {"group": "1-1", "session": "after", "pupils": "26", "self_release": "2"},
        {"group": "1-1", "session": "after", "weekday": Words(zh="周五", en="Fri"), "pupils": "20"},
        {"group": "2-1", "session": "after", "pupils": "30"},
    ),
    "teaching": (
        {"staff": "T1", "group": "1-1", "subject": CHINESE},
        {"staff": "T2", "group": "2-1", "subject": CHINESE},
        {"staff": "T3", "group": "1-1", "subject": MATHS},
        {"staff": "T3", "group": "2-1", "subject": MATHS},
        {"staff": "T4", "group": "1-1", "subject": ART},
        {"staff": "T4", "group": "2-1", "subject": ART},
    ),
    "lessons": (
        {
            "staff": "T3",
            "weekday": Words(zh="周三", en="Wed"),
            "start": "14:40",
            "end": "15:20",
            "zone": "main",
        },
    ),
    "sessions": (
        {
            "id": "after",
            "name": Words(zh="课后服务", en="After school"),
            "kind": "after_school",
            "grades": "1;2",
            "start": "15:30",
            "end": "17:00",
            "grace": "5",
            "ends": "gate",
        },
    ),
    "rooms": (
        {
            "id": "R101",
            "name": Words(zh="一（1）班教室", en="Room 101"),
            "kind": "classroom",
            "capacity": "45",
            "zone": "main",
        },
        {
            "id": "R201",
            "name": Words(zh="二（1）班教室", en="Room 201"),
            "kind": "classroom",
            "capacity": "45",
            "zone": "main",
        },
        {
            "id": "ART",
            "name": Words(zh="美术室", en="Art room"),
            "kind": Words(zh="美术室", en="art"),
            "capacity": "30",
            "zone": "main",
        },
    ),
    "zones": (
        {"id": "main", "name": Words(zh="教学楼", en="Main building"), "kind": "building", "walk": "gate:2"},
        {
            "id": "gate",
            "name": Words(zh="校门", en="Gate"),
            "kind": "gate",
            "throughput": "12",
            "rain_throughput": "8",
            "rain_zone": "main",
        },
    ),
    "posts": (
        {
            "id": "care",
            "name": Words(zh="看护", en="Care"),
            "kind": "care",
            "session": "after",
            "group": EACH,
            "need": "1",
            "units": "1",
            "eligible": TEACHES,
            "rotation": "daily",
        },
        {
            "id": "gate",
            "name": Words(zh="校门护送", en="Gate duty"),
            "kind": "gate",
            "session": "after",
            "zone": "gate",
            "start": "16:55",
            "end": "17:30",
            "need": "1",
            "units": "0.5",
            "eligible": Words(zh="本校教师", en="own"),
            "rotation": "daily",
        },
    ),
    "clubs": (
        {
            "id": "painting",
            "name": Words(zh="儿童画", en="Painting"),
            "sessions": "after",
            "meetings": "1",
            "start": "15:45",
            "end": "16:30",
            "room": "ART",
            "eligible": Words(zh="美术 或 数学", en="Art or Maths"),
            "need": "1",
            "units": "1",
            "rotation": "term",
        },
    ),
    "members": (
        {"club": "painting", "group": "1-1", "pupils": "8"},
        {"club": "painting", "group": "2-1", "pupils": "10"},
    ),
    "absences": (
        {
            "staff": "T1",
            "from": "2026-09-16",
            "to": "2026-09-16",
            "reason": Words(zh="病假", en="ill"),
            "away": "yes",
        },
    ),
    "wishes": ({"who": "id:T2", "want": "avoid", "post": "gate", "weight": "1"},),
    "pins": ({"action": "forbid", "staff": "T4", "post": "gate", "date": "2026-09-08"},),
    "history": ({"staff": "T3", "account": "units", "balance": "0.5"},),
}

GUIDE = (
    Words(zh="课后排：一个学校一个学期的数据", en="Afterbell: one school's data for one term"),
    Words(
        zh="每张工作表是一张表。橙色表头必填，蓝色可以空着；鼠标移到表头上看说明。",
        en="Every sheet is a table. Orange headers must be filled, blue ones need not; each has a note.",
    ),
    Words(
        zh="示例是一所很小的学校，可以直接排：请把示例的行换成自己的。",
        en="The example is a very small school that can be solved as it is: put your own rows in its place.",
    ),
    Words(
        zh="用不到的表（如 结转、固定、意愿）可以删掉示例行，只留表头。",
        en="Tables that you don't need (such as history, pins, wishes) may keep their header only.",
    ),
    Words(
        zh="人员条件（谁可以）：教本班、班主任、领导、语文、年级:1-2、姓名，用 且 或 非 和括号相连。",
        en="People expressions (eligible): teaches, head, leader, a subject, grade:1-2, a name, "
        "joined by and, or, not and parentheses.",
    ),
    Words(
        zh="不要合并单元格；名字以 _ 开头的工作表不读取。",
        en="Don't merge cells. Sheets whose names begin with _ are not read.",
    ),
)
"""What the first sheet of the template tells its reader."""


WEEK_GUIDE = (
    Words(zh="课后排：最小的学校，一周安排", en="Afterbell: the smallest school, one week"),
    Words(
        zh="只填“一周安排”：每行写星期、活动、负责人；时间写在第一行，下面各行空着就是同上一行。",
        en="Fill in the sheet “week” only: weekday, activity, who is in charge. Times go into the first row; "
        "blank below means as in the row above.",
    ),
    Words(
        zh="“学校”里有学期的起止日期和名称，不合适时改一下。",
        en="The sheet “school” has the term's first and last day and the title: change what does not fit.",
    ),
    Words(
        zh="需要班级、校门、社团、轮换时，改用旁边的整套表格。",
        en="For classes, gates, clubs and rotations use the whole set of tables beside this file.",
    ),
)
"""What the first sheet of the one-table workbook tells its reader."""
WEEK_TITLE = Words(zh="课后服务一周安排", en="After-school service, one week")


def week_settings(case_id: str, lang: Lang) -> Settings:
    """Return the settings of the one-table workbook: an autumn term."""
    term = (("term.start", "2026-09-01"), ("term.end", "2027-01-20"), ("term.closed", "2027-01-01"))
    days = (("term.makeup", "2026-09-20=2;2026-10-10=3"),)
    return [("id", case_id), ("title", WEEK_TITLE.say(lang)), *term, *days]


def example_sheets(lang: Lang) -> Sheets:
    """Return the tables of the example as text in a language."""
    return {name: [_row(name, row, lang) for row in rows] for name, rows in ROWS.items()}


def _row(table: str, row: dict[str, Cell], lang: Lang) -> Row:
    columns = TABLE[table].column
    return {key: _spelt(columns[key], cell, lang) for key, cell in row.items()}


def _spelt(column: Column, cell: Cell, lang: Lang) -> str:
    if isinstance(cell, Words):
        return cell.say(lang)
    if column.kind == "rotation":
        return spelt(cell, ROTATIONS, lang)
    if column.kind == "yes_no":
        return spelt(cell, YES_NO, lang)
    return spelt(cell, column.choices, lang)


def example_settings(case_id: str, lang: Lang) -> Settings:
    """Return the settings of the example."""
    return [("id", case_id), ("title", TITLE.say(lang)), *SETTINGS]
