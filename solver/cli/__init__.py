"""The command line: ``afterbell new | check | solve | audit | show | score | batch | compare | …``.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from solver.cli.app import app_ as app_
from solver.cli.batch import batch as batch
from solver.cli.commands import app as app
from solver.cli.compare import compare as compare
from solver.cli.import_timetable import import_ as import_
from solver.cli.main import main as main
