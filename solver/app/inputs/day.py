"""The day beside the tables: what can be read of the inputs so far, drawn against the clock."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import altair as alt
import streamlit as st

from solver.app import theme
from solver.app.inputs.partial_case import Readable, day_part, readable
from solver.app.page import Page
from solver.base.memo import Memo
from solver.base.text import WEEKDAYS, Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import TIME, WEEKDAY
from solver.domain.calendar import Day, selects, serves, service_days, week_selected
from solver.domain.case import Case, Post
from solver.domain.plan import Departure
from solver.io.editing import Examined
from solver.io.tables.vocabulary import POST_KINDS, spelt
from solver.report import palette

AROUND = frozenset({"arrival", "extended"})
"""Kinds of session that stand before or after the others and may overlap them: drawn lighter."""
BEFORE, AFTER = 40, 15
"""Minutes shown before the first session or post and after the last."""
ROW_HEIGHT, LANES_WIDE, LETTER = 30, 96, 13
"""Pixels for a lane, for the lanes' names, and for the widest letter in a bar."""

TITLE = Words(zh="一天的安排", en="The day")
WITH_LEAVING = Words(zh="加上最近一次排班的放学", en="With the leaving of the last roster")
NO_PLAN = Words(
    zh="排班之后，这里还可以画出各班怎样放学。",
    en="Once there is a roster, how each class leaves can be drawn too.",
)
NO_LEAVING = Words(zh="那份排班没有放学安排。", en="That roster has no hand-over plan.")
MISSING = Words(
    zh="还画不出来：先把学期、时段这些基本内容填对，图会自己出现。",
    en="Nothing can be drawn yet: once the term and the sessions are right, the drawing appears by itself.",
)
NO_DAYS = Words(
    zh="学期里没有一天有课后服务：请看时段和学期日期。",
    en="No day of the term has service: look at sessions and term.",
)
PARTLY = Words(
    zh="有 {count} 行还读不懂，没有画进来。", en="{count} rows can't be read yet and are left out."
)
SHOWN = Words(zh="按 {date}（第 {week} 周）画", en="As on {date} (week {week})")
WHAT = Words(zh="内容", en="What")


READ: Memo[str, Readable] = Memo(16)
"""What could be read of inputs with faults, by their digest."""
LIGHT_FROM = 140
"""From this brightness (of 255) on a colour wants dark words."""

What = Literal["lessons", "session", "post", "leaving"]

LESSONS = Words(zh="上课", en="Lessons")
ALL_GRADES = Words(zh="各年级", en="All grades")
GRADES = Words(zh="{grades} 年级", en="Grade {grades}")
SEATS = Words(zh="{posts} 岗 {seats} 人", en="posts {posts} · people {seats}")
LEAVING = Words(zh="放学 {gate}", en="Leaving {gate}")
NEXT_LANE = "\u200b"
"""What nobody sees tells lanes apart: posts of one kind with other times have a lane of the same name."""


def draw(page: Page, examined: Examined) -> None:
    """Draw the day of a chosen weekday."""
    st.subheader(page.say(TITLE))
    readable_part = _readable(examined)
    if readable_part.case is None:
        st.info(page.say(MISSING), icon=":material/draw:")
        return
    days = service_days(readable_part.case)
    if not days:
        st.info(page.say(NO_DAYS), icon=":material/event_busy:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        day = _day(page, readable_part.case, days)
        leaving = _departures(page, readable_part.case)
    bars = bars_of(readable_part.case, day, leaving, page.lang)
    st.altair_chart(_chart(bars, page.lang), key="inputs_day")
    if readable_part.left_out:
        st.caption(f":orange[{page.say(PARTLY, count=readable_part.left_out)}]")
    st.caption(page.say(SHOWN, date=day.date, week=day.week))
    if not page.plan:
        st.caption(page.say(NO_PLAN))


def _readable(examined: Examined) -> Readable:
    if examined.loaded is not None:
        return Readable(examined.loaded.case, 0)
    part = day_part(examined.tables)
    return READ.get(part.digest, lambda: readable(part))


def _day(page: Page, case: Case, days: tuple[Day, ...]) -> Day:
    """Let a weekday be chosen; return its first day with the most sessions."""
    weekdays = sorted({day.weekday for day in days})
    chosen = st.pills(
        page.say(WEEKDAY),
        weekdays,
        default=weekdays[0],
        format_func=lambda weekday: page.say(WEEKDAYS[weekday]),
        key="inputs_weekday",
        label_visibility="collapsed",
    )
    candidates = [day for day in days if day.weekday == (chosen or weekdays[0])] or list(days)
    return max(
        candidates,
        key=lambda day: (sum(serves(session, day) for session in case.sessions), -day.date.toordinal()),
    )


def _departures(page: Page, case: Case) -> tuple[Departure, ...]:
    """Return how groups leave in the last roster, where the reader wants to see it."""
    plan = page.plan
    # Opening a roster audits it: not before somebody asks.
    if plan is None or not st.toggle(page.say(WITH_LEAVING), key="inputs_leaving"):
        return ()
    departures = page.workspace.plans.result(plan.id).plan.handover
    if not departures:
        st.caption(page.say(NO_LEAVING))
    return tuple(line for line in departures if line.session in case.session)


def _chart(bars: tuple[Bar, ...], lang: Lang) -> theme.Drawing:
    lanes = list(dict.fromkeys(bar.lane for bar in bars))
    service = [bar for bar in bars if bar.what != "lessons"] or list(bars)
    first = min((bar.start for bar in service), default=14 * 60) - BEFORE
    last = max((bar.end for bar in service), default=18 * 60) + AFTER
    rows = theme.frame(
        {
            "lane": bar.lane,
            "start": max(bar.start, first),
            "end": bar.end,
            "colour": _colour(bar),
            "ink": _ink(_colour(bar)),
            "text": bar.text,
            "wide": theme.text_width(bar.text, LETTER, LETTER * 5 // 9) + LETTER,
            "time": f"{clock(bar.start)}–{clock(bar.end)}",
            "detail": bar.detail,
        }
        for bar in bars
        if bar.end > first
    )
    tooltip = theme.told(lang, {"detail:N": WHAT, "time:N": TIME})
    y = theme.name_axis(lanes, LANES_WIDE, field="lane")
    base = alt.Chart(rows)
    boxes = base.mark_bar(cornerRadius=3, height=ROW_HEIGHT - 10, opacity=0.85).encode(
        x=theme.clock_axis(first, last),
        x2="end:Q",
        y=y,
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltip,
    )
    # Only the browser knows how long a bar is on its page.
    fits = f"(datum.end - datum.start) * width / {last - first} > datum.wide"
    texts = (
        base.mark_text(align="left", dx=6, fontSize=12)
        .transform_filter(fits)
        .encode(x="start:Q", y=y, text="text:N", color=alt.Color("ink:N", scale=None))
    )
    return theme.finished(boxes, texts, height=ROW_HEIGHT * len(lanes))


def _ink(colour: str) -> str:
    """Return what can be read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#1b1b1b" if 0.299 * red + 0.587 * green + 0.114 * blue > LIGHT_FROM else "white"


def _colour(bar: Bar) -> str:
    if bar.what == "post":
        return palette.hue(bar.kind)
    if bar.what == "session":
        return palette.SKY if bar.kind in AROUND else palette.BLUE
    return palette.GREY if bar.what == "lessons" else palette.GREEN


@dataclass(frozen=True, slots=True)
class Bar:
    """From one minute to another on a lane; ``text`` stands in it, ``detail`` is told when asked."""

    lane: str
    what: What
    kind: str
    start: Minutes
    end: Minutes
    text: str
    detail: str


def bars_of(case: Case, day: Day, leaving: Iterable[Departure], lang: Lang) -> tuple[Bar, ...]:
    """Return a day's bars, lane by lane from the top."""
    return (
        *_lesson_bars(case, day, lang),
        *_session_bars(case, day, lang),
        *_post_bars(case, day, lang),
        *_leaving_bars(case, day, leaving, lang),
    )


def _lesson_bars(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
    """Yield when somebody has a lesson: runs of them without a gap."""
    spans = sorted(
        (lesson.start, lesson.end)
        for lesson in case.lessons
        if lesson.weekday == day.weekday and week_selected(lesson.weeks, day.week)
    )
    runs: list[tuple[Minutes, Minutes]] = []
    for start, end in spans:
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    for start, end in runs:
        name = LESSONS.say(lang)
        yield Bar(name, "lessons", "lessons", start, end, "", name)


def _session_bars(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
    """Yield the sessions, on one lane for all grades that have the same."""
    running = [session for session in case.sessions if serves(session, day)]
    grades = sorted(
        {group.grade for group in case.groups} | {grade for session in running for grade in session.grades}
    )
    lanes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for grade in grades:
        ids = tuple(session.id for session in running if not session.grades or grade in session.grades)
        if ids:
            lanes[ids].append(grade)
    for ids, having in lanes.items():
        every = len(having) == len(grades)
        lane = ALL_GRADES.say(lang) if every else GRADES.say(lang, grades=_ranges(having))
        for session in map(case.session.__getitem__, ids):
            yield Bar(lane, "session", session.kind, session.start, session.end, session.name, session.name)


def _post_bars(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
    """Yield the posts, those of one kind and time as one bar."""
    by_time: dict[tuple[str, Minutes, Minutes], list[Post]] = defaultdict(list)
    for post in case.posts:
        session = case.session[post.session]
        if serves(session, day) and selects(post.dates, day):
            start = session.start if post.start is None else post.start
            end = session.end if post.end is None else post.end
            by_time[post.kind, start, end].append(post)
    order = {kind: number for number, kind in enumerate(POST_KINDS)}
    used: Counter[str] = Counter()
    for kind, start, end in sorted(by_time, key=lambda key: (order.get(key[0], len(order)), *key[1:])):
        posts = by_time[kind, start, end]
        name = spelt(kind, POST_KINDS, lang)
        text = SEATS.say(lang, posts=len(posts), seats=sum(post.need for post in posts))
        yield Bar(
            name + NEXT_LANE * used[kind],
            "post",
            kind,
            start,
            end,
            text,
            Listed(post.name for post in posts).say(lang),
        )
        used[kind] += 1


def _leaving_bars(case: Case, day: Day, leaving: Iterable[Departure], lang: Lang) -> Iterator[Bar]:
    """Yield how each group leaves on a fine day, gate by gate."""
    for line in sorted(leaving, key=lambda one: (one.gate, one.leave, one.group)):
        if line.variant != "fine" or not serves(case.session[line.session], day):
            continue
        gate = case.zone[line.gate].name if line.gate in case.zone else line.gate
        group = case.group[line.group].name if line.group in case.group else line.group
        detail = f"{group} {clock(line.leave)}–{clock(line.released)}"
        lane = LEAVING.say(lang, gate=gate)
        yield Bar(lane, "leaving", "leaving", line.leave, max(line.released, line.leave + 1), "", detail)


def _ranges(numbers: list[int]) -> Listed:
    """Return numbers in short: 1–3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return Listed(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0] for run in runs)
