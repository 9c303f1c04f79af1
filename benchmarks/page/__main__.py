"""Write the results page from the stored records: ``python -m benchmarks.page``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.page.write import PAGE, write
from benchmarks.record import RESULTS, read_all


def main(arguments: list[str] | None = None) -> int:
    """Write the page; 1 where there is nothing to tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("-o", "--out", type=Path, default=PAGE, help="folder to write into")
    chosen = parser.parse_args(arguments)
    records = read_all(results=chosen.results)
    if not records:
        print(f"No records in {chosen.results}: run a benchmark first.", file=sys.stderr)
        return 1
    print(write(records, chosen.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
