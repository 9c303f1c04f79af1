"""A process that hears nothing."""

from __future__ import annotations

import sys
import time


def main() -> int:
    """Say that it is there, then only sleep."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    time.sleep(600)
    return 0
