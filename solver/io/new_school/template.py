"""``afterbell new DIR``: a small example as a folder of CSV and as a workbook; and a workbook of one table.

That one is for the smallest schools: no example to delete, a row for each weekday, and it is a whole case.
"""

from __future__ import annotations

from pathlib import Path

from solver.base.text import Lang, Words
from solver.io.files.example import (
    GUIDE,
    TITLE,
    WEEK_GUIDE,
    example_settings,
    example_sheets,
    week_settings,
)
from solver.io.files.workbook_writer import write_book
from solver.io.files.write import csv_of, whole_folder
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLES
from solver.io.tables.spelling import toml_value
from solver.io.tables.week import WEEK

TOML = Words(
    zh="""\
# 学校设置。日期写 "2026-09-01"；# 后面是说明。
id = {id}

[school]
title = {title}

[term]
start = "2026-09-07"
end = "2026-09-30"
# 按国家放假安排；学校自己的停课日写在 closed，可以写一段："2027-01-01..2027-01-03"
national = true
closed = ["2026-09-18"]
# 调休上班日按星期几的课上（1 是周一）
makeup = {{ "2026-09-20" = 2 }}

[settings]
# 固定人在一个轮换期里至少能到岗的比例
hold = 0.8
# 没有写步行分钟的两个区域之间
walk_default = 3
""",
    en="""\
# The school's settings. Dates are written "2026-09-01"; what follows # is a remark.
id = {id}

[school]
title = {title}

[term]
start = "2026-09-07"
end = "2026-09-30"
# The national holidays apply; the school's own closed days are listed, also as "2027-01-01..2027-01-03".
national = true
closed = ["2026-09-18"]
# Which weekday's lessons a make-up workday follows (1 is Monday).
makeup = {{ "2026-09-20" = 2 }}

[settings]
# Part of a rotation period on which a holder must be available.
hold = 0.8
# Walking minutes between zones that nobody measured.
walk_default = 3
""",
)


def write_template(directory: Path, lang: Lang) -> list[Path]:
    """Write the template into a new folder: CSV tables, ``school.toml``, a workbook of the same, and one that
    holds only the table of the week.

    Headers and the example are in ``lang``. The folder appears whole or not at all.

    Raises
    ------
    InputError
        If the folder exists and holds anything.
    """
    sheets = example_sheets(lang)
    case_id = slug(directory.resolve().name)
    toml = TOML.say(lang, id=toml_value(case_id), title=toml_value(TITLE.say(lang)))
    with whole_folder(directory) as fresh:
        (fresh / "school.toml").write_text(toml, encoding="utf-8", newline="\n")
        for table in TABLES:
            content = csv_of(table, sheets.get(table.name, []), lang)
            (fresh / f"{table.title(lang)}.csv").write_bytes(content)
        write_book(fresh / f"{case_id}.xlsx", sheets, example_settings(case_id, lang), lang, GUIDE)
        week = fresh / f"{WEEK.title(lang)}.xlsx"
        write_book(week, {}, week_settings(case_id, lang), lang, WEEK_GUIDE, (WEEK,))
    return sorted(directory.iterdir())
