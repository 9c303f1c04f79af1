"""The beginning of every process of ours: the first line of stdin names the module whose ``main`` is called.

``python -m solver.jobs`` is started by ``Child``, not by people.
"""

from __future__ import annotations

import sys
from importlib import import_module

from solver.jobs.process import line

if __name__ == "__main__":
    sys.exit(import_module(line()).main())
