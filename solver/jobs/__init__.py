"""Where a solve runs: processes of our own, what travels between them, and who begins and ends them.

Nothing heavy is imported here: each process brings in what it needs.
"""

from solver.jobs.executor import Executor as Executor
from solver.jobs.local import LocalExecutor as LocalExecutor
from solver.jobs.messages import Job as Job
from solver.jobs.messages import Row as Row
from solver.jobs.messages import Settings as Settings
from solver.jobs.process import Child as Child
