"""The check of a certificate by anybody: every bound worked out again, exactly, from the case alone.

It shares nothing with the engine, the model or the board that made the plan, and asks no solver. How a bound
is proven: ``solver.domain.evidence`` names the rows, ``rows`` works them out, ``bound`` adds them up.
"""

from solver.verify.check import LevelVerdict as LevelVerdict
from solver.verify.check import Verdict as Verdict
from solver.verify.check import Verified as Verified
from solver.verify.check import verify as verify
