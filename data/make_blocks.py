"""What the generators of the cases under ``data`` share: people, classes, lessons, pupils, tables.

Every draw is a hash of the school's seed and of what is drawn, so that changing one table leaves the others
as they were. All people are invented.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

Row = dict[str, object]
Faculty = Sequence[tuple[str, Sequence[int], int]]
"""Who teaches: subject, grades, number of teachers."""

DATA = Path(__file__).parent
WEEKDAYS = (1, 2, 3, 4, 5)
NUMERALS = "零一二三四五六七八九"
SURNAMES = "陈沈顾陆朱徐周吴钱许蒋潘俞汤范严费盛庄凌戴殷屠秦邵裘郁柏滕褚"
GIVEN_CHARACTERS = (
    "文静晓岚志远雨桐建华思敏佳怡国强海燕明轩丽娟梦洁俊杰秀兰婷婷子涵春梅立新慧敏振宇"
    "雪琴向阳巧云若曦永康静怡家豪玉婷晓峰素芬欣然宏伟心怡月华一鸣彩霞书瑶勇刚亦凡芳菲"
)
GIVEN = [GIVEN_CHARACTERS[at : at + 2] for at in range(0, len(GIVEN_CHARACTERS), 2)]


class School:
    """The tables of one case as they grow; ``write`` puts them into its folder under ``data``.

    ``seed`` makes the draws. Tables that are never added to, and ``school.toml`` without ``settings``, are
    left to whoever types them by hand.
    """

    def __init__(self, folder: str, seed: str) -> None:
        self.folder = DATA / folder
        self.seed = seed
        self.tables: dict[str, list[Row]] = {}
        self.settings = ""
        self._names = iter(self.shuffled("name", map("".join, product(SURNAMES, GIVEN))))

    def draw(self, what: str, choices: int) -> int:
        """Return a number from 0 to ``choices`` − 1, the same for the same words on every run."""
        digest = hashlib.sha256(f"{self.seed} {what}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % choices

    def shuffled(self, what: str, things: Iterable[str]) -> list[str]:
        """Return the things in a drawn order."""
        return sorted(things, key=lambda thing: self.draw(f"{what} {thing}", 2**63))

    def rows(self, table: str) -> list[Row]:
        """Return a table's rows, to read or to add to."""
        return self.tables.setdefault(table, [])

    def add(self, table: str, *rows: Row) -> None:
        """Add rows to a table."""
        self.rows(table).extend(rows)

    def row(self, table: str, row_id: str) -> Row:
        """Return the row of an id, to change it."""
        return next(row for row in self.rows(table) if row["id"] == row_id)

    def write(self) -> None:
        """Write the tables; their columns are those of their rows, in order of appearance."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.settings:
            (self.folder / "school.toml").write_text(self.settings, "utf-8")
        for table, rows in self.tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)

    # --- people -------------------------------------------------------------------------------------

    def people(self, kind: str, letter: str, count: int, **fields: object) -> list[str]:
        """Add people of a kind with ids such as ``L1``; return their ids."""
        had = sum(str(row["id"])[0] == letter for row in self.rows("staff"))
        ids = [f"{letter}{number}" for number in range(had + 1, had + count + 1)]
        self.add("staff", *({"id": one, "name": next(self._names), "kind": kind} | fields for one in ids))
        return ids

    def teachers(self, faculty: Faculty, **fields: object) -> None:
        """Add teachers ``T01`` … and what they teach: each subject's teachers share its classes evenly."""
        for subject, grades, count in faculty:
            had = sum(str(row["id"])[0] == "T" for row in self.rows("staff"))
            own = [f"T{number:02d}" for number in range(had + 1, had + count + 1)]
            taught = self.classes(grades)
            shared: Row = {"kind": "own", "subjects": subject, "qualifications": "", "pool": "teachers"}
            for one in own:
                self.add("staff", {"id": one, "name": next(self._names)} | shared | fields)
            for place, group in enumerate(taught):
                teacher = own[place * count // len(taught)]
                self.add("teaching", {"staff": teacher, "group": group, "subject": subject})

    def qualify(self, qualification: str, ids: Iterable[str]) -> None:
        """Give people a qualification."""
        for one in ids:
            row = self.row("staff", one)
            row["qualifications"] = ";".join(
                filter(None, (str(row.get("qualifications", "")), qualification))
            )

    def of_subject(self, subject: str) -> list[str]:
        """Return the ids of a subject's teachers."""
        return [str(row["id"]) for row in self.rows("staff") if row.get("subjects") == subject]

    # --- classes and lessons ------------------------------------------------------------------------

    def classes(self, grades: Iterable[int] = ()) -> list[str]:
        """Return the ids of the classes (not the merged groups) of some grades, or of all."""
        wanted = set(grades)
        return [
            str(row["id"])
            for row in self.rows("groups")
            if not row.get("of") and (not wanted or row["grade"] in wanted)
        ]

    def open_classes(self, sizes: Mapping[int, int], zone_of: Mapping[int, str], capacity: int = 50) -> None:
        """Add classes ``3-1`` … (grade → how many) and their rooms (grade → zone)."""
        for grade, count in sizes.items():
            for number in range(1, count + 1):
                one, name = f"{grade}-{number}", f"{NUMERALS[grade]}（{number}）班"
                self.add("groups", {"id": one, "name": name, "grade": grade, "room": f"R{one}"})
                room: Row = {"id": f"R{one}", "name": f"{name}教室", "kind": "classroom"}
                room |= {"capacity": capacity, "groups_at_once": 1, "zone": zone_of[grade]}
                self.add("rooms", room)

    def venues(self, venues: Iterable[tuple[str, str, str, int, int, str]]) -> None:
        """Add special venues: id, name, kind, capacity, groups at once, zone."""
        columns = ("id", "name", "kind", "capacity", "groups_at_once", "zone")
        self.add("rooms", *(dict(zip(columns, venue, strict=True)) for venue in venues))

    def merge(self, group: str, name: str, grades: Sequence[int], room: str, sessions: str) -> None:
        """Add a merged group of all classes of some grades, in some sessions only."""
        row: Row = {"id": group, "name": name, "grade": grades[0], "room": room}
        self.add("groups", row | {"of": ";".join(self.classes(grades)), "sessions": sessions})

    def appoint_heads(self, subjects: Sequence[str]) -> None:
        """Make one of each class's teachers its head, the first subject first, nobody of two classes."""
        heads: dict[str, str] = {}
        for subject in subjects:
            for row in self.rows("teaching"):
                group, teacher = str(row["group"]), str(row["staff"])
                if row["subject"] == subject and group not in heads and teacher not in heads.values():
                    heads[group] = teacher
        for row in self.rows("groups"):
            if not row.get("of"):
                row["head"] = heads.get(str(row["id"]), "")

    def lessons(self, grades: Iterable[int], start: str, end: str) -> None:
        """Add one lesson a weekday for each class, by its teachers in turn, nobody in two classes at once."""
        for weekday in WEEKDAYS:
            busy: set[object] = set()
            for place, group in enumerate(self.classes(grades)):
                own = [row["staff"] for row in self.rows("teaching") if row["group"] == group]
                turn = (place + weekday) % len(own)
                teacher = next(one for one in own[turn:] + own[:turn] if one not in busy)
                busy.add(teacher)
                self.add("lessons", {"staff": teacher, "weekday": weekday, "start": start, "end": end})

    # --- pupils -------------------------------------------------------------------------------------

    def spread(self, total: int, groups: Sequence[str], what: str) -> dict[str, int]:
        """Share a total among groups as evenly as may be; who has one more is drawn."""
        more = set(self.shuffled(what, groups)[: total % len(groups)])
        return {group: total // len(groups) + (group in more) for group in groups}

    def enrol(self, session: str, total: int, groups: Sequence[str], weekday: int | str = "") -> None:
        """Enrol a total of pupils in a session, spread over groups."""
        for group, pupils in self.spread(total, groups, f"{session} {weekday}").items():
            row: Row = {"group": group, "session": session, "weekday": weekday, "pupils": pupils}
            self.add("enrolment", row)

    def join(self, club: str, members: int, groups: Sequence[str]) -> None:
        """Let a number of pupils join a club, spread over groups."""
        spread = self.spread(members, groups, f"members {club}")
        self.add(
            "members", *({"club": club, "group": group, "pupils": n} for group, n in spread.items() if n)
        )
