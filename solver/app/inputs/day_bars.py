"""A day as bars on lanes: lessons, sessions by grade, posts by kind, and how the groups leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.domain.calendar import Day, selects, serves, week_selected
from solver.domain.case import Case, Post
from solver.domain.plan import Departure
from solver.io.tables.vocabulary import POST_KINDS, spelt

What = Literal["lessons", "session", "post", "leaving"]

LESSONS = Words(zh="上课", en="Lessons")
ALL_GRADES = Words(zh="各年级", en="All grades")
GRADES = Words(zh="{grades} 年级", en="Grade {grades}")
SEATS = Words(zh="{posts} 岗 {seats} 人", en="posts {posts} · people {seats}")
LEAVING = Words(zh="放学 {gate}", en="Leaving {gate}")
NEXT_LANE = "\u200b"
"""What nobody sees tells lanes apart: posts of one kind with other times have a lane of the same name."""


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
        *_lessons(case, day, lang),
        *_sessions(case, day, lang),
        *_posts(case, day, lang),
        *_leaving(case, day, leaving, lang),
    )


def _lessons(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
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


def _sessions(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
    """Yield the sessions, on one lane for all grades that have the same."""
    running = [session for session in case.sessions if serves(session, day)]
    grades = sorted(
        {group.grade for group in case.groups} | {grade for one in running for grade in one.grades}
    )
    lanes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for grade in grades:
        own = tuple(one.id for one in running if not one.grades or grade in one.grades)
        if own:
            lanes[own].append(grade)
    for own, having in lanes.items():
        every = len(having) == len(grades)
        lane = ALL_GRADES.say(lang) if every else GRADES.say(lang, grades=_ranges(having))
        for session in (case.session[one] for one in own):
            yield Bar(lane, "session", session.kind, session.start, session.end, session.name, session.name)


def _posts(case: Case, day: Day, lang: Lang) -> Iterator[Bar]:
    """Yield the posts, those of one kind and time as one bar."""
    found: dict[tuple[str, Minutes, Minutes], list[Post]] = defaultdict(list)
    for post in case.posts:
        session = case.session[post.session]
        if serves(session, day) and selects(post.dates, day):
            start = session.start if post.start is None else post.start
            end = session.end if post.end is None else post.end
            found[post.kind, start, end].append(post)
    order = {kind: at for at, kind in enumerate(POST_KINDS)}
    used: Counter[str] = Counter()
    for kind, start, end in sorted(found, key=lambda one: (order.get(one[0], len(order)), *one[1:])):
        posts = found[kind, start, end]
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


def _leaving(case: Case, day: Day, leaving: Iterable[Departure], lang: Lang) -> Iterator[Bar]:
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
