"""Text stays text, numbers stay exact, ids become harmless file names."""

import csv
import io
import re
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from solver.io.files.csv_folder import guarded, unguarded
from solver.report.plan_folder import LONGEST, RESERVED, safe_names
from solver.report.plan_tables import Sheet
from solver.report.roster_lines import exact, natural

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = re.compile(r"[-－]|[+-]?[0-9]+([.][0-9]+)?")
AWKWARD = st.text(alphabet=st.sampled_from("=+-@'\t\r\n ＝＋－＠a1.,\"；中"), max_size=6) | st.text(
    max_size=8
)


@given(AWKWARD)
@example("'=1")
@example("=cmd()|' /C calc'!A0")
@example("＝1+1")
@example("'-")
@example("'-1.5")
def test_text_comes_back_as_it_was_and_never_runs(text: str):
    kept = guarded(text)
    assert unguarded(kept) == text
    assert HARMLESS.fullmatch(kept) or not kept.lstrip(" ").startswith(RUNS)


@given(st.lists(AWKWARD, min_size=1, max_size=4))
def test_a_row_survives_the_table(row: list[str]):
    table = Sheet("t", tuple("abcd"[: len(row)]), (tuple(row),)).csv()
    read = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [unguarded(cell) for cell in read[1]] == row or row == [""]


@given(st.fractions())
@example(Fraction(7, 3))
@example(Fraction(-1, 3))
def test_numbers_are_exact_and_no_spreadsheet_takes_them_for_dates(number: Fraction):
    text = exact(number)
    parts = [Fraction(part) for part in text.removeprefix("-").split(" ")]
    assert sum(parts) * (-1 if text.startswith("-") else 1) == number
    assert "/" not in text or " " in text


def test_room_2_comes_before_room_10():
    assert sorted(["教室10", "教室2", "教室1"], key=natural) == ["教室1", "教室2", "教室10"]


@given(st.lists(st.text(max_size=60) | st.sampled_from(["..", "../x", "CON", "con", "a/b", "", "A", "a"])))
def test_file_names_are_plain_and_differ(ids: list[str]):
    names = safe_names(ids)
    assert set(names) == set(ids)
    assert len({name.lower() for name in names.values()}) == len(names)
    for name in names.values():
        assert name
        assert name.lower() not in RESERVED
        assert len(name) <= LONGEST + 9
        assert not set(name) & set('/\\.:*?"<>|\0 ')
