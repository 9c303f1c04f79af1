"""The command line: ``afterbell new | check | solve | audit | show | score | batch | compare | …``.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from solver.cli.commands import app as app
from solver.cli.main import main as main
