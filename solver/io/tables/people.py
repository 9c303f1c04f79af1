"""The tables about people and classes: staff, groups, enrolment, teaching, lessons."""

from __future__ import annotations

from solver.base.text import Words
from solver.domain.case import Enrolment, Group, Lesson, Staff, Teaching
from solver.io.tables.schema import (
    DATES,
    HOURS,
    ID,
    NAME,
    PUPILS,
    Column,
    Table,
    group_column,
    kind_column,
    ref,
    staff_column,
)
from solver.io.tables.vocabulary import STAFF_KINDS


def _count(key: str, zh: tuple[str, ...], meaning: Words, default: str = "") -> Column:
    return Column(key, zh, "int", meaning, default=default, low=0)


STAFF = Table(
    "staff",
    ("人员", "教师", "教职工"),
    Words(zh="能上岗的人", en="People who can hold a post."),
    Staff,
    (
        Column("id", ("编号", "工号", "人员编号"), "id", ID, required=True),
        Column("name", ("姓名", "名称"), "text", Words(zh="姓名", en="The person's name."), required=True),
        kind_column(
            ("身份", "类别", "人员类别"),
            Words(zh="身份", en="What the person is to the school."),
            STAFF_KINDS,
            default="own",
        ),
        Column(
            "subjects", ("学科", "任教学科", "科目"), "texts", Words(zh="任教学科", en="Subjects taught.")
        ),
        Column(
            "qualifications",
            ("资格", "证书"),
            "texts",
            Words(zh="资格或证书，如 急救", en="Qualifications, such as first_aid."),
        ),
        Column(
            "share",
            ("工作量比例", "份额"),
            "decimal",
            Words(zh="满额工作量的几成，大于 0，至多 1", en="Part of a full load, above 0 and at most 1."),
            default="1",
            above=0,
            high=1,
        ),
        Column(
            "pool",
            ("比较组", "公平组"),
            "pool",
            Words(
                zh="和谁比较工作量；- 表示不参加比较",
                en="With whom the load is compared; - for nobody.",
            ),
            default_words=Words(
                zh="本校教师 teachers，领导 leaders，职工 workers，其他没有",
                en="own: teachers, leader: leaders, worker: workers, others: none",
            ),
        ),
        Column(
            "weekdays",
            ("到校星期", "工作星期", "星期"),
            "weekdays",
            Words(zh="能上岗的星期；空为全部", en="Weekdays on which the person works; blank for all."),
        ),
        Column(
            "start",
            ("最早时间", "最早"),
            "time",
            Words(zh="每天最早几点能上岗", en="Earliest minute of duty on any day."),
        ),
        Column(
            "end",
            ("最晚时间", "最晚"),
            "time",
            Words(zh="每天最晚几点能上岗", en="Latest minute of duty on any day."),
        ),
        _count(
            "max_day",
            ("每天上限", "每日上限"),
            Words(zh="一天最多几次", en="Most duties in a day; blank for no cap."),
        ),
        _count(
            "max_week", ("每周上限",), Words(zh="一周最多几次", en="Most duties in a week; blank for no cap.")
        ),
        _count(
            "max_term",
            ("学期上限",),
            Words(zh="一学期最多几次", en="Most duties in the term; blank for no cap."),
        ),
        Column(
            "agreed",
            ("约定工作量", "定额"),
            "decimal",
            Words(
                zh="本学期约定的工作量；填写后公平按它衡量，不按可达份额",
                en="Work units agreed for the term: fairness measures against them, not the reachable share.",
            ),
            low=0,
        ),
    ),
    key=("id",),
    required=True,
)


GROUPS = Table(
    "groups",
    ("班级", "看护组", "班级看护组"),
    Words(
        zh="一起看护的学生：班级，或几个班合并", en="Pupils cared for together: classes and merged groups."
    ),
    Group,
    (
        Column("id", ("编号", "班级编号"), "id", ID, required=True),
        Column("name", ("名称", "班级", "班级名称"), "text", NAME, required=True),
        Column("grade", ("年级",), "int", Words(zh="年级", en="The grade."), required=True, low=0, high=13),
        ref("room", ("场地", "教室", "本班教室"), "rooms", Words(zh="本班教室", en="The group's own room.")),
        ref("head", ("班主任",), "staff", Words(zh="班主任", en="The head teacher.")),
        Column(
            "of",
            ("合并班级", "由哪些班合并"),
            "refs",
            Words(
                zh="合并班：由哪些班组成；在下列日期代替这些班",
                en="For a merged group: its classes, which it replaces on the dates below.",
            ),
            fills="parts",
            to="groups",
        ),
        Column(
            "sessions",
            ("时段", "合并时段"),
            "refs",
            Words(
                zh="合并班：只在这些时段合并；空为全部",
                en="For a merged group: only in these sessions; blank for all.",
            ),
            to="sessions",
        ),
        *DATES,
    ),
    key=("id",),
)


ENROLMENT = Table(
    "enrolment",
    ("报名", "报名人数"),
    Words(zh="各班在各时段的学生数", en="Pupils of each class in each session."),
    Enrolment,
    (
        group_column(Words(zh="班级", en="The class.")),
        ref("session", ("时段", "时段编号"), "sessions", Words(zh="时段", en="The session."), required=True),
        Column(
            "weekday",
            ("星期",),
            "weekday",
            Words(
                zh="星期；空表示没有单独一行的每个星期",
                en="The weekday; blank for every weekday without a row of its own.",
            ),
        ),
        PUPILS,
        _count("bus", ("校车", "乘校车"), Words(zh="其中乘校车", en="Of these, by bus."), "0"),
        _count("route", ("路队",), Words(zh="其中走路队", en="Of these, in a route line."), "0"),
        _count(
            "self_release",
            ("自行离校", "自行回家"),
            Words(zh="其中经同意自行离校", en="Of these, alone with consent."),
            "0",
        ),
    ),
    key=("group", "session", "weekday"),
)


TEACHING = Table(
    "teaching",
    ("任课", "任课表"),
    Words(zh="谁教哪个班", en="Who teaches which group."),
    Teaching,
    (
        staff_column(Words(zh="教师", en="The teacher.")),
        group_column(Words(zh="班级", en="The group.")),
        Column("subject", ("学科", "科目"), "text", Words(zh="学科", en="The subject.")),
    ),
    key=("staff", "group", "subject"),
)


LESSONS = Table(
    "lessons",
    ("课表", "上课时间"),
    Words(zh="白天的课：上课时不能上岗", en="Daytime lessons: their teachers are not free then."),
    Lesson,
    (
        staff_column(Words(zh="教师", en="The teacher.")),
        Column("weekday", ("星期",), "weekday", Words(zh="星期", en="The weekday."), required=True),
        *HOURS,
        Column(
            "weeks",
            ("教学周", "周次"),
            "weeks",
            Words(zh="只在这些教学周", en="Only in these teaching weeks."),
        ),
        ref(
            "zone",
            ("区域", "上课区域"),
            "zones",
            Words(zh="在哪个区域上课", en="Where the lesson is, if known."),
        ),
    ),
)
