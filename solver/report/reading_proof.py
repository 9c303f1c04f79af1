"""The certificate read back from its folder, exactly as it was written."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from solver.domain import Certificate
from solver.errors import Fault, InputError
from solver.report.folder import CERTIFICATE
from solver.text import Words

LARGEST = 5_000_000
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
            content = file.read(LARGEST)
    except OSError as error:
        message = _MISSING.with_(folder=folder.name)
        raise InputError((Fault(message, way_out=_SOLVE_AGAIN.with_()),)) from error
    try:
        # Words for readers and what follows from other fields stand in the file too; they are left out.
        return TypeAdapter(Certificate).validate_json(content, strict=True)
    except ValidationError as error:
        places = sorted({".".join(str(part) for part in fault["loc"]) for fault in error.errors()})
        message = _DAMAGED.with_(place=", ".join(place or "JSON" for place in places[:3]))
        raise InputError((Fault(message, file=CERTIFICATE, way_out=_SOLVE_AGAIN.with_()),)) from error
