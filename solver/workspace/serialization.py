"""Results and their progress as the store keeps them, and back: tables, JSON, never pickles."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from solver import report, service
from solver.audit.plan import audit
from solver.base.errors import AfterbellError, InputError
from solver.base.text import LANGS, Listed, Message, Words, both
from solver.domain.case import Case
from solver.domain.levels import STAGES
from solver.fairness.flow import Shortfall
from solver.rules.level_scale import counting
from solver.service import LevelState, Snapshot
from solver.store import PointRow

PLAN_FILES = ("roster.csv", "timetable.csv", "handover.csv", "certificate.json")
SHORTFALLS = "shortfalls.json"
_SHORTFALLS = TypeAdapter(tuple[Shortfall, ...])


OUTDATED = Words(
    zh="{what} 是另一个版本的 afterbell 存下的，这个版本读不了。请重新排一次。",
    en="{what} was stored by another version of afterbell, and this one can't read it. Please solve again.",
)
LEVELS: TypeAdapter[tuple[LevelState, ...]] = TypeAdapter(tuple[LevelState, ...])


class OutdatedError(AfterbellError):
    """Something whole in the store, in a form that this version does not know."""

    def __init__(self, what: str) -> None:
        super().__init__(OUTDATED.with_(what=what))


@dataclass(frozen=True, slots=True)
class Packed:
    """A result as bytes, and what a list of plans says of it."""

    case: bytes
    files: Mapping[str, bytes]
    findings: int
    summary: Message


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


def unpacked_case(content: bytes, what: str) -> Case:
    """Return a stored case. Its hash is another than it was where a newer version knows more of a case.

    Raises
    ------
    OutdatedError
        If this version can't read it.
    """
    try:
        return Case.model_validate_json(content)
    except ValidationError as error:
        raise OutdatedError(what) from error


def unpacked(case: Case, files: Mapping[str, bytes], what: str) -> service.Result:
    """Return a stored result, audited anew.

    What a certificate says of the case as another version understood it proves nothing here.

    Raises
    ------
    OutdatedError
        If this version can't read it.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="afterbell-") as directory:
            folder = Path(directory)
            for name in PLAN_FILES:
                (folder / name).write_bytes(files[name])
            certificate, plan = report.read_certificate(folder), report.read_plan(folder)
        report.refuse_strangers(case, plan)
        shortfalls = _SHORTFALLS.validate_json(files[SHORTFALLS])
    except (InputError, ValidationError, KeyError) as error:
        raise OutdatedError(what) from error
    ours = certificate.case_hash == case.hash
    if ours and certificate.accounts:
        plan = replace(plan, accounts=certificate.accounts)
    else:
        plan, shortfalls = service.measured(case, plan)
    certificate = certificate if ours else service.unproven(case)
    return service.Result(case, plan, certificate, audit(case, plan, certificate), shortfalls)


def summary(handout: report.PlanView) -> Message:
    """Return what is found and proven of a plan, in one line."""
    said = {lang: report.summary_words(handout, lang) for lang in LANGS}
    return Listed((both(said["zh"][at], said["en"][at]) for at in (0, -1)), "")


def row_of(run_id: int, number: int, snapshot: Snapshot) -> PointRow:
    """Return a snapshot as the point of this number of a run."""
    return PointRow(
        run_id=run_id,
        number=number,
        elapsed=snapshot.elapsed,
        stage=snapshot.stage or "",
        step=snapshot.step,
        levels=LEVELS.dump_json(snapshot.levels).decode(),
        assigned=snapshot.assigned,
        seats=snapshot.seats,
    )


def snapshot_of(row: PointRow) -> Snapshot:
    """Return the snapshot that a point was made from."""
    return Snapshot(
        stage=next((stage for stage in STAGES if stage == row.stage), None),
        step=row.step,
        levels=LEVELS.validate_json(row.levels),
        seats=row.seats,
        assigned=row.assigned,
        elapsed=row.elapsed,
    )


class TakenSeats:
    """Counts how many seats of a case are taken by what its levels say of the empty ones."""

    def __init__(self, case: Case) -> None:
        self._empty = counting(case, "seats")

    def counted(self, snapshot: Snapshot) -> Snapshot:
        """Return a snapshot with its taken seats; ``None`` where the levels do not tell the empty ones."""
        values = {level.name: level.value for level in snapshot.levels}
        seats = snapshot.seats if self._empty else None
        for name, scale in self._empty:
            value = values.get(name)
            seats = None if seats is None or value is None else seats - int(scale.exact(value))
        return replace(snapshot, assigned=seats)
