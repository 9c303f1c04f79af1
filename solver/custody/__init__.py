"""The custody chain: for every party, date and minute the named adult, from the case and the plan alone."""

from solver.custody.legs import How as How
from solver.custody.legs import Leg as Leg
