"""Every word that the outputs print, in both languages, in one place."""

from __future__ import annotations

from solver.base import vocabulary
from solver.base.text import Lang, Words
from solver.fairness.flow import RELAXED

KINDS = {
    "care": Words(zh="看护", en="Class care"),
    "tutoring": Words(zh="作业辅导", en="Tutoring"),
    "club": Words(zh="社团", en="Club"),
    "patrol": Words(zh="巡查", en="Patrol"),
    "gate": Words(zh="门岗", en="Gate"),
    "leader": Words(zh="带班领导", en="Leader on duty"),
    "arrival": Words(zh="早到看护", en="Early arrival"),
    "lunch": Words(zh="午餐", en="Lunch"),
    "nap": Words(zh="午休", en="Nap"),
    "extended": Words(zh="延时托管", en="Extended care"),
    "evening": Words(zh="晚自习", en="Evening study"),
    "missing": Words(zh="缺人", en="Short"),
    "other": Words(zh="其他", en="Other"),
}

POOLS = {
    "teachers": Words(zh="教师", en="teachers"),
    "leaders": Words(zh="领导", en="leaders"),
    "workers": Words(zh="职工", en="workers"),
}
"""The pools that nobody had to name."""

METHODS = {
    "trivial": Words(zh="不可能低于零", en="nothing can be below zero"),
    "flow": Words(zh="由最大流得出", en="from a maximum flow"),
    "count_relaxation": Words(
        zh="由整数计数松弛得出，据求解器报告", en="from an integer count relaxation, as its solver reports"
    ),
    "dual_rechecked": Words(zh="对偶界，已精确复核", en="from duals, re-checked exactly"),
    "solver_claim": Words(zh="求解器的报告", en="as the solver reports"),
}

VARIANTS = {"fine": Words(zh="晴天", en="Fine"), "rain": Words(zh="雨天", en="Rain")}

HOW = {
    "lesson": Words(zh="任课教师", en="lesson"),
    "care": Words(zh="看护", en="care"),
    "club": Words(zh="社团", en="club"),
    "walk": Words(zh="路上", en="on the way"),
    "gate": Words(zh="校门", en="gate"),
    "extended": Words(zh="延时托管", en="extended care"),
    "receiver": Words(zh="接收人", en="receiver"),
}

TEXT = {
    "roster": Words(zh="课后服务排班表", en="After-school service roster"),
    "sheet_cover": Words(zh="说明", en="About"),
    "sheet_day": Words(zh="按日", en="By day"),
    "sheet_person": Words(zh="按人", en="By person"),
    "sheet_group": Words(zh="按班级", en="By group"),
    "sheet_room": Words(zh="按场地", en="By room"),
    "sheet_units": vocabulary.UNITS,
    "sheet_handover": vocabulary.HAND_OVER,
    "sheet_findings": Words(zh="问题与证书", en="Findings"),
    "sheet_notice": Words(zh="通知 {date}", en="Notice {date}"),
    "title_day": Words(zh="按日排班", en="Roster by day"),
    "title_person": Words(zh="按人排班", en="Roster by person"),
    "title_group": Words(zh="按班级排班", en="Roster by group"),
    "title_room": Words(zh="按场地排班", en="Roster by room"),
    "title_units": Words(zh="工作量台账", en="Units account"),
    "title_handover": Words(zh="放学交接安排", en="Hand-over plan"),
    "title_findings": Words(zh="证书与问题", en="Certificate and findings"),
    "title_notice": Words(zh="课后服务今日安排", en="After-school service today"),
    "title_weekly": Words(zh="周排班表", en="Weekly roster"),
    "certificate": vocabulary.CERTIFICATE,
    "findings": vocabulary.FINDINGS,
    "no_findings": Words(zh="没有问题。", en="No findings."),
    "legend": Words(zh="图例", en="Legend"),
    "cover_mark": Words(zh="（代）", en=" (cover)"),
    "cover_note": Words(zh="（代）= 当天代班", en="(cover) = stands in on this date only"),
    "week": Words(zh="第{week}教学周", en="Week {week}"),
    "applies": Words(zh="按{weekday}课表", en="{weekday} lessons"),
    "short": Words(zh="缺{count}人", en="{count} short"),
    "date": Words(zh="日期", en="Date"),
    "time": vocabulary.TIME,
    "post": Words(zh="岗位", en="Post"),
    "kind": Words(zh="类别", en="Kind"),
    "group": Words(zh="班级", en="Group"),
    "room": Words(zh="场地", en="Place"),
    "person": vocabulary.PERSON,
    "session": vocabulary.SESSION,
    "no_session": Words(zh="其他", en="Other"),
    "no_group": Words(zh="（无班级）", en="(no group)"),
    "no_room": Words(zh="（无场地）", en="(no place)"),
    "account": Words(zh="账目", en="Account"),
    "pool": vocabulary.POOL,
    "weight": Words(zh="权重", en="Weight"),
    "due": vocabulary.DUE,
    "reachable": vocabulary.REACHABLE,
    "target": Words(zh="目标", en="Target"),
    "opening": Words(zh="期初结余", en="Opening"),
    "load": Words(zh="实排", en="Load"),
    "deviation": vocabulary.DEVIATION,
    "closing": Words(zh="期末结余", en="Closing"),
    "duties": vocabulary.DUTIES,
    "units_note": Words(
        zh="期末结余 = 期初结余 + 实排 − 应承担；精确值见 units.csv。",
        en="Closing = opening + load − due; exact values are in units.csv.",
    ),
    "outside": vocabulary.NOT_COMPARED,
    "gate": Words(zh="交接地点", en="Hand-over at"),
    "leave": Words(zh="离班", en="Leaves"),
    "arrive": Words(zh="到达", en="Arrives"),
    "released": Words(zh="交接完", en="Released"),
    "heads": Words(zh="人数", en="Heads"),
    "to_extended": Words(zh="转托管", en="To extended"),
    "leader": Words(zh="带队", en="Led by"),
    "rule": Words(zh="规则", en="Rule"),
    "level": Words(zh="层级", en="Level"),
    "price": Words(zh="扣分", en="Price"),
    "who": Words(zh="人员", en="Who"),
    "when": Words(zh="时间", en="When"),
    "what": Words(zh="内容", en="What"),
    "hard": Words(zh="必须遵守", en="hard"),
    "classes": Words(zh="班级看护与放学", en="Class care and hand-over"),
    "other_posts": Words(zh="社团与其他岗位", en="Clubs and other posts"),
    "fine_leave": Words(zh="晴天 离班/地点", en="Fine: leaves, at"),
    "rain_leave": Words(zh="雨天 离班/地点", en="Rain: leaves, at"),
    "nobody": Words(zh="—", en="—"),
    "term": Words(zh="学期", en="Term"),
    "made_from": Words(
        zh="方案 {case} · afterbell {version} · 种子 {seed}",
        en="case {case} · afterbell {version} · seed {seed}",
    ),
    "case_hash": Words(zh="方案指纹", en="Case hash"),
    "version": Words(zh="版本", en="Version"),
    "seed": Words(zh="种子", en="Seed"),
    "page": Words(zh="第 {page} / {pages} 页", en="Page {page} of {pages}"),
    "people": Words(zh="排班人数", en="People on the roster"),
    "service_days": Words(zh="服务天数", en="Service days"),
    "contents": Words(zh="各表用途", en="What each sheet is for"),
    "for_day": Words(zh="每个岗位每天由谁负责；每周一页", en="who holds each post each day; one page a week"),
    "for_person": Words(zh="每个人每天在哪里值班", en="where each person serves each day"),
    "for_group": Words(zh="每个班每天由谁看护", en="who cares for each class each day"),
    "for_room": Words(zh="每个场地每天谁在使用", en="who uses each room each day"),
    "for_units": Words(
        zh="每个人的应承担、可达、实排与结余", en="each person's due, reachable, load and balance"
    ),
    "for_handover": Words(
        zh="放学离班时间、校门、雨天安排", en="leaving minutes, gates, what changes in rain"
    ),
    "for_findings": Words(zh="证明了什么，还有什么问题", en="what is proven, and what is amiss"),
    "for_notice": Words(zh="一张 A4，可打印张贴", en="one A4 page to print and post"),
}

STATUS = {
    "clean": Words(zh="核验通过：没有发现问题。", en="Audited and clean: nothing was found."),
    "priced": Words(
        zh="核验通过：没有违反必须遵守的规则；可让步的问题 {count} 个。",
        en="Audited: no hard rule is broken; priced findings: {count}.",
    ),
    "draft": Words(
        zh="草稿：有 {count} 个必须解决的问题，不可发布。",
        en="Draft, not to be published: hard findings to be mended: {count}.",
    ),
}

PROOF = {
    "best": Words(
        zh="没有任何合规{stage}能让{level}低于 {bound}；本表为 {value}。",
        en="No legal {stage} has a lower {level} than {bound}; yours has {value}.",
    ),
    "best_after": Words(
        zh="在前面各项都不比本表差的合规{stage}中，没有一个能让{level}低于 {bound}；本表为 {value}。",
        en="No legal {stage} that is as good on everything above has a lower {level} than {bound}; "
        "yours has {value}.",
    ),
    "open": Words(
        zh="是否还能更低尚未证明：最多可再降 {gap}。",
        en="Whether less is possible is not proven: at most {gap} could be gained.",
    ),
    "conditional": Words(
        zh="此结论有条件：{levels}尚未证明最优；若那里能更好，此处也可能更低。",
        en="Conditional: {levels} not proven best; a plan that is better there might have less here.",
    ),
    "fixed": Words(
        zh="以下结论以既定的{stages}为前提（指纹 {hashes}）；前面改动后结论作废。",
        en="What follows takes the {stages} as given ({hashes}); changing it voids these lines.",
    ),
    "appended": Words(
        zh="方案的目标层级里没有写到：{levels}；它们按通常的先后排在最后。",
        en="The case's order of levels does not speak of: {levels}; they come last, in the usual order.",
    ),
    "rechecked": Words(
        zh="其中不低于 {proven} 已精确复核，其余为求解器所称。",
        en="At least {proven} of the bound is proven by exact duals; the rest is the solver's word.",
    ),
    "method": Words(zh="依据：{method}。", en="Ground: {method}."),
    "none": Words(zh="没有可证明的内容。", en="Nothing to prove here."),
}


def kind_name(kind: str) -> Words:
    """Return the name of a kind of post."""
    return KINDS.get(kind, KINDS["other"])


def pool_name(pool: str, lang: Lang) -> str:
    """Return the name of a pool: the school's own as it is written."""
    return POOLS[pool].say(lang) if pool in POOLS else pool


def relaxed_name(code: str) -> Words:
    """Return what the reachable shares of an account could not say exactly."""
    return RELAXED[code]
