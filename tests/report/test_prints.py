"""Pages printed one at a time: just what was asked for, and a draft says that it is one."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from solver.base.text import LANGS, Words
from solver.domain import Finding
from solver.report import PlanView
from solver.report.calendar_grid import month_of, month_words, term_of
from solver.report.pdf_book import calendar_pdf, notice_pdf, week_pdf
from solver.report.roster_lines import shown_lines

WEDNESDAY = dt.date(2026, 9, 9)


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def draft_of(handout: PlanView) -> PlanView:
    broken = Finding(rule="overlap", message=Words(zh="重叠", en="overlap").with_(), staff=("t1",))
    return replace(handout, findings=(*handout.findings, broken))


def test_the_notice_of_a_day_is_one_page(handout: PlanView):
    (page,) = texts(notice_pdf(handout, WEDNESDAY, "zh"))
    assert "课后服务今日安排" in page
    assert "2026年9月9日 周三" in page
    assert "缺1人" in page, "the hole at the gate"


def test_a_week_holds_its_own_dates_only(handout: PlanView):
    whole = "\n".join(texts(week_pdf(handout, shown_lines(handout), 1, "en")))
    assert "2026-09-07" in whole
    assert "9-9" in whole
    assert "9-14" not in whole, "that is week 2"


@pytest.mark.parametrize("lang", LANGS)
def test_a_persons_month_shows_the_duties_and_nobody_elses(handout: PlanView, lang):
    own = tuple(line for line in shown_lines(handout) if line.staff == "t6")
    month = month_of(handout.case, own, WEDNESDAY)
    title = month_words(WEDNESDAY).say(lang)
    (page,) = texts(calendar_pdf(handout, handout.shown_name("t6"), "person", [(title, month)], lang))
    assert "+86 李四" in page
    assert page.count("围棋") == len(own) == 2
    assert "张三" not in page
    assert handout.certificate.case_hash[:12] in page


def test_names_are_never_markup(handout: PlanView):
    lines = shown_lines(handout)
    term = term_of(handout.case, lines)
    whole = "".join(texts(calendar_pdf(handout, "#let x = [*] $", "room", [("<b>", term)], "zh")))
    assert "#let x = [*] $" in whole
    assert "<b>" in whole
    assert "<script>alert(1)</script>" in whole.replace("\n", "")


def test_every_page_of_a_draft_says_so(handout: PlanView):
    draft = draft_of(handout)
    lines = shown_lines(draft)
    prints = (
        lambda each: notice_pdf(each, WEDNESDAY, "zh"),
        lambda each: week_pdf(each, lines, 1, "zh"),
        lambda each: calendar_pdf(each, "x", "room", [("x", term_of(each.case, lines))], "zh"),
    )
    for make in prints:
        assert all("草稿" in page for page in texts(make(draft)))
        assert not any("草稿" in page for page in texts(make(handout)))
