"""Words that label things all over the product, each said once: headings, pages, short answers."""

from solver.base.text import Words

PERSON = Words(zh="人员", en="Person")
POOL = Words(zh="比较组", en="Pool")
NOT_COMPARED = Words(zh="不参与比较", en="not compared")
CLASS = Words(zh="班级", en="Class")
PUPILS = Words(zh="人数", en="Pupils")
WEEK = Words(zh="教学周", en="Week")
WEEKDAY = Words(zh="星期", en="Weekday")
TIME = Words(zh="时间", en="Time")
SESSION = Words(zh="时段", en="Session")
DUTIES = Words(zh="班次", en="Duties")
UNITS = Words(zh="工作量", en="Units")
DUE = Words(zh="应承担", en="Due")
REACHABLE = Words(zh="可达", en="Reachable")
DEVIATION = Words(zh="偏差", en="Deviation")
CASE = Words(zh="方案", en="Case")
INPUTS = Words(zh="填写", en="Inputs")
SOLVE = Words(zh="排班", en="Solve")
SEED = Words(zh="随机种子", en="Seed")
ROSTER = Words(zh="排班表", en="Roster")
HAND_OVER = Words(zh="放学交接", en="Hand-over")
CERTIFICATE = Words(zh="证书", en="Certificate")
FINDINGS = Words(zh="问题", en="Findings")
ORIGIN = Words(zh="来历", en="Origin")
MEASURE = Words(zh="指标", en="Measure")
SCENARIO = Words(zh="设想", en="Scenario")

MINUTES = Words(zh="{count} 分钟", en="{count} min")
SECONDS = Words(zh="{count} 秒", en="{count} s")
MORE = Words(zh="……另有 {count} 处", en="… and {count} more")
NO_ROSTER = Words(zh="没有排成", en="no roster")
SEATS_CHANGED = Words(
    zh="席位：{kept} 个不换人，{moved} 个换人，新增 {new}，减少 {gone}。",
    en="Seats: {kept} keep their person, {moved} change hands, {new} are new, {gone} are gone.",
)
