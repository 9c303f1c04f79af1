"""The plan folder: every output at once, the same bytes for the same plan."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from solver.base.text import Lang
from solver.report.certificate_json import certificate_json
from solver.report.plan_folder import CERTIFICATE, put
from solver.report.plan_tables import tables_of
from solver.report.plan_view import PlanView
from solver.report.roster_lines import lines_of, shown_lines

Format = Literal["csv", "xlsx", "pdf", "ics"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "pdf", "ics")


def files_of(handout: PlanView, lang: Lang, *, formats: tuple[Format, ...] = FORMATS) -> dict[str, bytes]:
    """Return the outputs by their path in the plan folder.

    Parameters
    ----------
    formats
        Which of the outputs are wanted; the certificate is always there.

    Raises
    ------
    OutputError
        If a page can't be typeset.
    """
    shown = shown_lines(handout)
    files = {CERTIFICATE: certificate_json(handout)}
    if "csv" in formats:
        files |= {f"{table.name}.csv": table.csv() for table in tables_of(handout)}
    # Each of these brings in a heavy package: only who wants the format waits for it.
    if "xlsx" in formats:
        from solver.report.workbook import workbook_of

        files["roster.xlsx"] = workbook_of(handout, shown, lang)
    if "pdf" in formats:
        from solver.report.pdf_book import pdf_of

        files["roster.pdf"] = pdf_of(handout, shown, lang)
    if "ics" in formats:
        from solver.report.ics import calendars_of

        calendars = calendars_of(handout, lines_of(handout), lang)
        files |= {f"calendars/{name}": content for name, content in calendars.items()}
    return files


def about(handout: PlanView, lang: Lang) -> dict[str, object]:
    """Return what the marker of a plan folder says the plan was made from."""
    proof = handout.certificate
    return {"case_hash": proof.case_hash, "version": proof.version, "seed": proof.seed, "lang": lang}


def write(handout: PlanView, out: Path, lang: Lang, *, formats: tuple[Format, ...] = FORMATS) -> Path:
    """Write the plan folder and return where it is.

    The folder appears whole or not at all, and replaces an earlier plan folder in one step. ``formats`` are
    the outputs that are wanted.

    Raises
    ------
    OutputError
        If the place holds anything else, or can't be written.
    """
    return put(out, files_of(handout, lang, formats=formats), about(handout, lang))
