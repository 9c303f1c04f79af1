"""One bad input each: a change of the small school, and what must be said about it."""

from __future__ import annotations


def swap(table: str, old: str, new: str):
    """Change one table in one place."""

    def change(school):
        assert old in school[table]
        school[table] = school[table].replace(old, new, 1)

    return change


def drop(table: str):
    def change(school):
        del school[table]

    return change


def add(table: str, line: str):
    def change(school):
        school[table] = school[table] + line + "\n"

    return change


def table(name: str, text: str):
    def change(school):
        school[name] = text

    return change


STORIES = {
    "empty table": (
        table("staff.csv", "id,name\n"),
        "staff.csv, row 1: The table is empty: it has a header and no rows. Write at least one row.",
    ),
    "table without even a header": (
        table("posts.csv", ""),
        (
            "posts.csv: The table is empty: it has not even a header. "
            "Write a header; a table that is not needed may be deleted."
        ),
    ),
    "missing table": (
        drop("sessions.csv"),
        (
            "small: The table sessions is missing. Add it: "
            "Windows of service; without weekdays, Monday to Friday."
        ),
    ),
    "missing column": (
        swap("groups.csv", "grade", "floor"),
        "groups.csv, row 1: The required column “grade” is missing. Add the column: The grade.",
    ),
    "misspelt column": (
        swap("staff.csv", "subjects", "subjcts"),
        "staff.csv, row 1, subjcts: The table has no column “subjcts”. Perhaps “subjects”?",
    ),
    "misspelt file": (
        table("staf.csv", "id\nx\n"),
        "staf.csv: “staf.csv” is not the name of a table. Perhaps “staff.csv”?",
    ),
    "column twice": (
        table("teaching.csv", "staff,group,人员\nT1,1-1,T1\n"),
        "teaching.csv, row 1, 人员: The column “人员” is there twice. Delete one of them.",
    ),
    "blank cell": (
        swap("staff.csv", "T1,王芳", "T1,"),
        "staff.csv, row 2, name: The cell is blank but must be filled. Fill in: The person's name.",
    ),
    "duplicate id": (
        add("staff.csv", "T1,钱进,own,,1"),
        "staff.csv, row 5, id: “T1” is already in row 2. Choose another id, or delete the row.",
    ),
    "unknown reference": (
        add("teaching.csv", "T11,1-1,语文"),
        "teaching.csv, row 4, staff: There is no “T11” in the table staff. Perhaps “T1”?",
    ),
    "name in place of an id": (
        add("teaching.csv", "李强,1-1,数学"),
        "teaching.csv, row 4, staff: There is no “李强” in the table staff. Its id is wanted: perhaps “T2”?",
    ),
    "overlapping sessions of one grade": (
        add("sessions.csv", "late,晚,2,16:30,18:00"),
        (
            "sessions.csv, row 3, start: Grade 2 is in “课后” and “晚” at once on 2026-09-07, 16:30–17:00. "
            "Part them by time, grade or dates."
        ),
    ),
    "end before start": (
        swap("sessions.csv", "17:00", "15:00"),
        "sessions.csv, row 2, end: It ends at 15:00, not after its start at 15:30. Check both cells.",
    ),
    "post far from its session": (
        table("posts.csv", "id,name,kind,session,start,end\ng,门,gate,low,20:30,21:00\n"),
        (
            "posts.csv, row 2, start: 20:30–21:00 is far from its session “课后” (15:30–17:00). "
            "Check the times, or choose another session."
        ),
    ),
    "post that ends before its session starts": (
        table("posts.csv", "id,name,kind,session,end\ng,门,gate,low,15:00\n"),
        (
            "posts.csv, row 2, end: It ends at 15:00, not after its start at 15:30. "
            "Check the times, or choose another session."
        ),
    ),
    "term ends before it starts": (
        swap("school.toml", "2026-09-18", "2026-08-18"),
        (
            "school.toml, term.end: The term ends on 2026-08-18, before it starts on 2026-09-07. "
            "Check both dates."
        ),
    ),
    "club larger than every room it may use": (
        swap("rooms.csv", "R1,一班教室,40", "R1,一班教室,12"),
        (
            "clubs.csv, row 2, room: The club “象棋” has 14 pupils; the largest room it may use holds 12. "
            "Allow a larger room, or make two clubs of it."
        ),
    ),
    "term without service dates": (
        swap("school.toml", '"2026-09-18"', '"2026-09-18"\nclosed = ["2026-09-01..2026-09-30"]'),
        (
            "sessions.csv: The term has no service date at all. "
            "Check weekdays, weeks, from, to and the closed days."
        ),
    ),
    "share over 1": (
        swap("staff.csv", "语文,1", "语文,1.4"),
        "staff.csv, row 2, share: 1.4 is more than a full load. Perhaps “0.4”?",
    ),
    "unknown word in an expression": (
        swap("posts.csv", "teaches", "teachs or 语文"),
        (
            "posts.csv, row 2, eligible: “teachs” is no subject, qualification, id, name or kind of person "
            "of this case. Perhaps “teaches”?"
        ),
    ),
    "broken expression": (
        swap("posts.csv", "teaches", "own and (teaches"),
        "posts.csv, row 2, eligible: At character 9: “(” has no partner.",
    ),
    "more members than enrolled": (
        swap("members.csv", "1-1,6", "1-1,21"),
        (
            "members.csv, row 2, pupils: “一班” has 21 pupils in “象棋” but at most 20 enrolled in the "
            "sessions "
            "it may use. Check the tables enrolment and members."
        ),
    ),
    "more leave than are there": (
        table(
            "enrolment.csv", "group,session,pupils,bus,route,self_release\n1-1,low,20,15,4,2\n2-1,low,24,,,\n"
        ),
        (
            "enrolment.csv, row 2, pupils: By bus, in route lines and alone 21 pupils leave, more than the "
            "20 there are. Check the numbers in this row."
        ),
    ),
    "no room for class care": (
        swap("groups.csv", "1,R1", "1,"),
        (
            "posts.csv, row 2, room: The post “看护 一班” has no room, and neither has the group “一班”. "
            "Give the post or the group a room."
        ),
    ),
    "pin that refers nowhere": (
        table("pins.csv", "action,staff,post,date\nassign,T1,care/1-1,2026-09-12\n"),
        (
            "pins.csv, row 2, date: There is no service date among its dates. "
            "Check weekdays, weeks, from, to and the closed days."
        ),
    ),
    "pin of nothing": (
        table("pins.csv", "action,weekday\nassign,1\n"),
        (
            "pins.csv, row 2: It pins nothing: no person, no club, no group. Name staff and post, or club "
            "with weekday, session, room, or group with session, gate, minute."
        ),
    ),
    "pin of an unknown post": (
        table("pins.csv", "action,staff,post\nassign,T1,care/1-2\n"),
        "pins.csv, row 2, post: “care/1-2” is neither a post nor a kind of post. Perhaps “care/1-1”?",
    ),
    "balance that is no number": (
        table("history.csv", "staff,balance\nT1,两次\n"),
        "history.csv, row 2, balance: “两次” is not a number. Write it as 0.5.",
    ),
    "balance told twice": (
        table("history.csv", "staff,balance\nT1,1\nT1,2\n"),
        "history.csv, row 3, staff: “T1” is already in row 2. Make one row of them.",
    ),
    "name that would leave its folder": (
        swap("staff.csv", "L1", "../../L1"),
        (
            "staff.csv, row 4, id: The id “../../L1” holds the character “/”, which ids may not. "
            "Ids may have letters, digits, spaces and - _ . @ # + ( ) ·"
        ),
    ),
    "id of dots": (
        swap("posts.csv", "care", "care/.."),
        (
            "posts.csv, row 2, id: The id “care/..” must not be made of dots. "
            "Ids may have letters, digits, spaces and - _ . @ # + ( ) ·"
        ),
    ),
    "id of the case that would leave its folder": (
        swap("school.toml", '"small"', '"../small"'),
        (
            "school.toml, id: The id “../small” holds the character “/”, which ids may not. "
            "Ids may have letters, digits, spaces and - _ . @ # + ( ) ·"
        ),
    ),
    "invisible character": (
        swap("staff.csv", "王芳", "王\u202e芳"),
        (
            "staff.csv, row 2, name: It holds the invisible control character U+202E. "
            "Clear the cell and type it anew."
        ),
    ),
    "id that a spreadsheet made a date of": (
        swap("teaching.csv", "1-1", "2026-01-01"),
        (
            "teaching.csv, row 2, group: There is no “2026-01-01” in the table groups. A spreadsheet may "
            "have made a date of it: format the column as text and type it again."
        ),
    ),
    "id that a spreadsheet saved as a date": (
        swap("staff.csv", "L1", "2026/1/1"),
        (
            "staff.csv, row 4, id: The id “2026/1/1” holds the character “/”, which ids may not. "
            "A spreadsheet may have made a date of it: format the column as text and type it again."
        ),
    ),
    "unknown setting": (
        swap("school.toml", "end =", "ende ="),
        "school.toml, term.ende: There is no setting “term.ende”. Perhaps “term.end”?",
    ),
    "no settings": (
        drop("school.toml"),
        (
            "school.toml: school.toml is missing (the term's first and last day). "
            "afterbell new DIR writes a template with all of it."
        ),
    ),
    "namesakes": (
        lambda school: (
            add("staff.csv", "T9,王芳,own,,1")(school),
            swap("posts.csv", "teaches", "王芳")(school),
        ),
        "posts.csv, row 2, eligible: 2 people are called “王芳”. Use an id: id:T1 | id:T9.",
    ),
    "members of a merged group": (
        lambda school: (
            table("groups.csv", "id,name,grade,room,of\n1-1,一班,1,R1,\n2-1,二班,2,R2,\nM,合,1,R1,1-1;2-1\n")(
                school
            ),
            swap("members.csv", "1-1", "M")(school),
        ),
        (
            "members.csv, row 2, group: “合” is a merged group: its pupils are those of its classes. "
            "Write 1-1, 2-1 instead."
        ),
    ),
    "sessions of a class that is not merged": (
        table("groups.csv", "id,name,grade,room,sessions\n1-1,一班,1,R1,\n2-1,二班,2,R2,low\n"),
        (
            "groups.csv, row 3, sessions: “二班” is no merged group. "
            "Name its classes under of, or leave sessions blank."
        ),
    ),
    "merged on the way to extended care": (
        lambda school: (
            table(
                "groups.csv",
                "id,name,grade,room,of,sessions\n1-1,一班,1,R1,,\n2-1,二班,2,R2,,\nM,合,1,R1,1-1;2-1,low\n",
            )(school),
            table(
                "sessions.csv",
                "id,name,kind,start,end\nlow,课后,,15:30,17:00\next,延时,extended,17:00,18:00\n",
            )(school),
            add("enrolment.csv", "1-1,ext,,3")(school),
        ),
        (
            "groups.csv, row 4, sessions: “合” is merged in “课后” and apart in “延时”, though pupils go on "
            "to extended care. Name both sessions or neither."
        ),
    ),
    "walks that disagree": (
        swap("zones.csv", "gate,校门,gate,", "gate,校门,gate,main:5"),
        (
            "zones.csv, row 3, walk: Between “gate” and “main” the walk is 2 minutes in one place and 5 in "
            "another. Keep one of them."
        ),
    ),
    "units off the grid": (
        lambda school: (
            swap("school.toml", "[term]", "[settings]\ngrid_step = 0.5\n[term]")(school),
            table("posts.csv", "id,name,kind,session,units\ng,门,gate,low,0.3\n")(school),
        ),
        (
            "posts.csv, row 2, units: 0.3 is no multiple of the grid step 0.5. "
            "Change the units, or the setting grid_step."
        ),
    ),
    "quotation mark without a partner": (
        swap("staff.csv", "T1,王芳", 'T1,"王芳'),
        "staff.csv, row 2: Row 2 can't be read: a quotation mark has no partner. Save it as “CSV UTF-8”.",
    ),
}
