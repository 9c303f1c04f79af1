"""The certificate read back from its folder, exactly as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.domain import Certificate, LevelCertificate, StageCertificate
from solver.domain.plan import Method, Stage
from solver.report.certificate_json import Lists, Whole, WrittenAccount, WrittenEvidence
from solver.report.plan_folder import CERTIFICATE

LARGEST = 20_000_000
"""A larger certificate than this is none of ours."""

_MISSING = Words(
    zh="“{folder}”里没有证书，不是排好的方案文件夹",
    en="{folder} holds no certificate: it is no plan folder.",
)
_DAMAGED = Words(
    zh="证书已损坏或被改动（{place}）",
    en="the certificate is damaged or was changed ({place}).",
)
_SOLVE_AGAIN = Words(zh="请用 afterbell solve 重新生成", en="Make it anew with afterbell solve.")


@dataclass(frozen=True)
class WrittenLevel:
    """A level as it stands in the file. Words for readers and what follows from the rest are left out."""

    name: str
    value: Whole
    bound: Whole
    method: Method
    conditional: tuple[str, ...] = ()
    unit: Literal["count", "steps", "price"] = "count"
    evidence: WrittenEvidence | None = None

    def read(self, lists: Lists) -> LevelCertificate:
        """Return what it says."""
        evidence = None if self.evidence is None else self.evidence.read(lists)
        return LevelCertificate(
            self.name, self.value, self.bound, self.method, self.conditional, self.unit, evidence
        )


@dataclass(frozen=True)
class WrittenStage:
    """A stage as it stands in the file."""

    stage: Stage
    levels: tuple[WrittenLevel, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WrittenCertificate:
    """A certificate as it stands in the file."""

    case: str
    case_hash: str
    version: str
    seed: Whole
    workers: Whole
    effort: Whole | None
    stages: tuple[WrittenStage, ...]
    accounts: tuple[WrittenAccount, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()

    def read(self) -> Certificate:
        """Return what it says."""
        lists = Lists(self.lists)
        stages = tuple(
            StageCertificate(own.stage, tuple(level.read(lists) for level in own.levels), own.fixed)
            for own in self.stages
        )
        accounts = {account.name: account.read() for account in self.accounts}
        about = (self.case, self.case_hash, self.version, self.seed, self.workers, self.effort)
        return Certificate(*about, stages, accounts)


def read_certificate(folder: Path) -> Certificate:
    """Read the certificate of a plan folder back.

    Raises
    ------
    InputError
        If there is none, or it is damaged.
    """
    path = folder / CERTIFICATE
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        message = _MISSING.with_(folder=folder.name)
        raise InputError((Fault(message, way_out=_SOLVE_AGAIN.with_()),)) from error
    try:
        return TypeAdapter(WrittenCertificate).validate_json(content, strict=True).read()
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in fault["loc"]) for fault in error.errors()})
        raise _damaged(", ".join(place or "JSON" for place in places[:3])) from error
    except LookupError as error:
        raise _damaged(str(error.args[0])) from error


def _damaged(place: str) -> InputError:
    message = _DAMAGED.with_(place=place)
    return InputError((Fault(message, file=CERTIFICATE, way_out=_SOLVE_AGAIN.with_()),))
