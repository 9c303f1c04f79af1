"""Scenarios: what if? A few edits to a case, measured and compared with the case as it is."""

from solver.scenarios.applying import Applied as Applied
from solver.scenarios.applying import apply as apply
from solver.scenarios.applying import case_of as case_of
from solver.scenarios.reading import parse as parse
from solver.scenarios.reading import read as read
from solver.scenarios.scenario import Add as Add
from solver.scenarios.scenario import Change as Change
from solver.scenarios.scenario import Drop as Drop
from solver.scenarios.scenario import Scenario as Scenario
from solver.scenarios.scenario import Set as Set
from solver.scenarios.scenario import Setting as Setting
