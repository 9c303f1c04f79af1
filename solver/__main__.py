"""``python -m solver`` is ``afterbell``."""

from solver.cli import main

main()
