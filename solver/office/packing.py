"""A result as the store keeps it, and back: the plan's tables, its certificate, the case. Never pickles."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from solver import report, service
from solver.audit import audit
from solver.domain.case import Case
from solver.domain.flow import Shortfall
from solver.errors import InputError
from solver.store import DamagedError
from solver.text import LANGS, Said, Words

PLAN_FILES = ("roster.csv", "timetable.csv", "handover.csv", "certificate.json")
SHORTFALLS = "shortfalls.json"
SENTENCE = Words(zh="{status}{largest}", en="{status} {largest}")
_SHORTFALLS = TypeAdapter(tuple[Shortfall, ...])


@dataclass(frozen=True, slots=True)
class Packed:
    """A result as bytes, and what a list of plans says of it."""

    case: bytes
    files: Mapping[str, bytes]
    findings: int
    summary: Said


def packed(result: service.Result) -> Packed:
    """Return a result as it is stored."""
    handout = service.handout(result)
    outputs = report.files_of(handout, "en", formats=("csv",))
    files = {name: outputs[name] for name in PLAN_FILES}
    files[SHORTFALLS] = _SHORTFALLS.dump_json(result.shortfalls)
    return Packed(packed_case(result.case), files, len(result.findings), summary(handout))


def packed_case(case: Case) -> bytes:
    """Return a case as it is stored."""
    return case.model_dump_json().encode()


def unpacked_case(content: bytes, case_hash: str) -> Case:
    """Return a stored case.

    Raises
    ------
    DamagedError
        If it is not the case of that hash: damaged, or of another version's format.
    """
    try:
        case = Case.model_validate_json(content)
    except ValidationError as error:
        raise DamagedError(case_hash[:12]) from error
    if case.hash != case_hash:
        raise DamagedError(case_hash[:12])
    return case


def unpacked(case: Case, files: Mapping[str, bytes], what: str) -> service.Result:
    """Return a stored result, audited anew.

    Raises
    ------
    DamagedError
        If its files can't be read as a plan of the case.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="afterbell-") as place:
            folder = Path(place)
            for name in PLAN_FILES:
                (folder / name).write_bytes(files[name])
            certificate = report.read_certificate(folder)
            plan = replace(report.read_plan(folder), accounts=certificate.accounts)
        report.refuse_strangers(case, plan)
        shortfalls = _SHORTFALLS.validate_json(files[SHORTFALLS])
    except (InputError, ValidationError, KeyError) as error:
        raise DamagedError(what) from error
    return service.Result(case, plan, certificate, audit(case, plan, certificate), shortfalls)


def summary(handout: report.Handout) -> Said:
    """Return what is found and proven of a plan, in one line."""
    said = {lang: report.summary_words(handout, lang) for lang in LANGS}
    return SENTENCE.with_(
        **{
            part: Words(zh="{zh}", en="{en}").with_(**{lang: said[lang][at] for lang in LANGS})
            for part, at in (("status", 0), ("largest", -1))
        }
    )
