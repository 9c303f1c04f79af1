"""What the command line says of itself: help, and what was typed wrongly."""

from __future__ import annotations

from collections.abc import Mapping

from solver.base.text import Words

ABOUT = Words(
    zh="课后排：从一所学校的资料，排出一学期的社团课表、离校方案和排班表。",
    en="Afterbell: from one school's files to a term's club timetable, hand-over plan and roster.",
)
COMMANDS: Mapping[str, Words] = {
    "new": Words(
        zh="写一套空白方案：文件夹和带下拉列表的工作簿，含示例行。",
        en="Write a case to fill in: tables and a workbook with drop-downs and an example.",
    ),
    "check": Words(
        zh="读入方案，一次列出所有错误及改法。", en="Read a case and list every fault with a way out."
    ),
    "solve": Words(
        zh="排出方案并核验，写出整个结果文件夹。Ctrl-C 停止并保留目前最好的结果。",
        en="Plan, audit, and write the folder of outputs. Ctrl-C stops and keeps the best so far.",
    ),
    "audit": Words(
        zh="只凭方案资料重新核验一个结果文件夹和它的证书。",
        en="Check a plan folder and its certificate again, from the case alone.",
    ),
    "verify": Words(
        zh="不靠求解器，只凭方案资料，把证书里的每个下界重新精确算一遍。",
        en="Work every bound of a plan's certificate out again, exactly, without any solver.",
    ),
    "show": Words(zh="在屏幕上看排班表。", en="Print a roster."),
    "score": Words(
        zh="用同一把尺子衡量手工排的班：问题、各级指标、工作量。",
        en="Measure a roster made by hand on the same yardstick: findings, levels, shares.",
    ),
    "batch": Words(
        zh="一次排许多学校：逐一读入、排班、核验、写出，最后出一张总表。已排好的不重排。",
        en="Plan, audit and write many schools, with one report; what is done is not done again.",
    ),
    "compare": Words(
        zh="把几个设想（改动清单）各排一遍，与现状并排比较，写出两页报告。",
        en="Plan scenarios (lists of edits) beside the case as it is, and report on two pages.",
    ),
    "import": Words(
        zh="从学校的课表工作簿开始一套方案：人员、班级、任课、课表，并说明每一格的去向。",
        en="Start a case from a school's class timetables (课表); every cell is accounted for.",
    ),
    "app": Words(
        zh="在浏览器里填写、排班、查看和比较（只在本机）。",
        en="Edit inputs, solve, read rosters and compare scenarios in the browser, on this machine.",
    ),
}
SOURCES = ("kebiao",)
"""What a case can be started from."""
PARAMETERS: Mapping[str, Words] = {
    "source": Words(zh="从什么导入：kebiao 课表", en="what to start from: kebiao, class timetables"),
    "file": Words(zh="课表工作簿（.xlsx）", en="the workbook (.xlsx)"),
    "times": Words(
        zh="各节课的时间（TOML），写法见 docs/kebiao.md",
        en="when periods are held, a TOML file as docs/kebiao.md shows",
    ),
    "cases": Words(
        zh="方案、含方案的文件夹、或每行写一个方案的 .txt",
        en="cases, folders of cases, or .txt lists of them, one a line",
    ),
    "root": Words(zh="放方案的文件夹（默认 data）", en="the folder of cases (data by default)"),
    "port": Words(zh="端口（默认 8501）", en="the port (8501 by default)"),
    "address": Words(
        zh="监听的地址（默认只在本机；没有登录，不要对外开放）",
        en="where to listen (this machine only by default; there is no sign-in: do not expose it)",
    ),
    "jobs": Words(zh="同时排几所学校（默认：处理器核数）", en="schools side by side (by default one a core)"),
    "scenarios": Words(
        zh="设想：改动清单（.toml），写法见 docs/scenarios.md，至多 6 个",
        en="lists of edits (.toml) as docs/scenarios.md shows, at most 6",
    ),
    "directory": Words(zh="要新建的文件夹", en="the folder to make"),
    "case": Words(
        zh="方案：CSV 文件夹或 .xlsx 工作簿", en="the case: a folder of CSV tables, or a .xlsx workbook"
    ),
    "out": Words(zh="结果文件夹", en="the plan folder"),
    "folder": Words(zh="结果文件夹", en="the plan folder"),
    "roster": Words(zh="手工排班表（CSV）", en="the roster, a CSV table"),
    "by": Words(zh="按日、按人、按班级、按场地", en="what the rows are"),
    "time": Words(zh="最多算多少秒（默认 60）", en="seconds to solve at most (60 by default)"),
    "effort": Words(
        zh="以固定的计算量代替秒数：同一种子，结果逐字节相同",
        en="a fixed amount of work instead of seconds: the same seed gives the same bytes",
    ),
    "workers": Words(zh="同时使用几个处理器核（默认 2）", en="processor cores to use (2 by default)"),
    "seed": Words(zh="随机种子（默认 0）", en="seed of the search (0 by default)"),
    "lang": Words(zh="语言：zh 中文，en 英文（默认随系统）", en="zh or en (by default the locale's)"),
    "json": Words(zh="只输出一个 JSON 对象", en="print one JSON object and nothing else"),
    "version": Words(zh="显示版本", en="show the version"),
}
FRAME: tuple[tuple[str, str], ...] = (
    ("Usage: ", "用法："),
    ("\nArguments:\n", "\n参数：\n"),
    ("\nOptions:\n", "\n选项：\n"),
    ("\nCommands:\n", "\n命令：\n"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 ……"),
    ("[required]", "（必填）"),
    ("Show this message and exit.", "显示这份说明"),
)
"""What typer puts around the help, and what it is in Chinese."""

WRITTEN = Words(zh="已写好：{path}", en="Written: {path}")
NO_OPTION = Words(zh="没有选项“{name}”", en="There is no option {name}.")
NO_COMMAND = Words(zh="没有命令“{name}”", en="There is no command {name}.")
PERHAPS = Words(zh="是不是 {names}？", en="Perhaps {names}?")
MISSING = Words(zh="缺少 {name}", en="{name} is missing.")
NO_VALUE = Words(zh="选项 {name} 后面要写一个值", en="The option {name} needs a value.")
CANT = Words(zh="无法执行：{what}", en="That can't be done: {what}.")
TOO_MANY = Words(zh="多写了 {what}", en="{what} is too much.")
SEE_HELP = Words(zh="用法见 {command} --help", en="See {command} --help.")
ONE_OF = Words(zh="{name} 只能是 {choices}，不是“{value}”", en="{name} is one of {choices}, not {value}.")
NUMBER = Words(
    zh="{name} 要写 {low} 到 {high} 的数，不是“{value}”",
    en="{name} is a number from {low} to {high}, not {value}.",
)
WHOLE = Words(
    zh="{name} 要写 {low} 到 {high} 的整数，不是“{value}”",
    en="{name} is a whole number from {low} to {high}, not {value}.",
)
TIME_OR_EFFORT = Words(zh="--time 和 --effort 只能选一个", en="Give either --time or --effort, not both.")
ONE_WORKER = Words(
    zh="--effort 只用一个核，才能每次结果相同；请去掉 --workers 或写 1",
    en="With --effort there is one worker, so that runs repeat; leave --workers out or give 1.",
)
