"""``afterbell new DIR``: a small example as a folder of CSV and as a workbook; and a workbook of one table.

That one is for the smallest schools: no example to delete, a row for each weekday, and it is a whole case.
The example itself stands beside this file, in the folder ``example``, once in each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from solver.base.text import Lang, Words
from solver.io.editing.case_tables import CaseTables
from solver.io.editing.open_tables import open_tables
from solver.io.editing.save import files_of, whole_folder
from solver.io.files.settings_text import edited, settings_of
from solver.io.files.workbook_writer import write_book
from solver.io.settings.school import slug
from solver.io.tables.work import WEEK

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


def example_of(lang: Lang) -> CaseTables:
    """Return the example: a tiny school that can be solved. Two classes, four people, one gate."""
    with as_file(files(__package__) / "example" / lang) as folder:
        return open_tables(folder)


def settings_text(name: str, lang: Lang, values: Mapping[str, str]) -> str:
    """Return settings that stand beside the example, such as those of a new school, with other values."""
    text = (files(__package__) / "example" / lang / f"{name}.toml").read_text(encoding="utf-8")
    for key, value in values.items():
        text = edited(text, key, value)
    return text


def write_template(directory: Path, lang: Lang) -> list[Path]:
    """Write the template into a new folder: CSV tables, ``school.toml``, a workbook of the same, and one that
    holds only the table of the week.

    Headers and the example are in ``lang``. The folder appears whole or not at all.

    Raises
    ------
    InputError
        If the folder exists and holds anything.
    """
    case_id = slug(directory.resolve().name)
    example = example_of(lang).with_setting("id", case_id).with_every_table(lang)
    with whole_folder(directory) as fresh:
        for name, content in files_of(example).items():
            (fresh / name).write_bytes(content)
        settings = settings_of(example.settings)
        write_book(fresh / f"{case_id}.xlsx", example.tables, settings, lang, GUIDE)
        settings = settings_of(settings_text("week", lang, {"id": case_id}))
        write_book(fresh / f"{WEEK.title(lang)}.xlsx", {}, settings, lang, WEEK_GUIDE, (WEEK,))
    return sorted(directory.iterdir())
