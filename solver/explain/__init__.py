"""Who could do a duty and what would change by it, and edits of a roster."""

from solver.explain.edits import EditError as EditError
from solver.explain.edits import pin_rows as pin_rows
from solver.explain.edits import pinned as pinned
from solver.explain.edits import with_pins as with_pins
from solver.explain.edits import without_pins as without_pins
from solver.explain.plan_diff import LoadChange as LoadChange
from solver.explain.plan_diff import changes as changes
from solver.explain.plan_diff import fresh as fresh
from solver.explain.replacements import Barred as Barred
from solver.explain.replacements import Candidate as Candidate
from solver.explain.replacements import Candidates as Candidates
from solver.explain.replacements import away_from as away_from
from solver.explain.replacements import breaks_a_period as breaks_a_period
from solver.explain.replacements import candidates as candidates
from solver.explain.swaps import Swap as Swap
from solver.explain.swaps import swaps as swaps
