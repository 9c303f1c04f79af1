"""The printed pages and the calendars."""

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from solver.report import OutputError, PlanView, write
from solver.report.pdf_book import pdf_of
from solver.report.roster_lines import shown_lines


@pytest.fixture(scope="module")
def pages(written: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(written / "roster.pdf").pages]


def test_cover_weeks_handover_account_and_a_notice_for_each_day(pages: list[str]):
    assert "没有任何合规轮岗排班" in pages[0]
    assert sum("课后服务今日安排" in page for page in pages) == 6
    assert sum("周排班表" in page for page in pages) == 2
    assert sum("放学交接安排" in page for page in pages) == 1
    assert sum("工作量台账" in page for page in pages) == 1
    assert len(pages) == 1 + 6 + 2 + 1 + 1


def test_names_are_never_markup(pages: list[str]):
    whole = "\n".join(pages)
    assert "<script>alert(1)</script>" in whole.replace("\n", "")
    assert "#let x = [*] $" in whole


def test_every_page_says_where_it_comes_from(pages: list[str], handout: PlanView):
    assert all(handout.certificate.case_hash[:12] in page for page in pages)


def test_a_missing_font_is_an_error_never_wrong_letters(handout: PlanView, monkeypatch):
    monkeypatch.setattr("solver.report.typst.FONT_PACKAGE", "no_such_package")
    with pytest.raises(OutputError, match="cvttf"):
        pdf_of(handout, shown_lines(handout), "en")


def test_pages_that_would_take_for_ever_are_given_up(handout: PlanView, monkeypatch):
    monkeypatch.setattr("solver.report.typst.PATIENCE", 0.01)
    with pytest.raises(OutputError, match="was given up"):
        pdf_of(handout, shown_lines(handout), "en")


def test_a_notice_of_a_large_school_is_still_one_page(handout: PlanView, tmp_path: Path):
    case = handout.case
    many = tuple(case.posts[-1].model_copy(update={"id": f"gate{n}", "name": f"门岗{n}"}) for n in range(70))
    from dataclasses import replace

    from solver.domain.duties import expand

    large = case.model_copy(update={"posts": (*case.posts, *many)})
    for cached in ("hash", "post", "grid"):
        large.__dict__.pop(cached, None)
    work = expand(large, handout.plan.timetable, handout.plan.handover)
    proof = replace(handout.certificate, case_hash=large.hash)
    pdf = pdf_of(big := replace(handout, case=large, work=work, certificate=proof), shown_lines(big), "zh")
    (tmp_path / "large.pdf").write_bytes(pdf)
    texts = [page.extract_text() for page in PdfReader(tmp_path / "large.pdf").pages]
    notices = [text for text in texts if "课后服务今日安排" in text]
    assert len(notices) == 6
    assert all("门岗69" in text and "（代）= 当天代班" in text for text in notices)


def test_each_person_has_a_calendar_that_other_programs_read(handout: PlanView, written: Path):
    events = {}
    for path in sorted((written / "calendars").glob("*.ics")):
        for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
            events[str(event["uid"])] = event
    assert len(events) == len(handout.plan.roster)
    chess = next(event for event in events.values() if str(event["summary"]) == "围棋")
    start = chess.decoded("dtstart")
    assert start == dt.datetime(2026, 9, 9, 6, 35, tzinfo=dt.UTC)
    assert start.utcoffset() == dt.timedelta(hours=8)
    assert str(chess["location"]) == "=棋室"
    assert {event.decoded("dtstamp") for event in events.values()} == {dt.datetime(2026, 9, 7, tzinfo=dt.UTC)}


def test_an_identity_outlives_a_change_of_the_plan(handout: PlanView, written: Path, tmp_path: Path):
    from dataclasses import replace

    def identities(place: Path) -> set[str]:
        files = (place / "calendars").glob("*.ics")
        return {str(e["uid"]) for f in files for e in Calendar.from_ical(f.read_bytes()).walk("VEVENT")}

    shorter = replace(handout, plan=replace(handout.plan, roster=handout.plan.roster[1:]))
    again = write(shorter, tmp_path / "again", "en", formats=("ics",))
    assert len(identities(written) - identities(again)) == 1
    assert identities(again) < identities(written)
