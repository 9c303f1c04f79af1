"""What the reader of timetables says: why a cell was not read, what was assumed, what to look at again."""

from __future__ import annotations

from solver.base.text import Words

NO_TEACHER = Words(
    zh="“{value}”只写了学科{subject}，没有写教师，任课表里也没有{group}{subject}的教师",
    en="“{value}” names the subject {subject} but no teacher, and no table of teachers "
    "gives {group} one for it.",
)
ADD_TEACHER = Words(
    zh="请在学科后面写上教师，如“{subject} 张三”，或加一张任课表（行是班级，列是学科，格里是教师）",
    en="Write the teacher behind the subject, such as “{subject} 张三”, or add a sheet of teachers "
    "(任课表: a row per class, a column per subject, teachers in the cells).",
)
UNKNOWN = Words(
    zh="看不懂“{value}”：“{word}”既不是认识的学科，也不像教师的姓名",
    en="“{value}” can't be understood: “{word}” is no subject known here and does not look "
    "like a teacher's name.",
)
WRITE_BOTH = Words(
    zh="请写成“学科 教师”，如“语文 张三”；不上课的活动请删掉或写成“活动”",
    en="Write it as subject and teacher, such as “语文 张三”; if nobody teaches then, "
    "clear it or write 活动.",
)
WHICH = Words(
    zh="“{value}”分不清哪个是学科、哪个是教师",
    en="In “{value}” it is not clear which word is the subject and which the teacher.",
)
LIST_SUBJECT = Words(
    zh="请写成“学科(教师)”，或在任课表里加上这门学科",
    en="Write it as subject(teacher), or give the subject a column in the table of teachers (任课表).",
)
HALF_WEEKS = Words(
    zh="“{value}”有的部分写了单双周，有的没有写",
    en="In “{value}” some parts say in which weeks they are (单周 odd, 双周 even) and others don't.",
)
BOTH_WEEKS = Words(zh="请写成“单周:美术 甲 / 双周:音乐 乙”", en="Write it as “单周:美术 甲 / 双周:音乐 乙”.")
MIXED = Words(
    zh="“{value}”里既有课，又有不上课的安排（{word}）",
    en="“{value}” holds both a lesson and something that is no lesson ({word}).",
)
SPLIT = Words(zh="请分成两行，各写各的", en="Give each a row of its own.")
TOO_LONG = Words(zh="这一格太长，不像课表的一格", en="The cell is too long for a cell of a timetable.")
NO_CLASS = Words(
    zh="{range} 像一张课表，但找不到它是哪个班的（{count} 格没有读取）",
    en="{range} looks like a timetable, but nothing says of which class ({count} cells were not read).",
)
NAME_CLASS = Words(
    zh="请把工作表改名为班级，如“三(2)班”，或在表的上方写上班级",
    en="Name the sheet after the class, such as “三(2)班”, or write the class above the table.",
)
NO_GRADE = Words(
    zh="“{value}”看不出是几年级几班（{count} 格没有读取）",
    en="“{value}” does not say which grade and class ({count} cells were not read).",
)
WRITE_GRADE = Words(zh="请写成“三(2)班”这样", en="Write it like “三(2)班”: grade and class.")
NO_PERIOD = Words(
    zh="“{value}”这一格对不上第几节", en="“{value}” stands beside no period (第几节) that could be read."
)
WRITE_PERIOD = Words(
    zh="请在这一行（列）的开头写“第1节”，或时间如“8:00-8:40”",
    en="Begin its row (or column) with “第1节” or with the minutes, such as “8:00-8:40”.",
)
NO_TIME = Words(
    zh="“{value}”在第{period}节，但没有写第{period}节几点上课",
    en="“{value}” is in period {period}, but nothing says when period {period} is held.",
)
WRITE_TIME = Words(
    zh="请在课表或作息时间表里写上这一节的时间，或用 --times 给出",
    en="Write its minutes into the timetable or a sheet 作息时间, or give them with --times.",
)
OUTSIDE = Words(
    zh="“{value}”在表格以外，没有读取", en="“{value}” stands outside of every table and was not read."
)
MOVE_IN = Words(
    zh="是课就移到表格里；不是课，可以不管或删掉",
    en="If it is a lesson, move it into the table; if not, leave or clear it.",
)
NO_TABLE = Words(
    zh="这张工作表不像课表、任课表或作息时间表，{count} 格没有读取",
    en="The sheet looks like no timetable, table of teachers or table of times: {count} cells were not read.",
)
SHOW_FORM = Words(
    zh="课表要有“星期一、星期二……”和“第1节、第2节……”；任课表的第一行写学科，第一列写班级",
    en="A timetable has 星期一, 星期二 … and 第1节, 第2节 …; a table of teachers (任课表) "
    "has subjects in its first row and classes in its first column.",
)
NOTHING = Words(zh="工作簿里没有一节课读得出来", en="Not one lesson could be read from the workbook.")
BAD_TEACHER = Words(
    zh="任课表里的“{value}”不像教师的姓名",
    en="“{value}” in the table of teachers looks like no name.",
)
WRITE_NAME = Words(
    zh="请只写姓名，几位教师用顿号隔开", en="Write names only; separate several teachers by “、” or a space."
)
CLASH = Words(
    zh="{name} {weekday} {start} 同时在 {first}（{first_at}）和 {second}（{second_at}）上课",
    en="{name} teaches {first} ({first_at}) and {second} ({second_at}) at the same time, {weekday} {start}.",
)
TELL_APART = Words(
    zh="如果是两个同名的人，请写成“{name}1”“{name}2”；如果是合班上课，不用改",
    en="If these are two people of one name, write {name}1 and {name}2; if the classes are taught together, "
    "leave it.",
)
TWO_STORIES = Words(
    zh="{group} {weekday} {start} 有两种写法：{first_at} 是“{first}”，这里是“{second}”",
    en="{group}, {weekday} {start}, is told in two ways: “{first}” in {first_at} and “{second}” here.",
)
KEEP_RIGHT = Words(zh="请改成一样；现在两种都算上课", en="Make them the same; for now both count as lessons.")
OTHER_TEACHER = Words(
    zh="{group}的{subject}，课表写的是 {here}，任课表写的是 {there}",
    en="{subject} of {group}: the timetable says {here}, the table of teachers says {there}.",
)
WHO_IS_RIGHT = Words(
    zh="请核对；课时按课表算，任课两个都记",
    en="Check it; lessons follow the timetable, both are kept as teachers.",
)
TWO_TIMES = Words(
    zh="第{period}节有两个时间：{first} 和 {second}",
    en="Period {period} is held at two times: {first} and {second}.",
)
ONE_TIME = Words(
    zh="请用 --times 给出各年级的时间", en="Give the times with --times, by grade where they differ."
)

HIDDEN = Words(zh="隐藏的工作表“{name}”也读取了", en="The hidden sheet “{name}” was read too.")
PRIVATE = Words(
    zh="工作表“{name}”的名字以 _ 开头，没有读取", en="The sheet “{name}” begins with _ and was not read."
)
ASSUMED_TIMES = Words(
    zh="课表没有写上课时间，暂按常见作息：{times}。请核对，或用 --times 给出",
    en="Nothing says when periods are held; these times are assumed: {times}. Check them, or give your own "
    "with --times.",
)
IDLE_NAMES = Words(
    zh="早读、午休、课后服务等不算课，其中 {count} 格写了人名，没有用上（{where}）；要排班的话，请写进岗位表",
    en="早读, 午休, 课后服务 and the like are no lessons; {count} of their cells name people, "
    "who were not taken over ({where}). If this is duty to be staffed, enter it as posts.",
)
PLACES = Words(
    zh="{count} 格里写了上课地点，没有用上（如 {words}）",
    en="{count} cells name places, which were not taken over (such as {words}).",
)
GLUED = Words(
    zh="{count} 格的学科和姓名连在一起，已经分开（如 {words}），请核对",
    en="In {count} cells subject and name were written as one word and were split (such as {words}): "
    "check them.",
)
ODD_NAMES = Words(
    zh="这些词当作教师的姓名读取，请核对：{names}",
    en="These words were read as names of teachers; check them: {names}.",
)
NEW_SUBJECTS = Words(
    zh="这些词当作学科读取，请核对：{names}", en="These words were read as subjects; check them: {names}."
)
SAME_NAME = Words(
    zh="同名的教师当作同一个人；不同的人请写成“张三1”“张三2”",
    en="Teachers of one name are one person; tell two people apart as 张三1 and 张三2.",
)
STILL_TO_ENTER = Words(
    zh="还要填写：{school} 里的学期起止日期；{sessions}（课后服务从几点到几点）；{posts}（要安排人的岗位）。"
    "填好后运行 afterbell check {directory}",
    en="Still to be entered: the term's first and last day in {school}; {sessions} (from when to when "
    "the service runs); {posts} (what has to be staffed). Then run afterbell check {directory}.",
)
COUNTS = Words(
    zh="共 {cells} 格：上课 {lessons}，不上课的安排 {idle}，空白 {blank}，任课 {assigned}，"
    "标题和时间 {headings}，没有读懂 {reported}",
    en="{cells} cells: {lessons} lessons, {idle} known to be no lessons, {blank} blank, {assigned} of the "
    "table of teachers, {headings} headings and times, {reported} not read.",
)
MADE = Words(
    zh="得到 {staff} 位教师、{groups} 个班、{teaching} 条任课、{lessons} 节课",
    en="That makes {staff} teachers, {groups} classes, {teaching} rows of teaching and {lessons} lessons.",
)
UNREAD_HEAD = Words(
    zh="没有读懂的格子（没有进入方案）",
    en="Cells that were not read (they are not in the case)",
)
DOUBTS_HEAD = Words(zh="读取了，但请核对", en="Read, but to be checked")
NOTICES_HEAD = Words(zh="说明", en="Notices")
NONE = Words(zh="没有", en="none")

BAD_TIMES = Words(zh="“{value}”不是上课时间", en="“{value}” does not say when a period is held.")
TIMES_FORM = Words(
    zh='请写成 [periods] 下面 1 = "08:00-08:40"；某个年级不同的，写在 [grade.1] 下面',
    en='Write 1 = "08:00-08:40" under [periods]; where a grade differs, under [grade.1].',
)
NO_TIMES = Words(zh="文件里没有一节课的时间", en="The file gives no period a time.")
MERGED_BOMB = Words(zh="合并单元格太多，不予读取", en="Too many cells are merged; the workbook is not read.")
