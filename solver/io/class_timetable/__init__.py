"""Class timetables as Chinese schools keep them (课表): one workbook → the daytime side of a new case.

``read`` turns a workbook into ``staff``, ``groups``, ``teaching`` and ``lessons`` and accounts for each
cell; ``write_start`` makes the folder of a case of them. The way through a workbook: ``sheets`` (cells
as people see them), ``frames`` (where tables are), ``layout`` (which cell is for whom and when), ``meaning``
(what it says), ``lessons`` (what all say together).
"""

from solver.io.class_timetable.cell_ledger import Counts as Counts
from solver.io.class_timetable.lessons import ClassTimetable as ClassTimetable
from solver.io.class_timetable.reader import read as read
from solver.io.class_timetable.start import data_of as data_of
from solver.io.class_timetable.start import made as made
from solver.io.class_timetable.start import report_of as report_of
from solver.io.class_timetable.start import still_to_enter as still_to_enter
from solver.io.class_timetable.start import write_start as write_start
