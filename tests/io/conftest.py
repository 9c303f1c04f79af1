"""A school of two classes as text tables, which each test changes in one place and writes as it likes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from solver.base.errors import Fault, InputError
from solver.io import Loaded, load

Tables = dict[str, str]

SCHOOL: Tables = {
    "school.toml": """
id = "small"
[school]
title = "小学"
[term]
start = "2026-09-07"
end = "2026-09-18"
""",
    "staff.csv": """\
id,name,kind,subjects,share
T1,王芳,own,语文,1
T2,李强,own,数学,0.5
L1,赵校长,leader,,1
""",
    "groups.csv": """\
id,name,grade,room,head
1-1,一班,1,R1,T1
2-1,二班,2,R2,T2
""",
    "enrolment.csv": """\
group,session,weekday,pupils
1-1,low,,20
2-1,low,,24
""",
    "teaching.csv": "staff,group,subject\nT1,1-1,语文\nT2,2-1,数学\n",
    "lessons.csv": "staff,weekday,start,end\nT1,周三,14:40,15:20\n",
    "sessions.csv": "id,name,grades,start,end\nlow,课后,1;2,15:30,17:00\n",
    "rooms.csv": "id,name,capacity,zone\nR1,一班教室,40,main\nR2,二班教室,40,main\n",
    "zones.csv": "id,name,kind,walk\nmain,教学楼,building,gate:2\ngate,校门,gate,\n",
    "posts.csv": """\
id,name,kind,session,group,eligible
care,看护,care,low,each,teaches
""",
    "clubs.csv": "id,name,grades,sessions,room,eligible\nchess,象棋,1;2,low,R1,T2\n",
    "members.csv": "club,group,pupils\nchess,1-1,6\nchess,2-1,8\n",
}


@pytest.fixture
def school() -> Tables:
    """The tables of the small school, to be changed."""
    return dict(SCHOOL)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Tables], Path]:
    """Write tables into a folder named small."""

    def folder(tables: Tables, *, encoding: str = "utf-8") -> Path:
        path = tmp_path / "small"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        for name, text in tables.items():
            (path / name).write_bytes(text.encode("utf-8" if name.endswith("toml") else encoding))
        return path

    return folder


@pytest.fixture
def loaded(write: Callable[..., Path]) -> Callable[[Tables], Loaded]:
    """Load a case from tables."""
    return lambda tables, **how: load(write(tables, **how))


@pytest.fixture
def faults_of(write: Callable[[Tables], Path]) -> Callable[[Tables], tuple[Fault, ...]]:
    """Return the faults of tables that must not load."""

    def faults(tables: Tables) -> tuple[Fault, ...]:
        with pytest.raises(InputError) as caught:
            load(write(tables))
        return caught.value.faults

    return faults
