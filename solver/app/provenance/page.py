"""The page of the origin: what a roster was made from, when and how, so that any can be traced."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from solver.app import plan_picker
from solver.app.page import Page, local, plain
from solver.app.plan_picker import title_of
from solver.app.solve.form import aims_words
from solver.app.widgets import download
from solver.base.text import LANGS, Lang, Listed, Message, Words
from solver.base.units import show_units
from solver.base.vocabulary import CASE, FINDINGS, ORIGIN, SCENARIO, SECONDS, SEED
from solver.domain.case import Case, Pin
from solver.domain.levels import STAGE_WORDS, Stage, group_name, groups_of
from solver.domain.plan import stage_hash
from solver.report.facts import pin_words
from solver.service import Result
from solver.workspace import PlanInfo, RunView

ABOUT = Words(
    zh="同样的填写、版本、种子和核数，可以再排一次来比较。下面每一项也写在下载的文件里。",
    en="With the same inputs, version, seed and cores it can be solved again and compared. Everything below "
    "stands in the files to download, too.",
)
CHANGED_SINCE = Words(
    zh="填写在这份排班之后改过：现在的填写排出来会不一样。",
    en="The inputs have changed since this roster was made: solved now, they would give another one.",
)
FROM = Words(zh="由什么排出", en="Made from")
HOW = Words(zh="怎样排出", en="Made how")
WHEN = Words(zh="何时排出，排成什么", en="Made when, and what it is")
TEXT = Words(zh="下载（文本）", en="Download as text")
JSON = Words(zh="下载（JSON）", en="Download as JSON")
MAX_PARENTS = 50
"""Versions of a roster that are told."""

TERM = Words(zh="学期", en="Term")
SOURCE = Words(zh="填写内容的指纹", en="Hash of the inputs")
SAME = Words(zh="与现在的填写一致", en="the inputs are the same now")
CHANGED = Words(zh="填写在这之后改过", en="the inputs have changed since")
CASE_HASH = Words(zh="所排方案的指纹", en="Hash of the case that was solved")
VERSION = Words(zh="程序版本", en="Version")
CORES = Words(zh="处理器核", en="Cores")
LIMIT = Words(zh="限定时间", en="Time allowed")
EFFORT = Words(zh="固定计算量 {count}", en="fixed effort {count}")
TOOK = Words(zh="实际用时", en="Time taken")
ASKED, BEGAN, ENDED = (
    Words(zh="提出", en="Asked for"),
    Words(zh="开始", en="Began"),
    Words(zh="结束", en="Ended"),
)
KEPT = Words(zh="保存", en="Kept")
RUN = Words(zh="排班编号", en="Run")
NO_RUN = Words(zh="手工改成，不是排出来的", en="changed by hand, not solved")
PARENT = Words(zh="改自", en="Made from")
PLAN = Words(zh="{label}（{when}）", en="{label} ({when})")
AIMS = Words(zh="目标先后", en="Order of aims")
PINS = Words(zh="手工固定的安排", en="Pins")
PINS_NONE = Words(zh="没有", en="none")
PINS_ALL = Words(zh="{count} 条，全部遵守", en="{count}, all respected")
PINS_LEFT = Words(zh="{count} 条；本次没有遵守：{left}", en="{count}; left out in this run: {left}")
PINS_KEPT = Words(zh="遵守 {count} 条", en="{count} respected")
STAGE = Words(zh="{stage}的指纹", en="Hash of the {stage}")
SEATS = Words(zh="人次", en="Assignments")


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, ORIGIN, "run")
    plan = page.plan
    if handout is None or plan is None:
        return
    origin = origin_of(page, plan)
    st.caption(page.say(ABOUT))
    if not origin.same_inputs and not plan.scenario:
        st.warning(page.say(CHANGED_SINCE), icon=":material/history_toggle_off:")
    for title, part in ((FROM, made_from), (HOW, made_how), (WHEN, made_when)):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{page.say(title)}**")
            for fact in part(origin, page.lang):
                left, right = st.columns([1, 3])
                left.caption(page.say(fact.title))
                right.markdown(plain(fact.text))
    name = f"origin-{plan.id}"
    with st.container(horizontal=True):
        download(page, "run_text", TEXT, f"{name}.txt", as_text(origin, page.lang), "description")
        download(page, "run_json", JSON, f"{name}.json", as_json(origin), "data_object")


def origin_of(page: Page, plan: PlanInfo) -> Origin:
    """Gather what is known of a plan's origin."""
    draft = page.workspace.drafts.open(plan.key)
    loaded = page.workspace.drafts.examine(draft.tables).loaded
    parents: list[PlanInfo] = []
    parent = plan.parent
    while parent is not None and len(parents) < MAX_PARENTS:
        parents.append(page.workspace.plans.get(parent))
        parent = parents[-1].parent
    return Origin(
        plan=plan,
        result=page.workspace.plans.result(plan.id),
        run=None if plan.run_id is None else page.workspace.runs.get(plan.run_id),
        parents=tuple(parents),
        source=draft.tables.digest,
        inputs=loaded.case if loaded else None,
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a roster's origin: its name for programs, its title, what it is."""

    name: str
    title: Message
    text: str


@dataclass(frozen=True)
class Origin:
    """All that is known of where a plan comes from.

    ``inputs`` is the case that the inputs make now, ``None`` where they have faults; ``source`` is the digest
    of the inputs as they are now. ``parents`` are the plans it was changed from, nearest first.
    """

    plan: PlanInfo
    result: Result
    run: RunView | None
    parents: tuple[PlanInfo, ...]
    source: str
    inputs: Case | None

    @property
    def same_inputs(self) -> bool:
        """Whether the inputs are still those that the plan was made from."""
        return self.plan.digest == self.source

    @cached_property
    def stages(self) -> tuple[tuple[Stage, str], ...]:
        """The hash of what each stage made."""
        plan = self.result.plan
        return (
            ("timetable", stage_hash(plan.timetable)),
            ("handover", stage_hash(plan.handover)),
            ("rotation", stage_hash(plan.roster)),
        )

    @cached_property
    def left_out(self) -> tuple[Pin, ...] | None:
        """The pins of the inputs that the run left out; ``None`` where the inputs are not those any more."""
        if self.inputs is None or not self.same_inputs or self.plan.scenario:
            return None
        kept = list(self.result.case.pins)
        left: list[Pin] = []
        for pin in self.inputs.pins:
            if pin in kept:
                kept.remove(pin)
            else:
                left.append(pin)
        return tuple(left)


def facts(origin: Origin, lang: Lang) -> tuple[Fact, ...]:
    """Return what is known, in the order in which it is read."""
    return tuple(fact for part in (made_from, made_how, made_when) for fact in part(origin, lang))


def as_text(origin: Origin, lang: Lang) -> str:
    """Return it line by line, for a file."""
    return "".join(f"{fact.title.say(lang)}: {fact.text}\n" for fact in facts(origin, lang))


def as_json(origin: Origin) -> str:
    """Return it for programs, with its words in both languages."""
    plan, run, case = origin.plan, origin.run, origin.result.case
    data = {
        "plan": plan.id,
        "key": plan.key,
        "case": case.id,
        "title": case.title,
        "scenario": plan.scenario,
        "source_hash": plan.digest,
        "inputs_unchanged": origin.same_inputs,
        "case_hash": plan.case_hash,
        "version": plan.version,
        "seed": plan.seed,
        "workers": run.options.workers if run else origin.result.certificate.workers,
        "seconds_allowed": run.options.seconds if run else None,
        "effort": run.options.effort if run else origin.result.certificate.effort,
        "seconds": plan.seconds,
        "run": plan.run_id,
        "queued": run.queued.isoformat() if run else None,
        "started": run.started.isoformat() if run and run.started else None,
        "ended": run.ended.isoformat() if run and run.ended else None,
        "made": plan.made.isoformat(),
        "parents": [parent.id for parent in origin.parents],
        "levels": [group_name(group) for group in groups_of(case, "rotation")],
        "weights": [[weight for _, weight in group] for group in groups_of(case, "rotation")],
        "pins": len(case.pins),
        "pins_left_out": _left_words(origin, "en"),
        "stages": dict(origin.stages),
        "findings": plan.findings,
        "words": {lang: {fact.name: fact.text for fact in facts(origin, lang)} for lang in LANGS},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def made_from(origin: Origin, lang: Lang) -> Iterator[Fact]:
    """Yield what a roster was made from: case, inputs, earlier versions."""
    plan, case = origin.plan, origin.result.case
    yield Fact("case", CASE, case.title if case.title == plan.key else f"{case.title} ({plan.key})")
    yield Fact("term", TERM, f"{case.term.start.isoformat()} – {case.term.end.isoformat()}")
    if plan.scenario:
        yield Fact("scenario", SCENARIO, title_of(plan.scenario, lang))
    state = (SAME if origin.same_inputs else CHANGED).say(lang)
    yield Fact("source_hash", SOURCE, f"{plan.digest[:16]} · {state}")
    yield Fact("case_hash", CASE_HASH, plan.case_hash[:16])
    if origin.parents:
        named = (PLAN.say(lang, label=parent.label, when=local(parent.made)) for parent in origin.parents)
        yield Fact("parents", PARENT, " ← ".join(named))


def made_how(origin: Origin, lang: Lang) -> Iterator[Fact]:
    """Yield how it was made: version, seed, options, order of aims, pins."""
    plan, run, case = origin.plan, origin.run, origin.result.case
    yield Fact("version", VERSION, f"afterbell {plan.version}")
    yield Fact("seed", SEED, str(plan.seed))
    if run is not None:
        yield Fact("workers", CORES, str(run.options.workers))
        limit = (
            SECONDS.say(lang, count=f"{run.options.seconds:g}")
            if run.options.effort is None
            else EFFORT.say(lang, count=run.options.effort)
        )
        yield Fact("limit", LIMIT, limit)
    aims = (f"{number}. {aim}" for number, aim in enumerate(aims_words(case, lang), start=1))
    yield Fact("levels", AIMS, Listed(aims, "；").say(lang))
    yield Fact("pins", PINS, _pins(origin, lang))


def made_when(origin: Origin, lang: Lang) -> Iterator[Fact]:
    """Yield when it was made, and what it is."""
    plan, run = origin.plan, origin.run
    yield Fact("run", RUN, str(plan.run_id) if plan.run_id is not None else NO_RUN.say(lang))
    if run is not None:
        yield Fact("queued", ASKED, local(run.queued))
        if run.started is not None:
            yield Fact("started", BEGAN, local(run.started))
        if run.ended is not None:
            yield Fact("ended", ENDED, local(run.ended))
    yield Fact("made", KEPT, local(plan.made))
    if plan.seconds:
        yield Fact("seconds", TOOK, SECONDS.say(lang, count=f"{plan.seconds:.0f}"))
    yield Fact("assignments", SEATS, show_units(len(origin.result.plan.roster)))
    yield Fact("findings", FINDINGS, str(plan.findings))
    for stage, digest in origin.stages:
        yield Fact(f"{stage}_hash", STAGE.with_(stage=STAGE_WORDS[stage]), digest[:16])


def _pins(origin: Origin, lang: Lang) -> str:
    left = _left_words(origin, lang)
    if not left and not origin.result.case.pins:
        return PINS_NONE.say(lang)
    if left is None:
        return PINS_KEPT.say(lang, count=len(origin.result.case.pins))
    if not left:
        return PINS_ALL.say(lang, count=len(origin.result.case.pins))
    count = len(origin.result.case.pins) + len(left)
    return PINS_LEFT.say(lang, count=count, left=Listed(left, "；"))


def _left_words(origin: Origin, lang: Lang) -> Sequence[str] | None:
    if origin.left_out is None or origin.inputs is None:
        return None
    return [pin_words(origin.inputs, pin, lang) for pin in origin.left_out]
