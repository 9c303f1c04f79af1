"""A run while it waits and works: where it stands, how its levels close in, and the ways to end it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

import altair as alt
import streamlit as st

from solver.app import theme
from solver.app.page import Page
from solver.app.theme import Drawing
from solver.app.widgets import button, in_columns, show_table
from solver.base.text import Lang, Words
from solver.base.units import show_units
from solver.domain.case import Case
from solver.domain.levels import STAGES, Stage, short_level_words
from solver.report import COLUMNS as LEVEL_COLUMNS
from solver.report import doing_words, level_rows, palette, scale_of
from solver.service import Snapshot
from solver.workspace import RunView

QUEUED = Words(
    zh="正在排队，第 {place} 位：前面的排完就开始。",
    en="Waiting in place {place}: it begins when those before it are done.",
)
BEGINS = Words(zh="马上开始……", en="About to begin …")
PREPARING = Words(zh="准备", en="preparing")
STOPPING = Words(zh="正在停止，保留目前最好的……", en="Stopping and keeping the best so far …")
TIME = Words(zh="已用时间（秒）", en="Seconds")
OF_TIME = Words(zh="{spent} / {limit}", en="{spent} of {limit}")
SEATS = Words(zh="已排席位", en="Seats filled")
OF_SEATS = Words(zh="{assigned} / {seats}", en="{assigned} of {seats}")
EMPTY = Words(zh="空缺席位", en="Empty seats")
BROKEN = Words(zh="规则扣分", en="Rule points")
NOT_YET = "—"
STOP = Words(zh="停下，保留目前最好的", en="Stop and keep the best")
STOP_HELP = Words(
    zh="还没有第一份排班时，会等到有了再停。", en="Before there is a first roster, it waits for that one."
)
CANCEL = Words(zh="取消", en="Cancel")
CANCEL_HELP = Words(zh="什么都不保留", en="Nothing of it is kept")
CLOSE = Words(
    zh="可以关掉这一页：排班照样进行，回来就能看到。",
    en="You may close this page: the solve goes on, and is here when you return.",
)
COLUMNS = {part: words for part, words in LEVEL_COLUMNS.items() if part not in {"stage", "method"}}
LEVELS = Words(
    zh="每级指标（前面的绝不为后面的让步）", en="Measures (earlier ones are never traded for later)"
)
COURSES = Words(
    zh="现值（实线）和已证明的下界（虚线），横轴是秒", en="Value (solid) and proven bound (dashed) by seconds"
)
CHARTS_ACROSS = 4
MAX_CHARTS = 8
LOOK_SECONDS = 1.0
"""Seconds between two looks at a run."""

VALUE = Words(zh="现值", en="value")
BOUND = Words(zh="已证明的下界", en="proven bound")
SECONDS = Words(zh="秒", en="seconds")
AMOUNT = Words(zh="数值", en="amount")
LINE = Words(zh="线", en="line")


def draw(page: Page, run: RunView, case: Case | None) -> None:
    """Draw one run that waits or works; ``case`` tells what its numbers are worth, if there is one."""
    if run.state == "queued":
        words = page.say(QUEUED, place=run.place) if run.place > 1 else page.say(BEGINS)
        st.info(words, icon=":material/hourglass_top:")
    else:
        _stands(page, run, case)
    _ends(page, run)
    point = run.points[-1] if run.points else None
    stage = stage_of(point)
    if point is not None and stage is not None and point.levels and run.state != "queued":
        st.caption(page.say(LEVELS))
        levels = level_rows(case, [(stage, state) for state in point.levels], page.lang)
        show_table(page, f"solve_levels_{run.id}", COLUMNS, list(map(asdict, levels)))
        _courses(page, run, stage, case)


def spent(run: RunView) -> float:
    """Return the seconds that a run has worked: by the clock, and not behind its own last news."""
    told = run.points[-1].elapsed if run.points else 0.0
    if run.started is None:
        return told
    end = run.ended or dt.datetime.now(tz=dt.UTC)
    return max(told, (end - run.started).total_seconds())


def where(page: Page, point: Snapshot | None) -> str:
    """Return what a run is doing."""
    stage = stage_of(point)
    return page.say(PREPARING) if point is None or stage is None else page.say(doing_words(stage, point.step))


def stage_of(point: Snapshot | None) -> Stage | None:
    """Return the stage that a run is in; ``None`` before the first."""
    return next((stage for stage in STAGES if point is not None and stage == point.stage), None)


def unit_of(case: Case | None, stage: Stage, level: str) -> Fraction:
    """Return what one of a level's numbers is worth to a reader."""
    return Fraction(1) if case is None else scale_of(case, stage, level).exact(1)


def _stands(page: Page, run: RunView, case: Case | None) -> None:
    point = run.points[-1] if run.points else None
    limit = run.options.seconds
    seconds = spent(run)
    doing = page.say(STOPPING) if run.state == "stopping" else where(page, point)
    st.progress(min(1.0, seconds / limit if limit else 1.0), text=doing)
    cells = st.columns(4)
    cells[0].metric(page.say(TIME), page.say(OF_TIME, spent=int(seconds), limit=int(limit)))
    filled, empty = NOT_YET, NOT_YET
    if point is not None and point.assigned is not None and point.seats is not None:
        filled = page.say(OF_SEATS, assigned=point.assigned, seats=point.seats)
        empty = str(point.seats - point.assigned)
    cells[1].metric(page.say(SEATS), filled)
    cells[2].metric(page.say(EMPTY), empty)
    cells[3].metric(page.say(BROKEN), _broken(page, point, case))


def _broken(page: Page, point: Snapshot | None, case: Case | None) -> str:
    stage = stage_of(point)
    rules = [state for state in point.levels if state.name == "rules"] if point else []
    return level_rows(case, [(stage, rules[0])], page.lang)[0].value if rules and stage else NOT_YET


def _ends(page: Page, run: RunView) -> None:
    # Not where the button to start stood: a second click there must not end what the first one began.
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.caption(page.say(CLOSE), width="stretch")
        if run.state == "running" and button(
            page, f"solve_stop_{run.id}", STOP, "stop_circle", primary=True, about=STOP_HELP
        ):
            page.workspace.runs.stop(run.id)
            st.rerun(scope="fragment")
        if button(page, f"solve_cancel_{run.id}", CANCEL, "cancel", about=CANCEL_HELP):
            page.workspace.runs.cancel(run.id)
            st.rerun(scope="fragment")


def _courses(page: Page, run: RunView, stage: Stage, case: Case | None) -> None:
    """Draw the levels that moved or may still move."""
    courses = {
        state.name: course_of(run.points, stage, state.name, spent(run)) for state in run.points[-1].levels
    }
    shown = [name for name, way in courses.items() if any(each.value != each.bound for each in way)]
    if not shown:
        return
    st.caption(page.say(COURSES))
    for column, name in in_columns(shown[:MAX_CHARTS], CHARTS_ACROSS):
        drawn = course_chart(courses[name], unit_of(case, stage, name), page.lang)
        column.markdown(f"**{page.tell(short_level_words(name))}**")
        column.altair_chart(drawn, key=f"solve_course_{run.id}_{name}")


@dataclass(frozen=True, slots=True)
class Moment:
    """One level ``elapsed`` seconds after the beginning; ``bound`` is ``None`` before any is proven."""

    elapsed: float
    value: int
    bound: int | None


def course_of(points: Sequence[Snapshot], stage: str | None, level: str, now: float) -> tuple[Moment, ...]:
    """Return how a level went, only where something changed, and where it stands ``now``."""
    moments: list[Moment] = []
    for point in points:
        levels = point.levels if point.stage == stage else ()
        state = next((each for each in levels if each.name == level), None)
        if state is None or state.value is None:
            continue
        if not moments or (moments[-1].value, moments[-1].bound) != (state.value, state.bound):
            moments.append(Moment(point.elapsed, state.value, state.bound))
    if moments and now > moments[-1].elapsed:
        moments.append(Moment(now, moments[-1].value, moments[-1].bound))
    return tuple(moments)


def course_chart(course: Sequence[Moment], unit: Fraction, lang: Lang) -> Drawing:
    """Draw value and bound as steps; the gap between them is what could still be gained.

    ``unit`` is what one of the level's numbers is worth to a reader: the grid's step for work units, else 1.
    """
    rows = theme.frame(
        {
            "elapsed": moment.elapsed,
            "line": words.say(lang),
            "amount": float(number * unit),
            "text": show_units(number * unit, 4),
        }
        for moment in course
        for words, number in ((VALUE, moment.value), (BOUND, moment.bound))
        if number is not None
    )
    gap = theme.frame(
        {"elapsed": moment.elapsed, "value": float(moment.value * unit), "bound": float(moment.bound * unit)}
        for moment in course
        if moment.bound is not None
    )
    x = alt.X(
        "elapsed:Q",
        axis=alt.Axis(title=None, tickCount=4, grid=False),
        scale=alt.Scale(nice=False, zero=False),
    )
    top = max(1.0, *(float(moment.value * unit) for moment in course))
    scale = alt.Scale(domain=[0, top], nice=True)
    tint = theme.tint("line", {VALUE.say(lang): palette.BLUE, BOUND.say(lang): palette.VERMILION})
    tooltip = [
        alt.Tooltip("line:N", title=LINE.say(lang)),
        alt.Tooltip("text:N", title=AMOUNT.say(lang)),
        alt.Tooltip("elapsed:Q", title=SECONDS.say(lang), format=".1f"),
    ]
    y = alt.Y("amount:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, tickMinStep=float(unit)))
    steps = (
        alt.Chart(rows)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=tint,
            strokeDash=alt.condition(alt.datum.line == BOUND.say(lang), alt.value([5, 3]), alt.value([1, 0])),
            tooltip=tooltip,
        )
    )
    layers: list[alt.Chart] = [steps]
    if len(gap):
        area = alt.Chart(gap).mark_area(interpolate="step-after", opacity=0.12, color=palette.BLUE)
        layers.insert(0, area.encode(x=x, y=alt.Y("value:Q", scale=scale), y2="bound:Q"))
    return theme.finished(*layers, height=120)
