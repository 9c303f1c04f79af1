"""``docs/data_format.md``: the data format, written from the declarations that the readers use."""

from __future__ import annotations

from pathlib import Path

from solver.base.text import Listed
from solver.io.files.workbook_writer import blank_means
from solver.io.settings.schema import SETTINGS
from solver.io.tables.catalogue import TABLES
from solver.io.tables.schema import KIND_WORDS, Column, Table
from solver.io.tables.vocabulary import ROTATIONS

PAGE = Path("docs/data_format.md")

HEAD = """\
# Data format 数据格式

This page is made from the code (`make docs`); a test keeps it up to date. 本页由程序生成。

A case is a folder of CSV tables with `school.toml`, or one `.xlsx` workbook with the same tables as
sheets. Both give the same case.
一个方案是一个文件夹（CSV 表和 `school.toml`），或一个工作簿（每张表一张工作表）；
两种写法得到同一个方案。

- Names of files, sheets and columns may be English or Chinese. Their order is free. Unknown columns are
  errors. 文件、工作表和列的名字可用中文或英文，次序不限，不认识的列会报错。
- CSV may be UTF-8 (with or without a mark) or GB18030, separated by comma, semicolon or tab.
  CSV 可以是 UTF-8 或 GB18030，用逗号、分号或制表符隔开。
- Lists in a cell are separated by `;`, `；` or `、`. 一格里写几项时用 `;`、`；` 或 `、` 隔开。
- Ids may have letters of any script, digits, spaces and `-_.@#+()·`; an id is at most 64 long.
  编号可用文字、数字、空格和 `-_.@#+()·`，至多 64 个字。
- Tables marked *required* must be there, and posts or clubs; the rest are optional. The table `week` stands
  for all of them: the smallest school fills in nothing else ([first school](first_school.md)).
  标明必填的表一定要有，岗位和社团至少有一张。
- In a workbook merged cells are refused, hidden sheets are read, sheets whose names begin with `_` are
  not. 工作簿里不能合并单元格；隐藏的工作表也读取；名字以 `_` 开头的不读取。
- A file has at most 50 MB, a case at most 2 million cells. 一个文件至多 50 MB，一个方案至多 200 万格。
- `afterbell new DIR` writes a template with an example. `afterbell new 文件夹` 写出带示例的模板。

## Settings 设置

In `school.toml`, or as rows *setting, value* of the sheet `school` 学校.

| setting | 设置 | meaning | 说明 |
|---|---|---|---|
"""

TOML = """
```toml
id = "fengjin"

[school]
title = "枫津实验小学"

[term]
start = "2026-09-01"
end = "2027-01-22"
national = true
closed = ["2027-01-01..2027-01-03"]
makeup = { "2026-10-10" = 3 }

[settings]
hold = 0.8
walk_default = 3
pay = { own = 45, external = 120 }   # what a work unit costs: compared, never planned by

[[rules]]           # docs/rules.md lists the codes and their parameters
code = "rest"
on = true

[[policies]]        # docs/policies.md lists the codes and their parameters
code = "two_hours"
minutes = 120
```

In the sheet a rule's parameters are rows `rules.<code>.<parameter>`; a second rule of the same code is
`rules.<code>#2.<parameter>`; policies are written `policies.<code>.<parameter>` in the same way.
在“学校”工作表里，规则的参数写成 `rules.规则.参数`，政策的参数写成 `policies.政策.参数`。

## People expressions 人员条件

`eligible` of posts and clubs and `who` of wishes say who is meant. Words are joined by `and` 且,
`or` 或 (also `;` and `,`), `not` 非 and parentheses; `not` binds closest, `or` loosest.

| word | 词 | means | 意思 |
|---|---|---|---|
"""

WORDS = (
    ("`any`", "所有人", "everybody", "所有人"),
    ("`own`", "本校教师", "the school's own teachers", "本校教师"),
    ("`leader`", "领导", "leaders", "领导"),
    ("`worker`", "职工", "workers", "职工"),
    ("`retired`", "退休教师", "retired teachers", "退休教师"),
    ("`external`", "校外人员", "people from outside", "校外人员"),
    ("`volunteer`", "志愿者", "volunteers", "志愿者"),
    ("`parent`", "家长", "parents", "家长"),
    (
        "`teaches`",
        "教本班",
        "teaches the post's group, or a part of it, or is its head; any group, where the post has none",
        "教岗位的班（或合并班的一部分），或是它的班主任；岗位没有班级时指教任何班",
    ),
    (
        "`head`",
        "班主任",
        "head of the post's group; of any group, where the post has none",
        "岗位的班的班主任；岗位没有班级时指任何班主任",
    ),
    ("`subject:Maths`, `Maths`", "科目:数学、数学", "has or teaches the subject", "任教这门学科"),
    ("`qual:first_aid`, `first_aid`", "资格:急救、急救", "has the qualification", "有这项资格"),
    ("`grade:1-2`", "年级:1-2", "teaches a group of these grades", "教这些年级的班"),
    ("`id:S012`, `S012`", "编号:S012、S012", "this person", "这个人"),
    (
        '`name:"Wang Fang"`, `"Wang Fang"`',
        "姓名:王芳、王芳",
        "this person; two people of one name need ids",
        "这个人；同名的人要写编号",
    ),
)

AFTER_WORDS = """
A bare word is looked up as a subject, then a qualification, an id, a name. What contains a space or an
operator stands in quotes: `"非遗"`. Examples: `own and (teaches or Maths) and not head`,
`本校教师 且（教本班 或 数学）且 非班主任`. 含空格或“且、或、非”的词要加引号。
"""


def markdown() -> str:
    """Return the page."""
    settings = "".join(
        f"| `{one.key}` | {one.zh[0]} | {one.meaning.en} | {one.meaning.zh} |\n" for one in SETTINGS
    )
    words = "".join(f"| {' | '.join(row)} |\n" for row in WORDS)
    return "\n".join([HEAD + settings + TOML + words + AFTER_WORDS, *(_table(table) for table in TABLES)])


def _table(table: Table) -> str:
    required = " — required 必填" if table.required else ""
    lines = [
        f"## {table.name} {table.zh[0]}{required}",
        "",
        f"{table.meaning.en} {table.meaning.zh}。",
        f"File or sheet: `{table.name}`, {', '.join(table.zh)}.",
        "",
        "| column | 列 | holds | 内容 | blank means | meaning | 说明 |",
        "|---|---|---|---|---|---|---|",
        *(_column(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _column(column: Column) -> str:
    to = f"`{column.to}`" if column.to else ""
    holds = [KIND_WORDS[column.kind].en.format(to=to), KIND_WORDS[column.kind].zh.format(to=to)]
    if column.choices:
        holds[0] += ": " + ", ".join(f"`{value}`" for value in column.choices)
        holds[1] += "：" + Listed(words[0] for words in column.choices.values()).say("zh")
    if column.kind == "rotation":
        holds[0] = ", ".join(f"`{value}`" for value in (*ROTATIONS, "weeks:N"))
    blank = "**required 必填**" if column.required else blank_means(column, "en")
    cells = [
        f"`{column.key}`",
        Listed(column.zh).say("zh"),
        *holds,
        blank,
        column.meaning.en,
        column.meaning.zh,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
