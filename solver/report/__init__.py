"""Everything that leaves the house: tables, workbook, printable pages and calendars of a plan."""

from solver.report.accounts import AccountLine as AccountLine
from solver.report.accounts import account_lines as account_lines
from solver.report.cells import Sheet as Sheet
from solver.report.folder import OutputError as OutputError
from solver.report.folder import may_write as may_write
from solver.report.handout import Handout as Handout
from solver.report.proof import proofs_of as proofs_of
from solver.report.proof import status_words as status_words
from solver.report.reading import read_before_rotation as read_before_rotation
from solver.report.reading import read_plan as read_plan
from solver.report.reading import read_roster as read_roster
from solver.report.reading_proof import read_certificate as read_certificate
from solver.report.show import TextTable as TextTable
from solver.report.show import show as show
from solver.report.summary import Summary as Summary
from solver.report.summary import level_amount as level_amount
from solver.report.summary import rule_title as rule_title
from solver.report.summary import summary_of as summary_of
from solver.report.summary import summary_words as summary_words
from solver.report.views import BYS as BYS
from solver.report.views import By as By
from solver.report.words import STAGES as STAGES
from solver.report.words import short_level_name as short_level_name
from solver.report.writing import FORMATS as FORMATS
from solver.report.writing import Format as Format
from solver.report.writing import write as write
