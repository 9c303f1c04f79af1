"""One workbook with a sheet per table."""
from pathlib import Path
from solver.intake.raw import Reading
def read_workbook(path: Path) -> Reading:
    return Reading(stem=path.stem, file=path.name)
