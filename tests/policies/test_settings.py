"""What ``school.toml`` says of policies: read, or refused in both languages with a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solver import policies, service
from solver.base.errors import Fault, InputError
from tests.io.conftest import SCHOOL

SECOND_WEEK = "on 5 days from 2026-09-14 on (Mon–Fri)"
ALL_TERM = "on 10 days from 2026-09-07 on (Mon–Fri)"
Write = Callable[[str], Path]


@pytest.fixture
def school(tmp_path: Path) -> Write:
    """Write the small school with more settings."""

    def write(settings: str) -> Path:
        path = tmp_path / "small"
        path.mkdir()
        for name, text in SCHOOL.items():
            (path / name).write_text(text + (settings if name == "school.toml" else ""), encoding="utf-8")
        return path

    return write


def policy(code: str, *lines: str) -> str:
    return "\n".join(["", "[[policies]]", f'code = "{code}"', *lines, ""])


def said(path: Path) -> list[tuple[str, str]]:
    found = service.check(service.open_case(path).case)
    return [(finding.say("zh"), finding.say("en")) for finding in found]


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        service.open_case(path)
    return caught.value.faults


def test_findings_are_told_in_both_languages(school: Write) -> None:
    path = school(policy("two_hours") + policy("off_work", 'time = "17:30"', "grades = [1]", "warn = true"))
    assert said(path) == [
        (
            "1、2年级：2026-09-07 等 10 天（周一至周五）只有 90 分钟服务，少于 120 分钟",
            f"Grades 1, 2: only 90 minutes of service {ALL_TERM}; 120 are asked for",
        ),
        (
            "1年级：2026-09-07 等 10 天（周一至周五）服务 17:00 结束，早于当地下班时间 17:30",
            f"Grade 1: service ends at 17:00 {ALL_TERM}, before off-work time (17:30)",
        ),
    ]


def test_a_policy_may_be_set_once_for_each_season(school: Write) -> None:
    summer = policy("off_work", "time = 16:30:00", "last = 2026-09-11")
    winter = policy("off_work", 'time = "17：30"', "first = 2026-09-12")
    assert [en for _, en in said(school(summer + winter))] == [
        f"Grades 1, 2: service ends at 17:00 {SECOND_WEEK}, before off-work time (17:30)"
    ]


WRONG = {
    "unknown policy": (
        policy("two_hour"),
        "two_hour",
        "没有名为“two_hour”的政策。是不是“two_hours”？",
        "There is no policy called two_hour. Perhaps “two_hours”?",
    ),
    "unknown setting": (
        policy("two_hours", "minuts = 90"),
        "two_hours.minuts",
        "政策 two_hours 没有“minuts”这项设置。是不是“minutes”？",
        "The policy two_hours has no setting minuts. Perhaps “minutes”?",
    ),
    "a time that is none": (
        policy("off_work", 'time = "25:30"'),
        "off_work.time",
        '政策 off_work 的设置“time”不对：25:30。当地正常下班时间：时刻，如 "17:30"',
        (
            "The setting time of the policy off_work can't be 25:30. "
            'It is a time such as "17:30": when local offices close.'
        ),
    ),
    "a bare number for a time": (
        policy("latest_end", "time = 18"),
        "latest_end.time",
        '政策 latest_end 的设置“time”不对：18。最晚几点结束：时刻，如 "17:30"',
        (
            "The setting time of the policy latest_end can't be 18. "
            'It is a time such as "17:30": the latest end.'
        ),
    ),
    "a missing setting": (
        policy("fee_cap", 'per = "month"'),
        "fee_cap.most",
        "政策 fee_cap 缺少设置“most”。最多多少元：数，至少 0",
        "The policy fee_cap lacks its setting most. It is a number, at least 0: the ceiling in yuan.",
    ),
    "too many minutes": (
        policy("two_hours", "minutes = 1200"),
        "two_hours.minutes",
        "政策 two_hours 的设置“minutes”不对：1200。每天至少多少分钟：整数，至少 1，至多 600",
        (
            "The setting minutes of the policy two_hours can't be 1200. "
            "It is a whole number, at least 1, at most 600: fewest minutes a day."
        ),
    ),
    "a fee that is none": (
        policy("fee_cap", "most = 60", 'per = "week"'),
        "fee_cap.per",
        '政策 fee_cap 的设置“per”不对：week。按月、按天还是按课时："month"、"day"、"period" 之一',
        (
            "The setting per of the policy fee_cap can't be week. "
            'It is one of "month", "day", "period": of a month, a day or a period.'
        ),
    ),
}


@pytest.mark.parametrize("story", WRONG)
def test_wrong_settings_are_refused_with_a_way_out(story: str, school: Write) -> None:
    settings, key, zh, en = WRONG[story]
    (fault,) = faults_of(school(settings))
    assert fault.say("en") == f"school.toml, policies.{key}: {en}"
    assert fault.say("zh") == f"school.toml，policies.{key}：{zh}"


def test_a_word_that_means_nobody_is_refused(school: Write) -> None:
    (fault,) = faults_of(school(policy("subject_work", 'by = "own or leder"')))
    assert fault.column == "policies.subject_work.by"
    assert fault.say("en").endswith("Perhaps “leader”?")


def test_faults_of_rules_and_policies_are_told_at_once(school: Write) -> None:
    faults = faults_of(school('\n[[rules]]\ncode = "capz"\n' + policy("fee") + policy("off_work")))
    assert [fault.column for fault in faults] == ["rules.capz", "policies.fee", "policies.off_work.time"]


def test_an_entry_without_a_code_is_no_policy(school: Write) -> None:
    (fault,) = faults_of(school("\n[[policies]]\nminutes = 120\n"))
    assert fault.say("en").startswith(
        "school.toml, policies: An entry of [[policies]] has no code. Write [[policies]] with code"
    )


def test_names_are_data(school: Write) -> None:
    path = school(policy("fee_cap", "most = 1"))
    sessions = SCHOOL["sessions.csv"].replace("id,name,grades", "id,name,fee,fee_per,grades")
    sessions = sessions.replace("low,课后,", 'low,"{课}后 {0}",10,天,')
    (path / "sessions.csv").write_text(sessions, encoding="utf-8")
    groups = SCHOOL["groups.csv"].replace("一班", "{一班}")
    (path / "groups.csv").write_text(groups, encoding="utf-8")
    assert said(path)[0][1] == (
        "A pupil of {一班}, 二班 may have to pay 100 yuan in 2026-09 ({课}后 {0} 100), above 1 yuan a month"
    )


def test_no_policy_is_looked_at_twice_for_one_case(school: Write) -> None:
    case = service.open_case(school(policy("two_hours"))).case
    assert policies.findings(case) is policies.findings(case)
