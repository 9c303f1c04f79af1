"""The command line: ``afterbell new | check | solve | audit | show | score | batch | compare | …``.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from solver.cli.commands import app as app
from solver.cli.commands_app import app_ as app_
from solver.cli.commands_batch import batch as batch
from solver.cli.commands_compare import compare as compare
from solver.cli.commands_import import import_ as import_
from solver.cli.entry import main as main
