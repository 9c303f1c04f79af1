"""``docs/policies.md``: every policy, its meaning and its settings, written from the policies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from solver.base.units import clock
from solver.domain.params import TIME, Parameter, parameters_of
from solver.io.settings.safe_toml import toml_key, toml_value
from solver.policies import AnyPolicy, Example, catalogue
from solver.policies.policy import ServiceParams
from solver.reference.catalogue_page import REQUIRED, own_parameters, table, told

PAGE = Path("docs/policies.md")

HEAD = """\
# Policies 政策

This page is made from the code (`make docs`); a test keeps it up to date. 本页由程序生成。

Policies are what the authorities ask of a school's service. They look at the school's files alone, before
anything is planned: `afterbell check` lists every breach and ends with exit code 1; `afterbell solve` plans
all the same and lists them among the findings, and the plan is not clean. No policy holds unless the school's
settings say so; with `warn = true` it is only told. The same policy may be set several times, e.g. for summer
and for winter.
政策是上级对课后服务的要求，只看学校的资料，在排班之前检查：`afterbell check` 列出每一处违反，退出码为 1；
`afterbell solve` 照样排班，但结果不算干净。学校设置里写了的政策才检查；写 `warn = true` 则只提醒。
同一政策可以设置多次，如夏季、冬季各一次。

```toml
[[policies]]
code = "two_hours"

[[policies]]
code = "off_work"
time = "18:00"
last = 2026-09-30

[[policies]]
code = "off_work"
time = "17:30"
first = 2026-10-01
warn = true
```

In a workbook the same are rows of the sheet `school` 学校: `policies.two_hours.on` = `true`,
`policies.off_work.time` = `18:00`, `policies.off_work#2.time` = `17:30`. 工作簿里写在“学校”工作表。

## Settings of several policies 共有的设置

Every policy has `warn`; those that look at sessions (all but `nap_rooms`, `qualifications` and
`subject_work`) have the others, too, with these defaults unless their own table gives another.
`warn` 每个政策都有；其余是看时段的政策共有的，自己的表里另写了默认值的除外。
"""
TABLE = ("setting", "type", "写法", "default", "说明", "meaning")


def markdown() -> str:
    """Return the page."""
    lines = [HEAD.rstrip("\n"), *table(TABLE, map(_row, parameters_of(ServiceParams).values()))]
    lines += ["", "## All policies 全部政策"]
    rows = ((f"[`{kind.code}`](#{kind.code})", kind.title.zh, kind.title.en) for kind in catalogue())
    lines += table(("code", "政策", "policy"), rows)
    for kind in catalogue():
        lines += _entry(kind)
    return "\n".join(lines) + "\n"


def _entry(kind: type[AnyPolicy]) -> Iterator[str]:
    """Yield the lines of one policy."""
    yield from ("", f"### {kind.code}", "", f"**{kind.title.zh} {kind.title.en}**", "")
    yield from (kind.meaning.zh, kind.meaning.en, "", f"Source 来源: {kind.source.en}. {kind.source.zh}。")
    if own := own_parameters(kind.params_type, ServiceParams):
        yield from table(TABLE, map(_row, own))
    yield from told(kind.params_type)
    for example in kind.examples()[:1]:
        yield from ("", *_example(kind, example))


def _row(parameter: Parameter) -> tuple[str, ...]:
    form, meaning = parameter.form, parameter.meaning
    return (
        f"`{parameter.name}`",
        form.say("en"),
        form.say("zh"),
        _default(parameter),
        meaning.zh,
        meaning.en,
    )


def _default(parameter: Parameter) -> str:
    default = parameter.default
    if parameter.required:
        return REQUIRED
    if default is None or default in ((), ""):
        return "—"
    if parameter.special is TIME and isinstance(default, int):
        default = clock(default)
    return f"`{toml_value(default)}`"


def _example(kind: type[AnyPolicy], example: Example) -> Iterator[str]:
    """Yield settings and what a case that breaks them is told."""
    yield from ("```toml", "[[policies]]", f"code = {toml_value(kind.code)}")
    yield from (f"{toml_key(name)} = {toml_value(value)}" for name, value in example.params.items())
    yield from ("```", "")
    policy = kind(kind.params_type.model_validate(dict(example.params)))
    for finding in policy.check(example.broken):
        yield f"> {finding.say('zh')}  "
        yield f"> {finding.say('en')}"
