"""A change of one duty by hand: what it would do in few words, and how it waits, audited, for a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from solver import service
from solver.app.page import Page, plain
from solver.app.widgets import bullets, button
from solver.base.errors import AfterbellError
from solver.base.text import Listed, Message, Said, Words
from solver.base.units import show_units
from solver.base.vocabulary import UNDO
from solver.domain import Block, Duty, DutyKey, Finding
from solver.domain.burdens import account_words
from solver.domain.case import Case
from solver.domain.levels import short_level_words
from solver.domain.plan import Assignment, Plan
from solver.explain import Candidate, LoadChange, Swap, changes, fresh
from solver.explain.edits import Move
from solver.explain.plan_diff import UNITS, LevelChange, PriceChange
from solver.report import PlanView, rule_title, scale_of
from solver.service import Result
from solver.workspace import PlanInfo

LOAD_CHANGE = Words(zh="{change}（应 {target}）", en="{change} (due {target})")
BREAKS = Words(zh="会违反必须遵守的规则：{what}", en="would break a hard rule: {what}")
BREAKS_MORE = Words(
    zh="会违反必须遵守的规则 {count} 处：{what}", en="would break hard rules ({count}): {what}"
)
MENDS = Words(zh="消除 {count} 处违规", en="mends {count} hard findings")
WORSE = Words(zh="{rule}：扣分多 {by}", en="{rule}: {by} more")
BETTER = Words(zh="{rule}：扣分少 {by}", en="{rule}: {by} less")
LEVEL_CHANGE = Words(zh="{level}：{before} → {after}", en="{level}: {before} → {after}")

PENDING, REFUSED = "duty_pending", "duty_refused"
BY_HAND = Words(
    zh="手工调整：{before} → {after}，{date}“{post}”", en="by hand: {before} → {after}, {date}, {post}"
)
AND_MORE = Words(
    zh="手工调整：{before} → {after} 等{changes}处，{date}“{post}”",
    en="by hand: {before} → {after} and others ({changes}), {date}, {post}",
)
"""Who comes first: a list of plans may be too narrow for more."""
NO_CHANGE = Words(zh="这样改和原来一样。", en="That would change nothing.")

CHANGED = Words(zh="改动（已核验，还没有保存）", en="The change (audited, not kept yet)")
NEW = Words(zh="新出现的问题 {count} 个", en="{count} new findings")
NO_NEW = Words(zh="没有新的问题。", en="Nothing new was found.")
GONE = Words(zh="消除的问题 {count} 个", en="{count} findings are gone")
MINOR = Words(zh="更小的变化 {count} 处", en="{count} smaller changes")
MORE_FINDINGS = Words(zh="还有 {count} 个", en="and {count} more")
PLUS = Words(zh="新：{finding}", en="New: {finding}")
MINUS = Words(zh="消除：{finding}", en="Gone: {finding}")
LEVELS = Words(zh="各项指标：{levels}", en="Measures: {levels}")
NO_LEVELS = Words(zh="各项指标都不变。", en="All measures stay as they are.")
KEEP = Words(zh="保存为新的一份", en="Keep as a new version")
KEEPING = Words(zh="正在保存……", en="Keeping it …")
KEPT = Words(
    zh="已保存为新的一份，原来的那份还在。", en="Kept as a new version; the one before is still there."
)
MAX_TOLD = 8
"""So many findings are told one by one."""


@dataclass(frozen=True, eq=False)
class OfDuty:
    """One duty of the plan that is looked at, with all that the panel says of it."""

    page: Page
    info: PlanInfo
    result: Result
    handout: PlanView
    duty: Duty

    @property
    def case(self) -> Case:
        """The case that the plan was made of."""
        return self.result.case

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.result.plan

    @property
    def key(self) -> DutyKey:
        """Which duty."""
        return self.duty.key

    @cached_property
    def block(self) -> Block:
        """The rotation period that the duty is of."""
        return self.handout.work.block_of[self.key]

    @cached_property
    def crew(self) -> tuple[Assignment, ...]:
        """Who is on it."""
        return self.handout.crew.get(self.key, ())

    @property
    def plan_key(self) -> tuple[str, int]:
        """What tells the plan from all others of this process."""
        return str(self.page.workspace.root), self.info.id

    @property
    def post(self) -> str:
        """The post's name."""
        return self.handout.work.posts[self.key.post].name

    def name(self, staff: str) -> str:
        """Return a person's name, told apart from others of that name."""
        return self.handout.shown_name(staff)

    def units(self, steps: int) -> str:
        """Return grid steps as work units."""
        return show_units(self.case.grid.units(steps))

    def widget(self, name: str) -> str:
        """Return the key of a widget about this duty: another duty's keeps its own choice."""
        return f"duty_{name}_{self.info.id}_{self.key.date}_{self.key.post}"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who would leave, nobody where the seat is empty; for one date or the whole rotation period."""

    staff: str | None
    whole: bool


def of_candidate(of: OfDuty, candidate: Candidate, known: Collection[Finding] = ()) -> Listed:
    """Return what would change if somebody took the seat; breaches that were told already are left out."""
    parts: list[Message] = []
    if breaches := [finding for finding in candidate.breaches if finding not in known]:
        words = BREAKS if len(breaches) == 1 else BREAKS_MORE
        parts.append(words.with_(count=len(breaches), what=breaches[0].message))
    if candidate.mended:
        parts.append(MENDS.with_(count=len(candidate.mended)))
    parts += [_load_words(of, load) for load in candidate.loads if load.staff == candidate.staff]
    parts += _price_words(candidate.prices)
    return Listed(parts, "；")


def loads(of: OfDuty, changes: Iterable[LoadChange], staff: str) -> Listed:
    """Return what somebody carries before and after."""
    return Listed((_load_words(of, load) for load in changes if load.staff == staff), "；")


def of_swap(of: OfDuty, swap: Swap) -> Listed:
    """Return what would change by an exchange."""
    loads = [
        _load_words(of, load) for load in swap.loads if load.staff == swap.staff and load.before != load.after
    ]
    return Listed([*loads, *_price_words(swap.prices)], "；")


def levels(of: OfDuty, changes: Iterable[LevelChange]) -> Listed:
    """Return the levels that come to something else."""
    said: list[Message] = []
    for change in changes:
        scale = scale_of(of.case, "rotation", change.name)
        if change.before != change.after:
            before, after = scale.value(change.before), scale.value(change.after)
            said.append(LEVEL_CHANGE.with_(level=short_level_words(change.name), before=before, after=after))
    return Listed(said, "；")


def _load_words(of: OfDuty, load: LoadChange) -> Message:
    def shown(amount: int) -> str:
        return of.units(amount) if load.account == UNITS else str(amount)

    change = Listed((account_words(load.account), f"{shown(load.before)} → {shown(load.after)}"), " ")
    return change if load.target is None else LOAD_CHANGE.with_(change=change, target=shown(load.target))


def _price_words(prices: Iterable[PriceChange]) -> list[Said]:
    # What adds up by itself, as heads and deviations do, is told by the levels.
    return [
        (WORSE if price.by > 0 else BETTER).with_(rule=rule_title(price.rule), by=abs(price.by))
        for price in prices
        if price.measures == "price"
    ]


@dataclass(frozen=True)
class Pending:
    """The result of a change to a plan; ``changes`` are who gets and who loses what."""

    plan: int
    duty: DutyKey
    result: Result
    changes: tuple[Said, ...]

    @property
    def label(self) -> Said:
        """What the changed plan will be called."""
        words = BY_HAND if len(self.changes) == 1 else AND_MORE
        return words.with_(**dict(self.changes[0].values), changes=len(self.changes))


def make_change(of: OfDuty, move: Move) -> None:
    """Make a change, audit it and let it wait; or note why it can't be made."""
    try:
        plan = move.on(of.case, of.plan)
        moved = changes(of.case, of.plan, plan)
        if moved:
            st.session_state[PENDING] = Pending(of.info.id, of.key, service.edited(of.result, plan), moved)
        else:
            st.session_state[REFUSED] = NO_CHANGE.with_()
    except AfterbellError as error:
        st.session_state[REFUSED] = error.message


def waiting_change(of: OfDuty) -> Pending | None:
    """Return the change of this duty that waits; one of another plan or duty is forgotten."""
    found = st.session_state.get(PENDING)
    if isinstance(found, Pending) and (found.plan, found.duty) == (of.info.id, of.key):
        return found
    drop_change()
    return None


def drop_change() -> None:
    """Forget the change."""
    st.session_state.pop(PENDING, None)


def refusal() -> Said | None:
    """Return why the last change could not be made, once."""
    said = st.session_state.pop(REFUSED, None)
    return said if isinstance(said, Said) else None


def draw_pending(of: OfDuty, pending: Pending) -> None:
    """Draw what the change does, new findings first, and ask whether to keep it."""
    page = of.page
    st.markdown(f"**{page.say(CHANGED)}**")
    bullets(page, [page.say(change) for change in pending.changes])
    old, new = of.result.findings, pending.result.findings
    _new_findings(of, fresh(old, new))
    _gone_findings(of, fresh(new, old))
    _level_changes(of, pending)
    _minor_findings(of, pending)
    with st.container(horizontal=True):
        keep = button(page, of.widget("keep"), KEEP, "save", primary=True)
        button(page, of.widget("undo"), UNDO, "undo", drop_change)
    if keep:
        _keep(of, pending)


def _new_findings(of: OfDuty, new: Sequence[Finding]) -> None:
    page = of.page
    if not new:
        st.success(page.say(NO_NEW), icon=":material/check_circle:")
        return
    new = sorted(new, key=lambda finding: not finding.hard)
    lines = [f"**{page.say(NEW, count=len(new))}**"]
    lines += [f"- {plain(finding.say(page.lang))}" for finding in new[:MAX_TOLD]]
    if new[MAX_TOLD:]:
        lines.append(f"- {page.say(MORE_FINDINGS, count=len(new) - MAX_TOLD)}")
    draft = any(finding.hard for finding in new)
    (st.error if draft else st.warning)("\n".join(lines), icon=":material/flag:")


def _gone_findings(of: OfDuty, found: Sequence[Finding]) -> None:
    page = of.page
    if found:
        with st.expander(page.say(GONE, count=len(found)), icon=":material/task_alt:"):
            bullets(page, [finding.say(page.lang) for finding in found])


def _level_changes(of: OfDuty, pending: Pending) -> None:
    before, after = (dict(found.audit.levels["rotation"]) for found in (of.result, pending.result))
    said = levels(of, [LevelChange(name, before[name], after[name]) for name in before])
    st.caption(of.page.tell(LEVELS, levels=said) if said else of.page.say(NO_LEVELS))


def _minor_findings(of: OfDuty, pending: Pending) -> None:
    """Tell what keeps no plan from being clean: loads, burdens, wishes."""
    page = of.page
    old, new = (
        [finding for finding in result.audit.findings if not finding.blemish]
        for result in (of.result, pending.result)
    )
    worse, better = fresh(old, new), fresh(new, old)
    if worse or better:
        with st.expander(page.say(MINOR, count=len(worse) + len(better))):
            for words, findings in ((PLUS, worse), (MINUS, better)):
                for finding in findings:
                    st.markdown(f"- {page.tell(words, finding=finding.message)}")


def _keep(of: OfDuty, pending: Pending) -> None:
    page = of.page
    with st.spinner(page.say(KEEPING)):
        kept = page.workspace.plans.keep(of.info.key, pending.result, parent=of.info.id, label=pending.label)
    drop_change()
    page.choose_plan(kept)
    st.toast(page.say(KEPT), icon=":material/check_circle:")
    # The whole page: it shows another plan from now on.
    st.rerun()
