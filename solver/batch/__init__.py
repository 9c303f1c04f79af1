"""Many schools at once: every case in a process of its own, every outcome a row of one report.

Nothing heavy is imported here: each case's own process brings in what it needs.
"""

from solver.batch.progress_text import Lines as Lines
from solver.batch.progress_text import closing_words as closing_words
from solver.batch.run import WORKER as WORKER
from solver.batch.run import Outcome as Outcome
from solver.batch.run import Overview as Overview
from solver.batch.run import run as run
from solver.jobs.local import LocalExecutor as LocalExecutor
from solver.jobs.messages import Executor as Executor
from solver.jobs.messages import Job as Job
from solver.jobs.messages import Row as Row
from solver.jobs.messages import Settings as Settings
