"""Many schools at once: every case in a process of its own, every outcome a row of one report.

Nothing heavy is imported here: each case's own process brings in what it needs.
"""

from solver.batch.executor import Executor as Executor
from solver.batch.job import Job as Job
from solver.batch.job import Row as Row
from solver.batch.job import Settings as Settings
from solver.batch.local import LocalExecutor as LocalExecutor
from solver.batch.progress_text import Lines as Lines
from solver.batch.progress_text import closing_words as closing_words
from solver.batch.run import Outcome as Outcome
from solver.batch.run import Overview as Overview
from solver.batch.run import run as run
